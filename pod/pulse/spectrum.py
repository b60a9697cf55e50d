"""Which rhythms are in the intervals between beats, and how much of each.

Welch's method: the intervals are drawn as a curve (cubic) and read four times a second;
stretches of 64 s, overlapping by half, each without its mean and under a Hann window.
The Fourier sum is taken at 1/512 Hz steps up to .4 Hz, directly (Goertzel 1958): a few
hundred sums need no library. Power is in ms squared. LF is .04-.15 and HF .15-.4 Hz
(Task Force 1996, Circulation 93:1043-1065). Breathing at 6 a minute falls into LF, so a
ratio of the two would mean nothing, and none is offered.
"""

from collections.abc import Sequence
from math import ceil, cos, pi
from statistics import fmean

from pod.pulse.beats import Interval
from pod.pulse.curve import curve
from pod.values import Value

RATE_HZ = 4
STRETCH = 64 * RATE_HZ
"""Readings in a stretch: 64 s."""
STRETCH_MS = 64_000.0
STEP_HZ = 1 / 512
LEAST_HZ, MOST_HZ = 0.0033, 0.4
LF_HZ, HF_HZ = (0.04, 0.15), (0.15, 0.4)
PEAK_HZ, BESIDE_HZ = (0.04, 0.26), 0.015
BREATH_HZ = (0.06, 0.4)
"""Breaths are sought from 3.6 to 24 a minute."""
STANDS_OUT = 0.4
"""The share of the band's power that a breath's rhythm has at least (ours)."""
STILL_MS2 = 1e-6
"""Less power than this is the rounding of numbers: the rhythm did not change."""


class Spectrum(Value, frozen=True):
    """Power density, ms squared per Hz, at multiples of 1/512 Hz from 0 on."""

    density: tuple[float, ...]

    def power(self, low_hz: float, high_hz: float) -> float:
        """Return the power from `low_hz` up to, but without, `high_hz`, ms squared."""
        steps = enumerate(self.density)
        return STEP_HZ * sum(d for n, d in steps if low_hz <= n * STEP_HZ < high_hz)

    def peak_hz(self) -> float:
        """Return where between .04 and .26 Hz the density is largest."""
        low, high = PEAK_HZ
        steps = range(len(self.density))
        near = [n for n in steps if low <= n * STEP_HZ < high]
        return max(near, key=lambda n: self.density[n]) * STEP_HZ


def readings(intervals: Sequence[Interval]) -> list[float]:
    """Return the intervals as a curve, ms, read every quarter of a second."""
    if not intervals:
        return []
    ends = [one.end_ms for one in intervals]
    smooth = curve(ends, [one.nn_ms for one in intervals])
    count = int((ends[-1] - ends[0]) * RATE_HZ / 1000) + 1
    return [smooth(ends[0] + n * 1000 / RATE_HZ) for n in range(count)]


def spectrum(values: Sequence[float]) -> Spectrum | None:
    """Return the spectrum of readings, ms; None if they do not fill one stretch."""
    starts = range(0, len(values) - STRETCH + 1, STRETCH // 2)
    stretches = [_windowed(values[n : n + STRETCH]) for n in starts]
    if not stretches:
        return None
    steps = range(int(MOST_HZ / STEP_HZ) + 1)
    return Spectrum(tuple(fmean(_density(s, n) for s in stretches) for n in steps))


def rhythm_score(found: Spectrum) -> float | None:
    """Return how far one rhythm stands out: (peak / the rest) squared; no unit.

    `peak` is the power within .015 Hz of the largest density from .04 to .26 Hz, `the
    rest` what remains of .0033 to .4 Hz (an open formula, after McCraty et al. 2009,
    Integral Review 5:10-115). None where nothing swings. A pure sine scores about 70,
    for that is what the window lets through.
    """
    total = found.power(LEAST_HZ, MOST_HZ)
    if total < STILL_MS2:
        return None
    middle = found.peak_hz()
    peak = found.power(middle - BESIDE_HZ, middle + BESIDE_HZ)
    return float((peak / (total - peak)) ** 2)


def breath_hz(found: Spectrum, most_hz: float = BREATH_HZ[1]) -> float | None:
    """Return the rhythm of breathing in a spectrum, Hz, or None where none stands out.

    It is the top of the density between .06 and .4 Hz, or up to `most_hz` where that is
    less: half the heart's rate, beyond which beats cannot show a rhythm. The top must
    lie within the band, not at its edge, and .03 Hz round it must hold two fifths of
    the band's power. A heart may also swing ten times in 100 s by itself (Mayer waves),
    and somebody who breathes shallowly may so seem to breathe six times a minute.
    """
    low_hz, high_hz = BREATH_HZ[0], min(BREATH_HZ[1], most_hz)
    whole = found.power(low_hz, high_hz)
    near = range(ceil(low_hz / STEP_HZ), ceil(high_hz / STEP_HZ))
    if whole < STILL_MS2 or not near:
        return None
    top = max(near, key=lambda n: found.density[n])
    if top in (near[0], near[-1]):
        return None
    middle = top * STEP_HZ
    share = found.power(middle - BESIDE_HZ, middle + BESIDE_HZ) / whole
    return middle if share >= STANDS_OUT else None


def _windowed(values: Sequence[float]) -> list[float]:
    """Return a stretch without its mean, fading in and out."""
    mean = fmean(values)
    return [
        (value - mean) * (1 - cos(2 * pi * n / STRETCH)) / 2
        for n, value in enumerate(values)
    ]


def _density(windowed: Sequence[float], step: int) -> float:
    """Return the one-sided power density at `step`/512 Hz, ms squared per Hz."""
    turn = 2 * cos(2 * pi * step * STEP_HZ / RATE_HZ)
    one = two = 0.0
    for value in windowed:
        one, two = value + turn * one - two, one
    size = one * one + two * two - turn * one * two
    window = STRETCH * 3 / 8
    return (2 if step else 1) * size / (RATE_HZ * window)
