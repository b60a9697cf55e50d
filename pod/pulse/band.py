"""The band in which a pulse beats: a causal filter that takes one sample at a time.

Two second-order Butterworth sections, high-pass at .5 Hz and low-pass at 5 Hz, each
derived from its analogue prototype by the bilinear transform, warped beforehand so
that its corner stays in place (Oppenheim & Schafer, Discrete-Time Signal Processing).
"""

import cmath
from math import pi, sqrt, tan
from typing import Literal, Self, TypeAlias

from pod.values import Value

BAND_HZ = (0.5, 5.0)
UPSTROKE_HZ = 2.7
"""An upstroke of 80 to 150 ms comes through the band as late as this sine does."""

Kind: TypeAlias = Literal["high", "low"]


class Corner(Value, frozen=True):
    """Coefficients of one section: b0, b1, b2 over 1, a1, a2."""

    b: tuple[float, float, float]
    a: tuple[float, float]

    @classmethod
    def at(cls, kind: Kind, hz: float, rate_hz: float) -> Self:
        """Return the section that lets pass what is above, or below, a frequency."""
        k = tan(pi * hz / rate_hz)
        scale = 1 + sqrt(2) * k + k * k
        top = 1 / scale if kind == "high" else k * k / scale
        sign = -2 if kind == "high" else 2
        a = (2 * (k * k - 1) / scale, (1 - sqrt(2) * k + k * k) / scale)
        return cls((top, sign * top, top), a)

    def response(self, turn: complex) -> complex:
        """Return what becomes of a sine; `turn` is how far one sample turns it back."""
        (b0, b1, b2), (a1, a2) = self.b, self.a
        return (b0 + turn * (b1 + turn * b2)) / (1 + turn * (a1 + turn * a2))


class Section:
    """One running section, transposed direct form II."""

    def __init__(self, corner: Corner, first: float) -> None:
        self._corner = corner
        (_, b1, b2), (a1, a2) = corner.b, corner.a
        level = corner.response(1).real * first
        self._one = (b1 + b2) * first - (a1 + a2) * level
        self._two = b2 * first - a2 * level

    def take(self, value: float) -> float:
        """Return the next sample's filtered value."""
        (b0, b1, b2), (a1, a2) = self._corner.b, self._corner.a
        out = b0 * value + self._one
        self._one = b1 * value - a1 * out + self._two
        self._two = b2 * value - a2 * out
        return out


class Band:
    """The two sections in a row, begun as if the first sample had been there for ever.

    So a level, however high, comes through as nothing from the first sample on.
    """

    def __init__(self, rate_hz: float, first: float) -> None:
        high, low = corners(rate_hz)
        self._high, self._low = Section(high, first), Section(low, 0.0)

    def take(self, value: float) -> float:
        """Return the next sample's filtered value."""
        return self._low.take(self._high.take(value))


def corners(rate_hz: float) -> tuple[Corner, Corner]:
    """Return the high-pass and the low-pass section for a sample rate."""
    low_hz, high_hz = BAND_HZ
    return Corner.at("high", low_hz, rate_hz), Corner.at("low", high_hz, rate_hz)


def delay_samples(rate_hz: float) -> float:
    """Return by how many samples the band delays an upstroke: its phase delay, 2.7 Hz.

    It is 32 ms at 50 to 75 Hz. What is left after taking it off is 4 ms at most, which
    depends on how steep a person's pulse is and is much the same for all their beats.
    """
    angle = 2 * pi * UPSTROKE_HZ / rate_hz
    high, low = corners(rate_hz)
    turn = cmath.exp(-1j * angle)
    return -cmath.phase(high.response(turn) * low.response(turn)) / angle
