"""How the last month went, read on the page and printed for the site's partners."""

from functools import partial

from pod.desk import Reply
from pod.desk.month import MonthView, SeeMonth
from pod.ui.common.words import Text
from pod.ui.printing.month_sheet import month_sheet
from pod.ui.printing.sheet import Sheet
from pod.ui.staff.on_paper import OnPaper
from pod.ui.staff.part import Here
from pod.ui.staff.reading import Facts, ReadingScreen


class Months:
    """The report of the last month, for those who may see it."""

    def __init__(self, room: Here) -> None:
        self._room, self._paper = room, OnPaper(room)

    def begin(self) -> None:
        """Ask how the last month went."""
        self._room.ask(SeeMonth(), self._told)

    def _told(self, reply: Reply) -> None:
        if isinstance(reply, MonthView):
            self._turn(month_sheet(self._room.text, reply), 0)
        else:
            self._room.again()

    def _turn(self, sheet: Sheet, place: int) -> None:
        """Show one section; back leads to the one before, from the first away."""
        look, text = self._room.look, self._room.text

        def then(id_: str) -> None:
            match id_:
                case "print":
                    self._paper.print(sheet, text.month.office)
                case "next":
                    self._turn(sheet, place + 1)
                case _ if place:
                    self._turn(sheet, place - 1)
                case _:
                    self._room.again()

        facts = month_facts(text, sheet, place)
        self._room.put_aside(partial(ReadingScreen, look, text, facts), then)


def month_facts(text: Text, sheet: Sheet, place: int) -> Facts:
    """Return one section of the report as it is printed, and the way to the next."""
    section, last = sheet.sections[place], place + 1 == len(sheet.sections)
    said = (f"{name}: {value}" for name, value in section.fields)
    on = () if last else (("next", "next", text.ways.next),)
    return Facts(
        name=f"staff-month-{place + 1}",
        title=f"{sheet.below}: {section.title}",
        lines=(*said, *section.lines),
        keys=(*on, ("print", "print", text.seeing_to.help.print)),
    )
