"""The closed lists of what is told of somebody's course at a measure point.

Counts leave as bands, reasons as terms, never as free words. Whatever too few people
share is told as not released, which every list holds.
"""

from bisect import bisect_right
from collections.abc import Collection, Mapping
from typing import Literal, TypeAlias, get_args

from pod.values import TimedBy

Sittings: TypeAlias = Literal[
    "1", "2-4", "5-8", "9-12", "13-16", "17 or more", "not released"
]
Minutes: TypeAlias = Literal[
    "under 30",
    "30-59",
    "60-119",
    "120-239",
    "240-479",
    "480 or more",
    "not released",
]
Missed: TypeAlias = Literal["none", "1-2", "3-5", "6 or more", "not released"]
Absent: TypeAlias = Literal[
    "sick",
    "refused",
    "not_required",
    "rest_day",
    "clash",
    "cancelled",
    "suspended",
    "auto_suspended",
    "other",
]
"""Why nobody came to a booking, in the words of the diary."""
Because: TypeAlias = Literal["none missed", Absent, "several", "not released"]
Mode: TypeAlias = Literal[
    "box", "touch", "keyboard", "mixed", "rehearsal", "not timed", "not released"
]

SITTINGS: tuple[Sittings, ...] = get_args(Sittings)
MINUTES: tuple[Minutes, ...] = get_args(Minutes)
MISSED: tuple[Missed, ...] = get_args(Missed)
BECAUSE: tuple[Because, ...] = get_args(Because)
MODES: tuple[Mode, ...] = get_args(Mode)

IN_ORDER = "x-in-order"
"""Under this name a column's schema lists its values in their own order."""

_SITTINGS_FROM = (2, 5, 9, 13, 17)
_MINUTES_FROM = (30, 60, 120, 240, 480)
_MISSED_FROM = (1, 3, 6)
_TERMS: Mapping[str, Because] = {one: one for one in BECAUSE}
_DEVICES: Mapping[TimedBy, Mode] = {
    "device": "box",
    "arrival": "box",
    "keyboard": "keyboard",
    "touch": "touch",
    "rehearsal": "rehearsal",
}


def sittings_band(count: int) -> Sittings:
    """Return the band of so many sittings; somebody at a measure point has had one."""
    return SITTINGS[bisect_right(_SITTINGS_FROM, count)]


def minutes_band(minutes: int) -> Minutes:
    """Return the band of so many minutes of practice."""
    return MINUTES[bisect_right(_MINUTES_FROM, minutes)]


def missed_band(missed: Mapping[str, int]) -> Missed:
    """Return the band of how many bookings were missed, whatever the reason."""
    return MISSED[bisect_right(_MISSED_FROM, sum(missed.values()))]


def commonest(missed: Mapping[str, int]) -> Because:
    """Return why most bookings were missed: `several` where no reason leads.

    A reason that is not on the list counts as `other`.
    """
    counts: dict[Because, int] = {}
    for reason, count in missed.items():
        term = _TERMS.get(reason, "other")
        counts[term] = counts.get(term, 0) + count
    most = max(counts.values(), default=0)
    if not most:
        return "none missed"
    leading = [term for term in counts if counts[term] == most]
    return leading[0] if len(leading) == 1 else "several"


def mode_of(stamps: Collection[TimedBy]) -> Mode:
    """Return by what somebody answered, from whose clocks stamped their presses."""
    found = {_DEVICES[stamp] for stamp in stamps}
    if len(found) > 1:
        return "mixed"
    return found.pop() if found else "not timed"
