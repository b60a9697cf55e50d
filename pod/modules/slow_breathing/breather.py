"""Somebody who breathes along, and whose heart swings with their breath."""

from math import pi, sin
from typing import NamedTuple

from pod.modules.slow_breathing.declared import MINUTE_MS
from pod.people import Traits, draw
from pod.script import Breath, Page, Picture, Question
from pod.values import Press

SWING_PER_MIN, WIDTH_PER_MIN = 8.0, 1.2
"""How far the heart's rate swings at resonance, and how far off it half as far."""
UNEVEN = 0.2
"""One breath is not like the other: the spread of the swing, as a share of it."""
WANDERS_PER_MIN = 0.7
WANDERING = 8
FINE_MS = 0.01


class Breathing(NamedTuple):
    """A breath that began at a sitting time; `per_ms` is how far the rate swings."""

    began_ms: float
    in_ms: float
    out_ms: float
    per_ms: float


class Breather:
    """Somebody who breathes along; with a pulse sensor, their beats can be asked for.

    The beats are where a smooth count of them passes whole numbers. The count follows
    from the sitting time alone, but for the breath that is under way, which adds to it
    and takes away again: so it is the same whatever came before, and after a cut.
    """

    def __init__(self, traits: Traits) -> None:
        self._traits = traits
        self._breath: Breathing | None = None
        chances = draw(traits.seed, 0, "heart")
        self._per_ms = chances.uniform(60, 80) / MINUTE_MS
        self._wandering = [
            (chances.uniform(0.01, 0.4) / 1000, chances.uniform(0, 2 * pi))
            for _ in range(WANDERING)
        ]

    def sees(self, picture: Picture, now_ms: float) -> Press | None:
        """Begin a breath with the picture of its first half; press nothing."""
        if isinstance(picture, Breath) and picture.way == "in":
            swing = self._swing(now_ms, picture.for_ms + picture.then_ms)
            self._breath = Breathing(now_ms, picture.for_ms, picture.then_ms, swing)
        elif not isinstance(picture, Breath):
            self._breath = None
        return None

    def chooses(self, page: Page, _now_ms: float) -> str | None:
        """Go on, whatever the page says."""
        return None if isinstance(page, Question) else "next"

    def beats(self, since_ms: float, now_ms: float) -> tuple[float, ...] | None:
        """Return the beats since a time, ms, from the breath under way on."""
        if self._traits.resonance_per_min is None:
            return None
        began_ms = self._breath.began_ms if self._breath else 0.0
        low_ms = max(since_ms, began_ms)
        first, last = int(self._count(low_ms)) + 1, int(self._count(now_ms))
        return tuple(
            self._when(number, low_ms, now_ms) for number in range(first, last + 1)
        )

    def _when(self, number: int, low_ms: float, high_ms: float) -> float:
        """Return when the count of beats passed a whole number, by halving."""
        while high_ms - low_ms > FINE_MS:
            middle_ms = (low_ms + high_ms) / 2
            if self._count(middle_ms) < number:
                low_ms = middle_ms
            else:
                high_ms = middle_ms
        return high_ms

    def _count(self, at_ms: float) -> float:
        """Return how many beats there were until now; it only rises."""
        per_ms = WANDERS_PER_MIN / MINUTE_MS
        wandered = sum(
            per_ms / (2 * pi * hz) * sin(2 * pi * hz * at_ms + phase)
            for hz, phase in self._wandering
        )
        return self._per_ms * at_ms + wandered + self._swung(at_ms)

    def _swung(self, at_ms: float) -> float:
        """Return how many beats the breath has brought early so far.

        The rate is lowest as the breath begins and highest as it turns, so that both
        halves end even.
        """
        breath = self._breath
        if breath is None:
            return 0.0
        into_ms = at_ms - breath.began_ms
        if not 0 < into_ms < breath.in_ms + breath.out_ms:
            return 0.0
        if into_ms < breath.in_ms:
            early = -breath.in_ms * sin(pi * into_ms / breath.in_ms)
        else:
            out_ms = into_ms - breath.in_ms
            early = breath.out_ms * sin(pi * out_ms / breath.out_ms)
        return breath.per_ms * early / pi

    def _swing(self, now_ms: float, breath_ms: float) -> float:
        """Return how far the rate swings either way in this breath, beats a ms."""
        pace = MINUTE_MS / breath_ms
        off = (pace - (self._traits.resonance_per_min or pace)) / WIDTH_PER_MIN
        chances = draw(self._traits.seed, now_ms, "breath")
        uneven = max(0.0, chances.gauss(1.0, UNEVEN))
        return uneven * SWING_PER_MIN / (1 + off * off) / MINUTE_MS
