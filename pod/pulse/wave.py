"""Heartbeats found in a pulse wave, one sample at a time.

A beat is where the filtered wave climbs fastest, placed between samples by the parabola
through the three steepest (Béres & Hejjel 2021: from 50 Hz on that keeps RMSSD within a
few ms). It must be half as steep as beats lately were, and no beat is within 300 ms of
a steeper one. The numbers of the checks are the facts' own, unconfirmed.
"""

from collections import deque
from statistics import median

from pod.pulse.band import Band, delay_samples
from pod.values import Value

REFRACTORY_MS = 300.0
POSSIBLE_MS = (300.0, 2000.0)
FAR_OFF = 0.2
"""An interval this much longer or shorter than the running median is not believed,
unless it is as near to the last that was: slow breaths swing a heart further."""
LATELY = 8
"""Beats and intervals that the running medians are of."""
FEW = 3
MIDDLE = 2.5
"""How many samples back the middle one of the last three climbs is."""
STEEP_ENOUGH, TOO_STEEP = 0.5, 2.0
SETTLING_MS, AGAIN_MS = 2500.0, 600.0
"""So long the wave is only watched, to learn how steep its beats are; after a gap less,
since that is known."""
FADING_MS = 1000.0
"""After 2.5 s without a beat half of the wanted steepness is let go each second; the
beat that then comes tells anew how steep beats are."""
LEAST_STEEP = 1e-6
"""Anything flatter is rounding: no pulse at all."""


class Felt(Value, frozen=True):
    """A beat: which sample it came with, counted from 0, in fractions.

    `sure` unless the interval before it is impossible, or far off both the running
    median and the last sure one, or cannot be judged: samples were lost in it, or no
    beat had been felt before.
    """

    at: float
    sure: bool


class Climb(Value, frozen=True):
    """A moment when the wave climbed fastest, and how fast, per sample."""

    at: float
    steep: float


class Finder:
    """Finds beats in a wave of any scale and level; holds a few numbers only."""

    def __init__(self, rate_hz: float) -> None:
        self._rate_hz = rate_hz
        self._delay = delay_samples(rate_hz)
        self._intervals: deque[float] = deque(maxlen=LATELY)
        self._steeps: deque[float] = deque(maxlen=LATELY)
        self._taken = 0
        self._band: Band | None = None
        self._before = 0.0
        self._begin()

    @property
    def rate(self) -> float | None:
        """Beats a minute lately; None until there were three intervals."""
        if len(self._intervals) < FEW:
            return None
        return 60_000 / median(self._intervals)

    def take(self, value: float) -> Felt | None:
        """Take in a sample; return the beat that is certain now, if one is.

        A beat is told 0.3 s after it came, once nothing steeper has followed.
        """
        if self._band is None:
            self._band = Band(self._rate_hz, value)
        filtered = self._band.take(value)
        self._climbs.append(filtered - self._before)
        self._before = filtered
        self._taken += 1
        if (climb := self._top()) is not None:
            self._weigh(climb)
        return self._told()

    def skip(self, samples: int = 0) -> None:
        """Know that the wave is broken here: no interval reaches over the gap.

        `samples` that were no use count on, as those taken do.
        """
        self._taken += samples
        self._begin()

    def _begin(self) -> None:
        self._band = None
        self._before = 0.0
        self._climbs: deque[float] = deque(maxlen=3)
        self._steepest = 0.0
        self._began = self._taken
        self._waiting: Climb | None = None
        self._last: float | None = None
        self._believed_ms = 0.0

    def _ms(self, samples: float) -> float:
        return samples * 1000 / self._rate_hz

    def _top(self) -> Climb | None:
        """Return the steepest place round the sample before this one, if it is one."""
        if len(self._climbs) < FEW:
            return None
        before, top, after = self._climbs
        if top <= LEAST_STEEP or before >= top or after > top:
            return None
        bend = before - 2 * top + after
        aside = (before - after) / (2 * bend)
        steep = top - (before - after) * aside / 4
        return Climb(self._taken - MIDDLE + aside, steep)

    def _weigh(self, climb: Climb) -> None:
        """Let a climb wait to be a beat, if it is steep enough and none is too near."""
        settling_ms = AGAIN_MS if self._steeps else SETTLING_MS
        if self._ms(self._taken - self._began) < settling_ms:
            self._steepest = max(self._steepest, climb.steep)
        elif climb.steep >= self._wanted(climb.at) and not self._too_near(climb.at):
            before = self._waiting
            self._waiting = climb if before is None else max(before, climb, key=_steep)

    def _wanted(self, at: float) -> float:
        """Return how steep a beat must be, which fades while none comes."""
        usual = median(self._steeps) if self._steeps else self._steepest
        faded = 2 ** (max(0.0, self._since_ms(at) - SETTLING_MS) / FADING_MS)
        return max(STEEP_ENOUGH * usual / faded, LEAST_STEEP)

    def _since_ms(self, at: float) -> float:
        """Return the time since the last beat, or since the wave began."""
        return self._ms(at - (self._began if self._last is None else self._last))

    def _too_near(self, at: float) -> bool:
        return self._last is not None and self._ms(at - self._last) < REFRACTORY_MS

    def _told(self) -> Felt | None:
        """Return the waiting beat once nothing within 300 ms can be steeper."""
        waiting = self._waiting
        if waiting is None or self._ms(self._taken - waiting.at) < REFRACTORY_MS:
            return None
        sure = self._judged(waiting.at)
        if self._since_ms(waiting.at) > SETTLING_MS:
            self._steeps.clear()
        usual = median(self._steeps) if self._steeps else waiting.steep
        self._steeps.append(min(waiting.steep, TOO_STEEP * usual))
        self._last, self._waiting = waiting.at, None
        return Felt(waiting.at - self._delay, sure)

    def _judged(self, at: float) -> bool:
        """Tell whether a beat came when one could be expected; remember when it did."""
        if self._last is None:
            return False
        interval_ms = self._ms(at - self._last)
        least_ms, most_ms = POSSIBLE_MS
        if not least_ms <= interval_ms <= most_ms:
            return False
        usual_ms = median(self._intervals) if self._intervals else 0.0
        self._intervals.append(interval_ms)
        sure = _near(interval_ms, usual_ms) or _near(interval_ms, self._believed_ms)
        self._believed_ms = interval_ms if sure else self._believed_ms
        return sure


def _near(interval_ms: float, other_ms: float) -> bool:
    return abs(interval_ms - other_ms) <= FAR_OFF * other_ms


def _steep(climb: Climb) -> float:
    return climb.steep
