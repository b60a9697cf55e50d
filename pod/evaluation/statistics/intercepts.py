"""A random intercept for each person or cluster, by restricted maximum likelihood.

y = X b + u_group + e. With t = var(u) / var(e) the likelihood is profiled to t alone
(Laird & Ware 1982, Biometrics 38:963; Patterson & Thompson 1971, Biometrika 58:545):

    -2 l(t) = (N - p) log RSS(t) + sum log(1 + n_i t) + log |X'W X|,
    W_i = I - t / (1 + n_i t) 11'

Groups of one size enter by their summed cross-products only, so one evaluation costs
nothing that grows with the people. The same model, fitted to each row at a time, is
statsmodels' MixedLM; the tests hold the two together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from pod.evaluation.statistics.clusters import codes, sums
from pod.evaluation.statistics.estimate import Labels, Numbers

MOST = 1 - 1e-6
"""The largest share of variance between groups that is looked for."""
SURE = 1e-10


@dataclass(frozen=True)
class Intercepts:
    """The two variances, and the rows whitened by them: least squares is then GLS."""

    between: float
    within: float
    x: Numbers
    y: Numbers
    converged: bool


@dataclass(frozen=True)
class _Products:
    """Cross-products of [X, y] over all rows, and of group sums by group size."""

    rows: int
    whole: Numbers
    sizes: Numbers
    groups: Numbers
    of_sums: Numbers


def random_intercept(x: Numbers, y: Numbers, group: Labels) -> Intercepts | None:
    """Return the variances between and within groups and the whitened rows.

    `x` is rows x p, `y` and `group` one for each row. None where `x` has not full rank,
    or too few rows are left, or nothing varies.
    """
    code, many = codes(group)
    if len(y) <= x.shape[1] + 1 or np.linalg.matrix_rank(x) < x.shape[1]:
        return None
    held = _products(np.column_stack([x, y]), code, many)
    if not np.isfinite(_deviance(0.0, held)):
        return None
    found = minimize_scalar(
        _deviance,
        bounds=(0, MOST),
        args=(held,),
        method="bounded",
        options={"xatol": SURE, "maxiter": 500},
    )
    share = float(found.x) if found.fun < _deviance(0.0, held) else 0.0
    ratio = share / (1 - share)
    _, rss = _weighted(ratio, held)
    within = rss / (held.rows - x.shape[1])
    white = _whitened(np.column_stack([x, y]), code, many, ratio)
    sure = bool(found.success) and share < MOST - (1 - MOST) / 10
    return Intercepts(ratio * within, within, white[:, :-1], white[:, -1], sure)


def _products(rows: Numbers, code: NDArray[np.intp], many: int) -> _Products:
    by_group = sums(rows, code, many)
    counts = np.bincount(code, minlength=many)
    sizes, which = np.unique(counts, return_inverse=True)
    of_sums = np.stack(
        [by_group[which == at].T @ by_group[which == at] for at in range(len(sizes))]
    )
    groups = np.bincount(which).astype(np.float64)
    return _Products(
        len(rows), rows.T @ rows, sizes.astype(np.float64), groups, of_sums
    )


def _deviance(share: float, held: _Products) -> float:
    """Return -2 times the restricted log likelihood, up to a constant."""
    ratio = share / (1 - share)
    logdet, rss = _weighted(ratio, held)
    if rss <= 0:
        return np.inf
    p = held.whole.shape[0] - 1
    between = float((held.groups * np.log1p(held.sizes * ratio)).sum())
    return float((held.rows - p) * np.log(rss) + between + logdet)


def _weighted(ratio: float, held: _Products) -> tuple[float, float]:
    """Return log |X'WX| and the residual sum of squares at a ratio of variances."""
    shrunk = ratio / (1 + held.sizes * ratio)
    whole = held.whole - np.einsum("s,sij->ij", shrunk, held.of_sums)
    xx, xy, yy = whole[:-1, :-1], whole[:-1, -1], whole[-1, -1]
    rss = float(yy - xy @ np.linalg.solve(xx, xy))
    floor = SURE * abs(float(held.whole[-1, -1]))
    return float(np.linalg.slogdet(xx)[1]), rss if rss > floor else 0.0


def _whitened(
    rows: Numbers, code: NDArray[np.intp], many: int, ratio: float
) -> Numbers:
    counts = np.bincount(code, minlength=many)
    shrunk = (1 - 1 / np.sqrt(1 + counts * ratio)) / counts
    return np.asarray(rows - (shrunk[:, None] * sums(rows, code, many))[code])
