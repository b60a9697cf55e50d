"""What is missing, filled in several times over, so that its uncertainty is counted.

Predictive mean matching with local residual draws, by chained equations: somebody
without a number gets the one expected of them by a drawn regression, and the difference
from the expected of one of the ten people of whom the most like was expected (Schenker
& Taylor 1996, Comput Stat Data Anal 22:425; Morris, White & Royston 2014, BMC Med Res
Methodol 14:75; van Buuren 2018, Flexible Imputation of Missing Data, 2nd ed., 4.5).
Lending the number itself (Little 1988) covers too seldom where those who leave are
unlike those who stay. So a number filled in may lie off the scale: right for means, not
for classing anybody. Right where what is missing depends on what was measured (missing
at random); `tipping` asks what if not. Sites are not in it.
"""

from collections.abc import Sequence
from math import inf

import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from pod.evaluation.statistics.estimate import (
    FEWEST,
    LEVEL,
    Basis,
    Estimate,
    Numbers,
    by_t,
    numbers,
)
from pod.evaluation.statistics.matching import donors, drawn

Gaps = NDArray[np.bool_]

M = 20
"""Times that what is missing is filled in."""
ROUNDS = 5
"""Rounds of the chain where those missing once do not stay missing (van Buuren 6.5)."""
SPARE = 3
"""People with a number whom a column needs beyond the coefficients it is drawn by."""
FEWEST_PEOPLE = 3
METHOD = "predictive mean matching (local residuals), Rubin's rules, Barnard-Rubin df"


def impute(columns: Numbers, m: int = M, seed: int = 0) -> list[Numbers] | None:
    """Return `m` completed copies of `columns` (people x measures), NaN filled in.

    Columns are the measures of one outcome; further columns of what else is known make
    the filling in better. The same seed gives the same copies. Where whoever is missing
    once stays missing, one round is exact; otherwise ROUNDS. None where a column has
    fewer numbers than its regression needs.
    """
    held = numbers(columns)
    gaps = ~np.isfinite(held)
    least = len(held) - int(gaps.sum(axis=0).max(initial=0))
    if gaps.any() and least < held.shape[1] + SPARE:
        return None
    return [_completed(held, gaps, chance) for chance in default_rng(seed).spawn(m)]


def pool(
    estimates: Sequence[float] | Numbers,
    variances: Sequence[float] | Numbers,
    complete_df: float = inf,
    basis: Basis | None = None,
) -> Estimate | None:
    """Return what `m` completed copies say together, by Rubin's rules.

    Total variance T = U + (1 + 1/m) B, U the mean variance within, B the variance
    between (Rubin 1987, Multiple Imputation, p. 76). With l = (1 + 1/m) B / T, the df
    are 1 / (1/v1 + 1/v2), v1 = (m - 1) / l^2 and v2 = (1 - l) c (c + 1) / (c + 3), c
    the df of complete data (Barnard & Rubin 1999, Biometrika 86:948). `basis` says how
    many people and which method. None under two copies.
    """
    q, u = numbers(estimates), numbers(variances)
    m = len(q)
    if m < FEWEST:
        return None
    between = (1 + 1 / m) * float(np.var(q, ddof=1))
    total = float(u.mean()) + between
    share = between / total if total > 0 else 0.0
    old = (m - 1) / share**2 if share**2 > 0 else inf
    seen = (1 - share) * _shrunk(complete_df)
    df = 1 / (1 / old + 1 / seen) if seen > 0 else old
    return by_t(float(q.mean()), total**0.5, df, basis or Basis(m, METHOD))


def imputed_change(
    columns: Numbers, m: int = M, seed: int = 0, level: float = LEVEL
) -> Estimate | None:
    """Return the mean of last - first with everybody in it, in the score's unit.

    `columns` (people x measures) begins with the first and ends with the last measure;
    those between help. People with no measure at all are left out; `n` counts the
    others. None under three people, or as for `impute`.
    """
    held = anybody(columns)
    filled = impute(held, m, seed) if len(held) >= FEWEST_PEOPLE else None
    if filled is None:
        return None
    changes = np.stack([copy[:, -1] - copy[:, 0] for copy in filled])
    return of_changes(changes, Basis(len(held), f"{METHOD}, m = {m}", level))


def anybody(columns: Numbers) -> Numbers:
    """Return the people (rows) who have any measure."""
    held = numbers(columns)
    return held[np.isfinite(held).any(axis=1)]


def of_changes(changes: Numbers, basis: Basis) -> Estimate | None:
    """Return the pooled mean of changes (copies x people)."""
    n = changes.shape[1]
    return pool(changes.mean(axis=1), changes.var(axis=1, ddof=1) / n, n - 1, basis)


def _shrunk(df: float) -> float:
    return df if df == inf else df * (df + 1) / (df + 3)


def _completed(held: Numbers, gaps: Gaps, chance: Generator) -> Numbers:
    """Return one completed copy."""
    order = np.argsort(gaps.sum(axis=0), kind="stable")
    copy, holes = held.copy(), gaps[:, order]
    if np.all(holes[:, :-1] <= holes[:, 1:]):
        for place, column in enumerate(order):
            _fill(copy, gaps[:, column], (column, order[:place]), chance)
        return copy
    for column in order:
        _fill(copy, gaps[:, column], (column, order[:0]), chance)
    for _ in range(ROUNDS):
        for column in order:
            _fill(copy, gaps[:, column], (column, order[order != column]), chance)
    return copy


def _fill(
    copy: Numbers,
    missing: Gaps,
    by: tuple[int, NDArray[np.intp]],
    chance: Generator,
) -> None:
    """Fill one column's gaps from the columns that it is predicted by."""
    column, predictors = by
    if not missing.any():
        return
    x, known = _standardised(copy[:, predictors]), copy[~missing, column]
    best, other = drawn(x[~missing], known, chance)
    fitted, expected = x[~missing] @ best, x[missing] @ other
    lent = donors(fitted, expected, chance)
    copy[missing, column] = expected + (known - fitted)[lent]


def _standardised(columns: Numbers) -> Numbers:
    """Return a column of ones and the columns in their own standard deviations."""
    about = columns - columns.mean(axis=0)
    sd = about.std(axis=0)
    return np.column_stack([np.ones(len(columns)), about / np.where(sd > 0, sd, 1.0)])
