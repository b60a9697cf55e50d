"""By how much the missing would have to be worse until a finding is gone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from pod.evaluation.statistics.estimate import (
    FEWEST,
    Basis,
    Estimate,
    Numbers,
    by_t,
    numbers,
    spread,
)
from pod.evaluation.statistics.imputing import (
    FEWEST_PEOPLE,
    METHOD,
    M,
    impute,
    of_changes,
)
from pod.values import Value

STEPS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
"""Deltas in standard deviations of the first measure, where none are given."""


class Step(Value, frozen=True):
    """The mean change if everybody whose last is missing was worse by `delta`."""

    delta: float
    change: Estimate


class Tipping(Value, frozen=True):
    """The mean change at each delta, and the delta where its interval reaches nought.

    Deltas are in the score's unit and always against the finding: worse than imputed.
    `tips_at` is 0 where the interval holds nought already, None where no delta tried
    tips it. `missing` of `n` people, all with a first measure, have no last one.
    """

    n: int
    missing: int
    steps: tuple[Step, ...]
    tips_at: float | None


@dataclass(frozen=True)
class _Moved:
    """Changes (copies x people), who was filled in, and the finding's sign."""

    changes: Numbers
    gone: NDArray[np.bool_]
    sign: float

    def by(self, delta: float) -> Estimate:
        """Return the pooled mean change with the missing moved by `delta`."""
        n, m = self.changes.shape[1], len(self.changes)
        basis = Basis(n, f"{METHOD}, m = {m}, delta-adjusted")
        found = of_changes(self.changes - self.sign * delta * self.gone, basis)
        return found or by_t(float(self.changes.mean()), 0.0, n - 1, basis)

    def short_of_nought(self, delta: float) -> float:
        """Return how far the interval ends before nought: not above 0 once it tips."""
        found = self.by(delta)
        return found.low if self.sign > 0 else -found.high


def tipping(
    first: Numbers,
    last: Numbers,
    deltas: Sequence[float] | None = None,
    m: int = M,
    seed: int = 0,
) -> Tipping | None:
    """Return the finding again with the missing ever worse than they are taken to be.

    Delta-adjusted multiple imputation (Cro, Morris, Kenward & Carpenter 2020, Stat Med
    39:2815): `impute` fills in each missing last measure, then `delta` moves it against
    the mean change. `deltas` rise from 0, in the score's unit; None: STEPS standard
    deviations of the first measure. None under three people with a first measure, with
    fewer than two copies, or as for `impute`.
    """
    columns = np.column_stack([numbers(first), numbers(last)])
    columns = columns[np.isfinite(columns[:, 0])]
    filled = impute(columns, m, seed) if len(columns) >= FEWEST_PEOPLE else None
    if filled is None or m < FEWEST:
        return None
    gone = ~np.isfinite(columns[:, 1])
    changes = np.stack([copy[:, 1] - copy[:, 0] for copy in filled])
    moved = _Moved(changes, gone, float(np.sign(changes.mean())))
    tried = deltas or [step * spread(columns[:, 0]) for step in STEPS]
    steps = tuple(Step(float(delta), moved.by(delta)) for delta in tried)
    return Tipping(len(columns), int(gone.sum()), steps, _tips(moved, tried))


def _tips(moved: _Moved, tried: Sequence[float]) -> float | None:
    """Return the smallest delta at which the interval reaches nought."""
    before = None
    for delta in tried:
        if moved.short_of_nought(delta) <= 0:
            if before is None:
                return float(delta)
            return float(brentq(moved.short_of_nought, before, delta, xtol=1e-6))
        before = delta
    return None
