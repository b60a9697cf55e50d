"""How a booking is said on a key: when, who, where, and how it stands."""

import re
from collections.abc import Sequence

from pod.desk.diary import TodayRow, TodayView
from pod.diary.day import Clash
from pod.diary.terms import REASONS, Reason
from pod.ui.common.face import Face
from pod.ui.common.words import Text

OPEN = ("booked", "next", "late")
ICONS = {
    "attended": "came",
    "in_use": "in_use",
    "next": "next",
    "booked": "booked",
    "late": "clock",
}
NUMBERED = re.compile(r"pod0*(\d+)")


def pod_name(text: Text, pod: str) -> str:
    """Return what a pod is called: "Pod 3" where its id is a number, else its id."""
    found = NUMBERED.fullmatch(pod)
    return text.diary.today.pod.format(number=found[1]) if found else pod


def row_face(text: Text, row: TodayRow, met: Clash | None) -> Face:
    """Return the face of a booking's key."""
    icon = "clash" if met else ICONS.get(row.state, "not_came")
    first = f"{row.starts}  {row.first_name}, {row.cell}"
    alerts = [text.diary.alerts[one] for one in row.alerts]
    said = [pod_name(text, row.pod), stands(text, row, met), *alerts]
    words = f"{first}\n{', '.join(said)}"
    return Face(words=words, icon=icon, shape="left", role="staff_key", outside=True)


def stands(text: Text, row: TodayRow, met: Clash | None) -> str:
    """Say how a booking stands; what it clashes with where that may be told."""
    words = text.diary
    if met is None:
        return words.states[row.state]
    form = words.today.clash_with if met.what else words.today.clash
    return form.format(what=met.what)


def clash_of(view: TodayView, row: TodayRow) -> Clash | None:
    """Return the first clash of a booking of which nobody has said what became."""
    if row.state not in OPEN:
        return None
    ids = [(one, (one.booking, one.other)) for one in view.clashes]
    return next((one for one, both in ids if row.booking in both), None)


def row_of(view: TodayView, booking: str) -> TodayRow | None:
    """Return a booking's row, if it is on this day still."""
    return next((row for row in view.rows if row.booking == booking), None)


def still_open(rows: Sequence[TodayRow]) -> list[TodayRow]:
    """Return the bookings of which nobody has said what became."""
    return [row for row in rows if row.state in OPEN]


def noted(row: TodayRow) -> Reason | None:
    """Return what is noted of a booking; whoever sits there now has come."""
    if row.state == "in_use":
        return "attended"
    return next((one for one in REASONS if one == row.state), None)
