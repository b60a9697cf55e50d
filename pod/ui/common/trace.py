"""What is known of a heart and the breath that leads it, to be drawn as two curves."""

from math import cos, pi
from typing import NamedTuple

BACK_MS, AHEAD_MS = 28_000.0, 2_000.0
"""How far the curves reach into the past and the future."""


class Point(NamedTuple):
    """The heart's rate, beats a minute, at a sitting time."""

    at_ms: float
    rate: float


class Half(NamedTuple):
    """Half a breath that is led from a sitting time on."""

    began_ms: float
    for_ms: float
    inward: bool

    @property
    def ends_ms(self) -> float:
        """When the next half begins."""
        return self.began_ms + self.for_ms

    def level(self, share: float) -> float:
        """Return how full the breath is, -1 to 1, when this share of it is over."""
        return -cos(pi * share) if self.inward else cos(pi * share)


class Trace(NamedTuple):
    """What is drawn now: the heart's rates in runs without a gap, and the breaths."""

    now_ms: float = 0.0
    runs: tuple[tuple[Point, ...], ...] = ()
    halves: tuple[Half, ...] = ()

    @property
    def left_ms(self) -> float:
        """The earliest time in view: the curves grow from the left, then move on."""
        first_ms = self.halves[0].began_ms if self.halves else self.now_ms
        return max(first_ms, self.now_ms - BACK_MS)
