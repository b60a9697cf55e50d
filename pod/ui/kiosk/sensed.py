"""What a pulse sensor has told since an activity began, and what is drawn of it."""

from collections import deque

from pod.pulse.beats import mend
from pod.pulse.wave import REFRACTORY_MS
from pod.script import Breath, Picture
from pod.ui.common.trace import BACK_MS, Half, Point, Trace

SILENT_MS = 10_000.0
"""A sensor that has told of no beat for so long is not worn."""
DRAWN_FROM_MS = 2 * BACK_MS
UNKNOWN_BEATS = 3
"""More beats missing than this leave a gap in the curve."""


class Sensed:
    """Heartbeats in sitting time, with the breaths that were led meanwhile."""

    def __init__(self) -> None:
        self._last_clock_ms = float("-inf")
        self._beats: list[float] = []
        self._runs: tuple[tuple[Point, ...], ...] = ()
        self._halves: deque[Half] = deque()
        self._from_ms = 0.0

    def begin(self, at_ms: float) -> None:
        """Go on from a sitting time: what came after it never was."""
        self._from_ms = at_ms
        self._beats = [beat for beat in self._beats if beat <= at_ms]
        self._runs = ()
        self._halves.clear()

    def forget(self) -> None:
        """Let go of all beats: another activity begins."""
        self.begin(0.0)
        self._beats.clear()

    def heard(self, clock_ms: float) -> None:
        """Know that a sensor is worn: it told of a beat at this time of the clock."""
        self._last_clock_ms = max(self._last_clock_ms, clock_ms)

    def gone(self) -> None:
        """Know that a sensor does not answer: what it told of this breath is not all.

        If another one is worn, its next beat says so.
        """
        self._last_clock_ms = float("-inf")

    def beat(self, at_ms: float) -> None:
        """Take a beat; one from before the last, or from a pause, is let go.

        So is one that follows too soon for a heart: a second sensor felt the same.
        """
        soonest_ms = self._beats[-1] + REFRACTORY_MS if self._beats else 0.0
        if at_ms <= self._from_ms or at_ms < soonest_ms:
            return
        self._beats.append(at_ms)
        lately = [beat for beat in self._beats if beat > at_ms - DRAWN_FROM_MS]
        self._runs = _runs(lately)

    def since(self, since_ms: float, clock_ms: float) -> tuple[float, ...] | None:
        """Return the beats since a sitting time; None when no sensor is worn now."""
        if clock_ms - self._last_clock_ms > SILENT_MS:
            return None
        return tuple(beat for beat in self._beats if beat >= since_ms)

    def shown(self, picture: Picture, at_ms: float) -> None:
        """Know which half of a breath is led, and which will be led after it."""
        if not isinstance(picture, Breath):
            self._halves.clear()
            return
        if self._halves:
            self._halves.pop()
        ends_ms = at_ms + picture.for_ms
        self._halves.append(Half(at_ms, picture.for_ms, inward=picture.way == "in"))
        after = Half(ends_ms, picture.then_ms, inward=picture.way == "out")
        self._halves.append(after)
        while self._halves[0].ends_ms < at_ms - BACK_MS:
            self._halves.popleft()

    def trace(self, now_ms: float) -> Trace:
        """Return what is to be drawn at this sitting time."""
        return Trace(now_ms, self._runs, tuple(self._halves))


def _runs(beats_ms: list[float]) -> tuple[tuple[Point, ...], ...]:
    """Return the heart's rate at each beat, in runs without a gap, beats a minute."""
    runs: list[list[Point]] = [[]]
    for one in mend(beats_ms):
        if one.mended > UNKNOWN_BEATS:
            runs.append([])
        else:
            runs[-1].append(Point(one.end_ms, 60_000 / one.nn_ms))
    return tuple(tuple(run) for run in runs if run)
