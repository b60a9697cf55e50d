"""Least squares with errors that hold where people of one site resemble one another.

Bias-reduced cluster-robust covariance (CR2) with Satterthwaite degrees of freedom for
each coefficient: Bell & McCaffrey 2002, Surv Methodol 28:169; Pustejovsky & Tipton
2018, J Bus Econ Stat 36:672. The usual sandwich with n - 1 or infinite df gives
intervals that are too narrow under about 50 clusters. Where each row is a cluster of
its own, CR2 is HC2.

With B = (X'X)^-1 and B^(1/2) X_g'X_g B^(1/2) = V L V', every adjustment matrix
(I - H_gg)^(-1/2) acts through V and L alone, so the work is linear in the rows.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pod.evaluation.statistics.estimate import (
    FEWEST,
    Basis,
    Estimate,
    Labels,
    Numbers,
    by_t,
)

ALL_OF_IT = 1e-9
"""1 - leverage below this: the cluster alone carries a coefficient (pseudo-inverse)."""


@dataclass(frozen=True)
class Fit:
    """Coefficients, their covariance (p x p) and each one's degrees of freedom."""

    coefficients: Numbers
    covariance: Numbers
    df: Numbers
    clusters: int

    def estimate(self, at: int, basis: Basis) -> Estimate:
        """Return one coefficient with its t interval."""
        se = float(np.sqrt(max(self.covariance[at, at], 0.0)))
        return by_t(float(self.coefficients[at]), se, float(self.df[at]), basis)


def codes(labels: Labels) -> tuple[NDArray[np.intp], int]:
    """Return each label as a whole number from nought, and how many there are."""
    known, code = np.unique(np.asarray(labels), return_inverse=True)
    return code.reshape(-1), len(known)


def fit(x: Numbers, y: Numbers, cluster: Labels) -> Fit | None:
    """Return the least squares fit of `y` (rows) on `x` (rows x p), robust by cluster.

    None where `x` has not full rank, there are no more clusters than one, or nothing
    is left to estimate the errors from.
    """
    code, many = codes(cluster)
    if many < FEWEST or len(y) <= x.shape[1] or np.linalg.matrix_rank(x) < x.shape[1]:
        return None
    values, vectors = np.linalg.eigh(np.linalg.inv(x.T @ x))
    root = vectors * np.sqrt(values) @ vectors.T
    beta = root @ root @ (x.T @ y)
    leverage, turned = np.linalg.eigh(root @ _grams(x, code, many) @ root)
    left = 1 - leverage
    kept = np.where(left > ALL_OF_IT, left, np.inf)
    scores = sums(x * (y - x @ beta)[:, None], code, many) @ root
    influence = _through(turned, kept**-0.5, scores) @ root
    df = _satterthwaite(root, turned, np.maximum(leverage, 0.0), kept)
    if not np.all(np.isfinite(df)):
        return None
    return Fit(beta, influence.T @ influence, df, many)


def _through(turned: Numbers, weights: Numbers, rows: Numbers) -> Numbers:
    """Return V diag(weights) V' row, cluster by cluster."""
    inside = weights * np.einsum("gij,gi->gj", turned, rows)
    return np.asarray(np.einsum("gij,gj->gi", turned, inside))


def _satterthwaite(
    root: Numbers, turned: Numbers, leverage: Numbers, kept: Numbers
) -> Numbers:
    """Return 2 E(v)^2 / var(v) of each variance, errors taken as independent."""
    found = []
    for contrast in root:
        rows = np.broadcast_to(contrast, leverage.shape)
        own = (leverage / kept * np.einsum("gij,gi->gj", turned, rows) ** 2).sum(axis=1)
        shared = _through(turned, leverage * kept**-0.5, rows)
        lost = (shared**2).sum(axis=1)
        crossed = shared.T @ shared
        spread = (own**2 - 2 * own * lost).sum() + (crossed**2).sum()
        found.append(np.inf if spread <= 0 else (own - lost).sum() ** 2 / spread)
    return np.array(found)


def sums(rows: Numbers, code: NDArray[np.intp], many: int) -> Numbers:
    """Return the sums of rows (rows x p) by cluster (clusters x p)."""
    return np.stack([np.bincount(code, column, many) for column in rows.T], axis=1)


def _grams(x: Numbers, code: NDArray[np.intp], many: int) -> Numbers:
    """Return X_g'X_g of every cluster (clusters x p x p)."""
    return np.stack([sums(x * column[:, None], code, many) for column in x.T], axis=1)
