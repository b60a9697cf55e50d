"""An invented month, as its report tells of it, and what became of printing it."""

from collections.abc import Iterator
from typing import get_args

from pod.desk.help import WasDone
from pod.desk.month import MonthView
from pod.diary.terms import REASONS
from pod.events import DEVICE_KINDS
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.printing.month_sheet import month_sheet
from pod.ui.staff.months import month_facts
from pod.ui.staff.reading import Facts, ReadingScreen

OWN = ("power_battery", "power_low", "door_fault", "tamper", "clock_wrong", "damaged")
KEPT = (
    "signed_on",
    "handed_over",
    "staff_note_added",
    "backed_up",
    "bundle_written",
    "receipt_taken",
)
MONTH = MonthView(
    pod="pod07",
    month="2026-01",
    least=10,
    help_minutes=5,
    bookings=dict.fromkeys((*REASONS, "not_noted"))
    | {"attended": 61, "refused": 14, "sick": 12},
    booked=None,
    calls={"in_time": 23, "not_in_time": None},
    called=None,
    half_minutes=2,
    most_minutes=4,
    done=dict.fromkeys(get_args(WasDone)) | {"talked": 19},
    faults=dict.fromkeys(OWN, 0) | {"power_battery": 1},
    lost={**dict.fromkeys(DEVICE_KINDS, 0), "pulse": 2},
    upkeep=dict.fromkeys(KEPT, 4) | {"signed_on": 62, "handed_over": 61},
)


def printed(look: Look, text: Text) -> Iterator[Screen]:
    """Make the page of a month, and those that say what became of a print."""
    words, title = text.seeing_to.paper, text.seeing_to.help.print
    again = (("again", "print", words.again),)
    sheet = month_sheet(text, MONTH)
    for place in range(len(sheet.sections)):
        yield ReadingScreen(look, text, month_facts(text, sheet, place))
    for name, lines, keys in (
        ("none", (words.none, words.office), ()),
        ("away", (words.away, words.away_do), again),
        ("stopped", (words.stopped, words.stopped_do), again),
        ("empty", (words.empty, words.empty_do), again),
        ("failed", (words.failed, words.failed_do), again),
    ):
        named = f"staff-printed-{name}"
        facts = Facts(name=named, title=title, lines=lines, keys=keys)
        yield ReadingScreen(look, text, facts)
