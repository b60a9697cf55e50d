"""The day's bookings on paper: who comes when, by part of the day, and to which pod.

Alerts are not on it, nor where else somebody is to be: paper lies about.
"""

from pod.desk.diary import TodayRow, TodayView
from pod.diary.terms import SLOTS, Slot
from pod.ui.common.words import Text
from pod.ui.printing.sheet import Section, Sheet


def day_sheet(text: Text, view: TodayView) -> Sheet:
    """Return a day as a page, with whoever is booked in the order of their times."""
    return Sheet(
        title=text.room.parts["today"],
        below=f"{view.on:%d/%m/%Y}",
        sections=tuple(_slot(text, view, slot) for slot in SLOTS),
    )


def _slot(text: Text, view: TodayView, slot: Slot) -> Section:
    fields = tuple(_field(text, row) for row in view.rows if row.slot == slot)
    lines = () if fields else (text.diary.today.empty,)
    return Section(title=text.diary.slots[slot], fields=fields, lines=lines)


def _field(text: Text, row: TodayRow) -> tuple[str, str]:
    cell = text.staff.cell.format(cell=row.cell)
    pod = text.diary.today.pod.format(number=row.pod)
    state = text.diary.states[row.state]
    return row.starts, f"{row.first_name}, {cell}. {pod}. {state}."
