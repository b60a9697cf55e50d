"""Predictive mean matching: whose difference from what was expected is lent to whom."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from pod.evaluation.statistics.estimate import Numbers

DONORS = 10
"""How many of the nearest one is drawn from (Morris, White & Royston 2014)."""
RIDGE = 1e-6
"""Share of the people added to each diagonal: columns that say the same do no harm."""
DIGITS = 10
"""Decimals, in ranges of the fitted numbers, within which two of them are equal."""


def drawn(x: Numbers, y: Numbers, chance: Generator) -> tuple[Numbers, Numbers]:
    """Return the least squares coefficients, and others drawn from their posterior.

    sigma^2 = RSS / chi^2(n - p), b ~ N(b_hat, sigma^2 (X'X)^-1) (Rubin 1987, p. 167).
    Columns of `x` (rows x p) are of the size of 1.
    """
    gram = x.T @ x
    inverse = np.linalg.inv(gram + RIDGE * len(y) * np.eye(len(gram)))
    best = inverse @ (x.T @ y)
    left = y - x @ best
    sigma = np.sqrt(left @ left / chance.chisquare(len(y) - x.shape[1]))
    root = np.linalg.cholesky(inverse)
    return best, best + sigma * (root @ chance.standard_normal(x.shape[1]))


def donors(fitted: Numbers, wanted: Numbers, chance: Generator) -> NDArray[np.intp]:
    """Return for each `wanted` fitted number the place of one of the nearest `fitted`.

    One of the DONORS nearest, each as likely. The nearest stand side by side once in
    order; of those equally near any may be lent, so a score that many share does not
    lend the same few again and again.
    """
    scale = float(np.ptp(fitted)) or 1.0
    keys, targets = np.round(fitted / scale, DIGITS), wanted / scale
    order = np.argsort(keys)
    runs = keys[order]
    many = min(DONORS, len(runs))
    place = _nearest(runs, targets, many) + chance.integers(many, size=len(targets))
    begins = np.flatnonzero(np.diff(runs, prepend=-np.inf))
    alike = (np.cumsum(np.diff(runs, prepend=runs[0]) > 0))[place]
    counts = np.diff(begins, append=len(runs))[alike]
    within = (chance.random(len(targets)) * counts).astype(np.intp)
    return np.asarray(order[begins[alike] + within])


def _nearest(runs: Numbers, targets: Numbers, many: int) -> NDArray[np.intp]:
    """Return where the `many` numbers nearest to each target begin in sorted `runs`."""
    last = len(runs) - many
    begin = np.clip(np.searchsorted(runs, targets) - many, 0, last)
    for _ in range(many):
        beyond = np.minimum(begin + many, len(runs) - 1)
        nearer = (targets - runs[begin] > runs[beyond] - targets) & (begin < last)
        begin = begin + nearer
    return np.asarray(begin)
