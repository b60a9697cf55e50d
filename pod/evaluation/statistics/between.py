"""Two groups of different people: the first less the second."""

from math import sqrt

import numpy as np

from pod.evaluation.statistics.estimate import (
    FEWEST,
    LEVEL,
    Basis,
    Estimate,
    Numbers,
    by_t,
    present,
    spread,
)
from pod.evaluation.statistics.paired import noncentral, small_sample


def mean_difference(a: Numbers, b: Numbers, level: float = LEVEL) -> Estimate | None:
    """Return mean(a) - mean(b), in the score's unit, with Welch's interval.

    se^2 = s_a^2 / n_a + s_b^2 / n_b with Satterthwaite's degrees of freedom (Welch
    1947, Biometrika 34:28): variances need not be equal. `n` counts both groups. None
    where a group has under two numbers.
    """
    one, other = present(a), present(b)
    if min(len(one), len(other)) < FEWEST:
        return None
    parts = np.array([spread(held) ** 2 / len(held) for held in (one, other)])
    total = float(parts.sum())
    per_df = parts**2 / np.array([len(one) - 1, len(other) - 1])
    df = total**2 / float(per_df.sum()) if total else float(len(one) + len(other) - 2)
    basis = Basis(len(one) + len(other), "mean difference, Welch's t interval", level)
    return by_t(float(one.mean() - other.mean()), sqrt(total), df, basis)


def hedges_g(a: Numbers, b: Numbers, level: float = LEVEL) -> Estimate | None:
    """Return J (mean(a) - mean(b)) / s_pooled, J = 1 - 3 / (4 df - 1), df = n - 2.

    Hedges 1981, J Educ Stat 6:107. The interval turns the noncentral t distribution
    round, times J; it is exact for two normal groups of one variance. `n` counts both.
    None where a group has under two numbers or there is no spread.
    """
    one, other = present(a), present(b)
    if min(len(one), len(other)) < FEWEST or not (sd := pooled_sd(one, other)):
        return None
    n, df = len(one) + len(other), len(one) + len(other) - 2
    size = sqrt(len(one) * len(other) / n)
    value, j = float(one.mean() - other.mean()) / sd, small_sample(df)
    low, high = noncentral(value * size, df, level)
    return Estimate(
        value=j * value,
        low=j * low / size,
        high=j * high / size,
        se=None,
        n=n,
        method="Hedges g: J x difference over the pooled SD; noncentral t interval",
        df=df,
    )


def pooled_sd(a: Numbers, b: Numbers) -> float:
    """Return the pooled standard deviation of two groups of two or more numbers."""
    parts = [(len(held) - 1) * spread(held) ** 2 for held in (a, b)]
    return sqrt(sum(parts) / (len(a) + len(b) - 2))
