"""Lets somebody say whether their place may go along, with which answers, and where.

Nothing is preset, nothing is agreed to before the last page, and all of it can be
changed until the record has gone.
"""

from collections.abc import Callable, Iterable

from pod.desk import Desk, Reply
from pod.desk.travelling import AgreeTravel, SeeTravel, StopTravel, Travel
from pod.ui.kiosk import my_travel_cards as cards
from pod.ui.kiosk.my_sharing import Show
from pod.ui.kiosk.travel_told import (
    along,
    refs_of,
    shares_here,
    titles_of,
    transfer_of,
)

CARDS = 3


class MyTravel:
    """Leads through the record for another prison, and that for the other pods here.

    The way back leads to where the person came from.
    """

    def __init__(
        self, counter: Desk, show: Show, sorry: Callable[[Reply], None]
    ) -> None:
        self._desk, self._show, self._sorry = counter, show, sorry
        self._back: Callable[[], None] = lambda: None
        self._told: Travel | None = None

    def move(self, back: Callable[[], None]) -> None:
        """Show how it stands if they move; else what a record is."""
        self._back = back
        self._desk.ask(SeeTravel(), self._begin)

    def pods(self, back: Callable[[], None]) -> None:
        """Show whether the other pods of this prison know them, and let them change it.

        What is said stands at once.
        """
        self._back = back
        self._desk.ask(SeeTravel(), self._here)

    def forget(self) -> None:
        """Keep nothing of what could go along, nor of whose it is."""
        self._told = None
        self._back = lambda: None

    def _begin(self, reply: Reply) -> None:
        """Show what is agreed now; else say what a record is."""
        if isinstance(reply, Travel) and (reply.gone or transfer_of(reply)):
            self._stand(reply)
        elif isinstance(reply, Travel):
            self._told = reply
            self._card(0)
        else:
            self._sorry(reply)

    def _stand(self, reply: Reply) -> None:
        """Show how it stands now; it can be changed until the record has gone."""
        if not isinstance(reply, Travel):
            self._sorry(reply)
            return
        self._told = reply
        if reply.gone:
            self._show(cards.gone, self._on_standing)
        elif transfer_of(reply) is None:
            self._show(cards.stays, self._on_standing)
        else:
            went, of = along(reply), len(titles_of(reply))
            self._show(lambda text: cards.chosen(text, went, of), self._on_standing)

    def _on_standing(self, choice: str) -> None:
        if choice == "change":
            self._card(0)
        else:
            self._back()

    def _card(self, number: int) -> None:
        """Say what a record is, card by card; after the last it is asked."""

        def then(choice: str) -> None:
            place = number + (1 if choice == "next" else -1)
            if place < 0:
                self._back()
            elif place < CARDS:
                self._card(place)
            else:
                self._show(cards.asking, self._on_asked)

        self._show(lambda text: cards.told(text, number), then)

    def _on_asked(self, choice: str) -> None:
        told = self._told
        if choice == "back" or told is None:
            self._card(CARDS - 1)
        elif choice == "no":
            self._desk.ask(StopTravel("transfer"), self._stand)
        elif titles_of(told):
            self._show(cards.which, self._on_which)
        else:
            self._agree(())

    def _on_which(self, choice: str) -> None:
        match choice:
            case "none":
                self._agree(())
            case "every":
                self._agree(titles_of(self._told) if self._told else ())
            case "choose":
                self._part(())
            case _:
                self._show(cards.asking, self._on_asked)

    def _part(self, said: tuple[bool, ...]) -> None:
        """Ask of one part after another; after the last, what was said stands."""
        told = self._told
        titles = titles_of(told) if told else ()
        if len(said) == len(titles):
            self._agree(one for one, goes in zip(titles, said, strict=True) if goes)
            return

        def then(choice: str) -> None:
            if choice != "back":
                self._part((*said, choice == "yes"))
            elif said:
                self._part(said[:-1])
            else:
                self._show(cards.which, self._on_which)

        self._show(lambda text: cards.part(text, titles, len(said)), then)

    def _agree(self, titles: Iterable[str]) -> None:
        """Say that the place may go along, with the answers of these parts alone."""
        if self._told is not None:
            asked = AgreeTravel("transfer", refs_of(self._told, titles))
            self._desk.ask(asked, self._stand)

    def _here(self, reply: Reply) -> None:
        """Show how it stands with the other pods here, and the other way."""
        if not isinstance(reply, Travel):
            self._sorry(reply)
            return
        on = shares_here(reply)

        def then(choice: str) -> None:
            if choice != "change":
                self._back()
            elif on:
                self._desk.ask(StopTravel("shared"), self._here)
            else:
                self._desk.ask(AgreeTravel("shared"), self._here)

        self._show(lambda text: cards.here(text, on=on), then)
