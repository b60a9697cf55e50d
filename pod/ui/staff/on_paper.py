"""Printing from a page of the room: what became of it is said, if it is still asked."""

from collections.abc import Callable
from functools import partial

from pod.ui.printing.handing import Handing, Outcome
from pod.ui.printing.paper import pdf_of
from pod.ui.printing.sheet import Page
from pod.ui.staff.part import Here
from pod.ui.staff.reading import Facts, ReadingScreen


class OnPaper:
    """Hands pages to the printer; whoever went on meanwhile is not called back.

    What was not printed is offered again until it is, or until staff leave it.
    """

    def __init__(self, room: Here, back: Callable[[], None] | None = None) -> None:
        """Lead `back` once what became of a page was read, else to the part in view."""
        self._room, self._back = room, back or room.again
        self._handing: Handing | None = None
        self._waits, self._instead, self._turn = False, "", 0
        self._page: Page | None = None

    def print(self, page: Page, instead: str) -> None:
        """Say that it is on its way, then what became of it and what to do next.

        `instead` says what to do where there is no printer at all.
        """
        self._waits, self._page, self._instead = True, page, instead
        self._turn = self._room.turn
        self._say(self._room.text.seeing_to.paper.sending)
        self._handing = Handing(self._room.place.printer, self._told)
        self._handing.begin(pdf_of(page))

    def _told(self, outcome: Outcome) -> None:
        """Say what became of it; where it was not printed, the next step.

        A page of somebody who has left is offered to nobody who came in after them.
        """
        if self._turn != self._room.turn:
            self._waits, self._page = False, None
        if not self._waits:
            return
        words = self._room.text.seeing_to.paper
        match outcome:
            case "gone":
                self._say(words.gone)
            case "none":
                self._say(words.none, self._instead)
            case _:
                said = (getattr(words, outcome), getattr(words, f"{outcome}_do"))
                self._say(*map(str, said), again=True)

    def _say(self, *said: str, again: bool = False) -> None:
        words = self._room.text.seeing_to
        keys = (("again", "print", words.paper.again),) if again else ()
        facts = Facts(
            name="staff-printed", title=words.help.print, lines=said, keys=keys
        )
        page = partial(ReadingScreen, self._room.look, self._room.text, facts)
        self._room.put_aside(page, self._read)

    def _read(self, id_: str) -> None:
        """Print it again, or go back to where it was asked for."""
        if id_ == "again" and self._page is not None:
            self.print(self._page, self._instead)
            return
        self._waits, self._page = False, None
        self._back()
