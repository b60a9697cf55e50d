"""What the newest heartbeats yield, while they come."""

from collections.abc import Sequence

from pod.pulse.beats import Interval, mend, newest
from pod.pulse.measures import NAMES, measures_of
from pod.pulse.spectrum import STRETCH_MS
from pod.task import Scores, missing

EVERY_MS = 5000.0
LOOK_BACK_MS = 90_000.0
"""Older beats no longer tell which of the newest are out of place."""


class Live:
    """The measures of the last 64 s of beats, worked out anew every five seconds.

    They are those of `measures`, and missing for the same reasons; `no_sensor` before
    the first beat. Time is the beats' own: nothing is refreshed while none comes.
    """

    def __init__(self) -> None:
        self._beats: list[float] = []
        self._due_ms = float("-inf")
        self.measures: Scores = dict.fromkeys(NAMES, missing("no_sensor"))

    def beat(self, at_ms: float) -> bool:
        """Take a beat in; tell whether that refreshed the measures.

        One that is not later than the last is let go.
        """
        if self._beats and at_ms <= self._beats[-1]:
            return False
        self._beats.append(at_ms)
        if at_ms < self._due_ms:
            return False
        self._due_ms = at_ms + EVERY_MS
        self._beats = [one for one in self._beats if one >= at_ms - LOOK_BACK_MS]
        self.measures = _newest(mend(self._beats))
        return True


def _newest(intervals: Sequence[Interval]) -> Scores:
    """Return the measures of the fewest newest intervals that span 64 s."""
    latest = newest(intervals, STRETCH_MS)
    if latest is None:
        return dict.fromkeys(NAMES, missing("too_short"))
    return measures_of(latest)
