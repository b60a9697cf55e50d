"""By what somebody answered at each measure point."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import msgspec

from pod.bundle.bands import mode_of
from pod.gate.known import AtPoint, Measured
from pod.values import TimedBy

Stamps: TypeAlias = dict[tuple[str, str], set[TimedBy]]


def answered_with(
    points: Iterable[AtPoint], measured: Iterable[Measured]
) -> Sequence[AtPoint]:
    """Return the points with what their activities were answered with.

    It is asked of the activities given here: whose clocks stamped their presses.
    """
    stamps: Stamps = defaultdict(set)
    for row in measured:
        stamps[row.study_code, row.point].update(row.timing)
    return stamped(points, stamps)


def stamped(points: Iterable[AtPoint], stamps: Stamps) -> Sequence[AtPoint]:
    """Return the points with what was answered with, from whose clocks stamped it."""
    return [
        msgspec.structs.replace(one, mode=mode_of(stamps[one.study_code, one.point]))
        for one in points
    ]
