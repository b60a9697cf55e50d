"""Asks the core for whoever is here; answers for somebody who has gone are lost."""

from collections.abc import Callable

from pod.desk import Desk, Reply, Request


class Turn:
    """A desk that forgets what was asked in an earlier turn.

    The core may be slow. What it says to somebody who has left must not appear to the
    next person, nor on a locked pod.
    """

    def __init__(self, counter: Desk) -> None:
        self._desk = counter
        self._number = 0

    def ask(self, request: Request, answered: Callable[[Reply], None]) -> None:
        """Hand a request over; `answered` is called only while this turn lasts."""
        number = self._number

        def still_here(reply: Reply) -> None:
            if number == self._number:
                answered(reply)

        self._desk.ask(request, still_here)

    def end(self) -> None:
        """Somebody leaves: nothing asked so far is answered any more."""
        self._number += 1
