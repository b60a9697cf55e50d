"""Change of the same people between two measures, raw and in four standard units.

The denominators differ, so each effect size says its own: reporting "Cohen's d" of a
change means nothing without it (Lakens 2013, Front Psychol 4:863).
"""

from math import sqrt

import numpy as np
from msgspec.structs import replace
from scipy.special import nctdtrinc

from pod.evaluation.statistics.estimate import (
    LEVEL,
    Basis,
    Estimate,
    Numbers,
    by_t,
    complete,
    mean,
    spread,
)
from pod.values import Value

FEWEST = 3
"""Pairs under which no standardised effect is worked out."""
NEARLY_NONE = 1e-12
"""A correlation nearer to 1 than this is 1: no scale is left to standardise by."""
CHANGE = "mean change of complete pairs, paired t interval"
DELTA = "normal-theory delta interval (Bonett 2008), t with n - 1 df"


class Moments(Value, frozen=True):
    """Mean change, and the variances and covariance of both measures (n - 1)."""

    n: int
    change: float
    first: float
    last: float
    both: float

    @property
    def of_change(self) -> float:
        """The variance of the change."""
        return max(self.first + self.last - 2 * self.both, 0.0)

    @property
    def apart(self) -> float:
        """How far the correlation of both measures is from 1."""
        return 1 - self.both / sqrt(self.first * self.last)


def mean_change(first: Numbers, last: Numbers, level: float = LEVEL) -> Estimate | None:
    """Return the mean of last - first, in the score's unit, with its t interval.

    Complete pairs only; `n` counts them. Equal changes have an interval of no width.
    None under two pairs.
    """
    one, other = complete(first, last)
    found = mean(other - one, level)
    return found and replace(found, method=CHANGE)


def d_z(first: Numbers, last: Numbers, level: float = LEVEL) -> Estimate | None:
    """Return the mean change over the standard deviation of the changes.

    d_z = M / s_diff. The interval turns the noncentral t distribution of sqrt(n) d_z
    round, which is exact for normal changes (Cumming & Finch 2001, Educ Psychol Meas
    61:532); so there is no `se`. None under three pairs or where all change alike.
    """
    one, other = complete(first, last)
    if len(one) < FEWEST or not (sd := spread(other - one)):
        return None
    n, value = len(one), float((other - one).mean()) / sd
    low, high = noncentral(value * sqrt(n), n - 1, level)
    return Estimate(
        value=value,
        low=low / sqrt(n),
        high=high / sqrt(n),
        se=None,
        n=n,
        method="d_z: over the SD of the changes; noncentral t interval",
        df=n - 1,
    )


def noncentral(t: float, df: float, level: float = LEVEL) -> tuple[float, float]:
    """Return the noncentralities that leave (1 - level) / 2 beyond `t` on each side."""
    tail = (1 - level) / 2
    low, high = (float(nctdtrinc(df, share, t)) for share in (1 - tail, tail))
    return low, high


def d_av(first: Numbers, last: Numbers, level: float = LEVEL) -> Estimate | None:
    """Return the mean change over the root mean square of both standard deviations.

    d_av = M / sqrt((s1^2 + s2^2) / 2). The interval does not ask for equal variances:
    var = d^2 (s1^4 + s2^4 + 2 s12^2) / (8 (n - 1) s^4) + s_diff^2 / (n s^2)
    (Bonett 2008, Psychol Methods 13:99, with n and Student's t in the second part, so
    that it is exact where nothing changed). None under three pairs or without spread.
    """
    held = moments(first, last)
    if held is None:
        return None
    value, se = _d_av(held)
    basis = Basis(held.n, f"d_av: over the mean SD of both measures; {DELTA}", level)
    return by_t(value, se, held.n - 1, basis)


def hedges_g_av(first: Numbers, last: Numbers, level: float = LEVEL) -> Estimate | None:
    """Return d_av without its small-sample bias: J d_av, J = 1 - 3 / (4 df - 1).

    df = (n - 1) (s1^2 + s2^2)^2 / (s1^4 + s2^4 + 2 s12^2), those of the denominator;
    with equal variances 2 (n - 1) / (1 + r^2) (Cousineau & Goulet-Pelletier 2021,
    Quant Meth Psychol 17:51). Interval as for `d_av`, its standard error times J.
    """
    held = moments(first, last)
    if held is None:
        return None
    value, se = _d_av(held)
    squares = held.first**2 + held.last**2 + 2 * held.both**2
    j = small_sample((held.n - 1) * (held.first + held.last) ** 2 / squares)
    basis = Basis(held.n, f"Hedges g_av: J x d_av; {DELTA}", level)
    return by_t(j * value, j * se, held.n - 1, basis)


def d_rm(first: Numbers, last: Numbers, level: float = LEVEL) -> Estimate | None:
    """Return the mean change in standard deviations of a measure, by way of d_z.

    d_rm = d_z sqrt(2 (1 - r)) (Morris & DeShon 2002, Psychol Methods 7:105): d_av where
    both variances are equal. The interval is the delta method over the normal-theory
    covariances of s1^2, s2^2 and s12, as `d_av` has it. None under three pairs, without
    spread, or where r = 1.
    """
    held = moments(first, last)
    if held is None or held.apart <= NEARLY_NONE:
        return None
    product = sqrt(held.first * held.last)
    squared = 2 * held.apart / held.of_change
    r = 1 - held.apart
    of_r = np.array([-r / held.first, -r / held.last, 2 / product]) / 2
    of_d = np.array([1.0, 1.0, -2.0])
    slope = (-2 * of_r - squared * of_d) / held.of_change / (2 * sqrt(squared))
    se = _delta(held, sqrt(squared), slope)
    basis = Basis(held.n, f"d_rm: d_z x sqrt(2 (1 - r)); {DELTA}", level)
    return by_t(held.change * sqrt(squared), se, held.n - 1, basis)


def small_sample(df: float) -> float:
    """Return J = 1 - 3 / (4 df - 1), what a standardised effect is too large by.

    Hedges 1981, J Educ Stat 6:107.
    """
    return 1 - 3 / (4 * df - 1)


def moments(first: Numbers, last: Numbers) -> Moments | None:
    """Return the moments of complete pairs; None under three, or without spread."""
    one, other = complete(first, last)
    if len(one) < FEWEST or not (spread(one) and spread(other)):
        return None
    covariance = np.cov(one, other)
    return Moments(
        n=len(one),
        change=float((other - one).mean()),
        first=float(covariance[0, 0]),
        last=float(covariance[1, 1]),
        both=float(covariance[0, 1]),
    )


def _d_av(held: Moments) -> tuple[float, float]:
    per_unit = 1 / sqrt((held.first + held.last) / 2)
    slope = np.array([1.0, 1.0, 0.0]) * -(per_unit**3) / 4
    return held.change * per_unit, _delta(held, per_unit, slope)


def _delta(held: Moments, per_unit: float, slope: Numbers) -> float:
    """Return the standard error of change x per_unit, a function of the variances.

    `slope` is the derivative of `per_unit` by s1^2, s2^2 and s12.
    """
    one, other, both = held.first, held.last, held.both
    wishart = np.array(
        [
            [2 * one**2, 2 * both**2, 2 * one * both],
            [2 * both**2, 2 * other**2, 2 * other * both],
            [2 * one * both, 2 * other * both, one * other + both**2],
        ]
    )
    of_scale = held.change**2 * float(slope @ wishart @ slope)
    return sqrt(of_scale / (held.n - 1) + per_unit**2 * held.of_change / held.n)
