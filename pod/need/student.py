"""The interval of a mean of few values: Student's t, worked out exactly (pure)."""

from collections.abc import Sequence
from math import atan, cos, pi, sin, sqrt
from statistics import fmean, stdev

LEAST = 2
STEPS = 80
"""Halvings of the range: far below what a printed figure shows."""
FURTHEST = 1000.0
"""No t for 95 % is larger: with one degree of freedom it is 12.7."""


def interval_of_mean(
    values: Sequence[float], share: float = 0.95
) -> tuple[float, float] | None:
    """Return the t interval of the mean of values; None with fewer than two."""
    if len(values) < LEAST:
        return None
    mean = fmean(values)
    far = t_for(len(values) - 1, share) * stdev(values) / sqrt(len(values))
    return mean - far, mean + far


def t_for(degrees: int, share: float) -> float:
    """Return the t within whose both signs `share` of the distribution lies."""
    low, high = 0.0, FURTHEST
    for _ in range(STEPS):
        middle = (low + high) / 2
        if within(middle, degrees) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def within(t: float, degrees: int) -> float:
    """Return the share of Student's distribution between -t and t.

    The finite sums of Abramowitz & Stegun 1964, 26.7.3 and 26.7.4.
    """
    angle = atan(t / sqrt(degrees))
    square, odd = cos(angle) ** 2, degrees % 2
    term, total = (cos(angle) if odd else 1.0), 0.0
    for k in range(1, (degrees - 1) // 2 + 1) if odd else range(1, degrees // 2 + 1):
        total += term
        term *= square * (2 * k / (2 * k + 1) if odd else (2 * k - 1) / (2 * k))
    summed = sin(angle) * total
    return 2 / pi * (angle + summed) if odd else summed
