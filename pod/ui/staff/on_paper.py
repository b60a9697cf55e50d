"""Printing from a page of the room: what became of it is said, if it is still asked."""

from functools import partial

from pod.ui.printing.handing import Handing, Outcome
from pod.ui.printing.paper import pdf_of
from pod.ui.printing.sheet import Sheet
from pod.ui.staff.part import Here
from pod.ui.staff.reading import Facts, ReadingScreen


class OnPaper:
    """Hands sheets to the printer; whoever went on meanwhile is not called back."""

    def __init__(self, room: Here) -> None:
        self._room = room
        self._handing: Handing | None = None
        self._waits, self._instead = False, ""

    def print(self, sheet: Sheet, instead: str) -> None:
        """Say that it is on its way, then what became of it, or what to do instead."""
        self._waits, self._instead = True, instead
        self._say(self._room.text.seeing_to.paper.sending)
        self._handing = Handing(self._room.place.printer, self._told)
        self._handing.begin(pdf_of(sheet))

    def _told(self, outcome: Outcome) -> None:
        """Say what became of it; where it was not printed, how it can be."""
        if self._waits:
            said = str(getattr(self._room.text.seeing_to.paper, outcome))
            self._say(said, *(() if outcome == "gone" else (self._instead,)))

    def _say(self, *said: str) -> None:
        title = self._room.text.seeing_to.help.print
        facts = Facts(name="staff-printed", title=title, lines=said)
        page = partial(ReadingScreen, self._room.look, self._room.text, facts)
        self._room.put_aside(page, self._read)

    def _read(self, _id: str) -> None:
        self._waits = False
        self._room.again()
