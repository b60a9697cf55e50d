"""A number with its interval, and how both were worked out."""

from math import isfinite, sqrt
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri, stdtr, stdtrit

from pod.values import Value

Numbers: TypeAlias = NDArray[np.float64]
"""Floats of one dimension (a second one, people x columns, where that is said)."""
Labels: TypeAlias = NDArray[Any]
"""Names or numbers that say to whom or where a row belongs."""

LEVEL = 0.95
FEWEST = 2
"""Numbers under which there is no spread."""
NO_SPREAD = 1e-12
"""A standard deviation below this share of the numbers is rounding, not spread."""


class Estimate(Value, frozen=True):
    """A number, its interval, and how both were worked out.

    `se` is None where the interval does not come from a standard error. `n` counts what
    `method` says it counts: people, pairs or rows. `df` are the degrees of freedom
    behind the interval and `p` the two-sided p value against nought; None where the
    method has none.
    """

    value: float
    low: float
    high: float
    se: float | None
    n: int
    method: str
    df: float | None = None
    p: float | None = None


class Basis(Value, frozen=True):
    """What an interval rests on: how many, by which method, how sure."""

    n: int
    method: str
    level: float = LEVEL


def by_t(value: float, se: float, df: float, basis: Basis) -> Estimate:
    """Return value -+ t(df) x se; an infinite `df` is the normal distribution.

    A standard error of nought gives an interval of no width and no p value.
    """
    half = quantile((1 + basis.level) / 2, df) * se
    return Estimate(
        value=float(value),
        low=float(value - half),
        high=float(value + half),
        se=float(se),
        n=basis.n,
        method=basis.method,
        df=float(df) if isfinite(df) else None,
        p=2 * below(-abs(value) / se, df) if se > 0 else None,
    )


def quantile(share: float, df: float) -> float:
    """Return Student's t under which `share` lies; normal where df is infinite."""
    return float(stdtrit(df, share) if isfinite(df) else ndtri(share))


def below(t: float, df: float) -> float:
    """Return the share of Student's t under `t`; normal where df is infinite."""
    return float(stdtr(df, t) if isfinite(df) else ndtr(t))


def numbers(untried: object) -> Numbers:
    """Return floats, missing ones as NaN."""
    return np.asarray(untried, dtype=np.float64)


def present(values: Numbers) -> Numbers:
    """Return the numbers that are not missing."""
    held = numbers(values)
    return held[np.isfinite(held)]


def complete(first: Numbers, last: Numbers) -> tuple[Numbers, Numbers]:
    """Return the pairs that have both numbers."""
    one, other = numbers(first), numbers(last)
    both = np.isfinite(one) & np.isfinite(other)
    return one[both], other[both]


def spread(values: Numbers) -> float:
    """Return the standard deviation (n - 1); rounding alone counts as nought."""
    sd = float(np.std(values, ddof=1))
    return sd if sd > NO_SPREAD * float(np.max(np.abs(values), initial=0.0)) else 0.0


def mean(values: Numbers, level: float = LEVEL) -> Estimate | None:
    """Return the mean with its t interval, in the score's unit; None under two numbers.

    se = s / sqrt(n), df = n - 1 (Student 1908, Biometrika 6:1). Missing are left out.
    """
    held = present(values)
    if len(held) < FEWEST:
        return None
    n = len(held)
    basis = Basis(n, "mean, t interval", level)
    return by_t(float(held.mean()), spread(held) / sqrt(n), n - 1, basis)
