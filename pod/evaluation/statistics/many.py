"""Several tests at once: p values that allow for how many were made."""

from collections.abc import Sequence

import numpy as np


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Return p values adjusted so that one false finding in the family stays rare.

    Sorted from the smallest, p(i) becomes the running maximum of (m - i + 1) p(i), at
    most 1 (Holm 1979, Scand J Statist 6:65). No assumption about dependence.
    """
    p = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate((len(p) - np.arange(len(p))) * p[order])
    return _put_back(order, stepped)


def benjamini_hochberg(p_values: Sequence[float]) -> tuple[float, ...]:
    """Return p values adjusted so that the share of false findings stays small.

    Sorted from the largest, p(i) becomes the running minimum of m p(i) / i, at most 1
    (Benjamini & Hochberg 1995, J R Stat Soc B 57:289).
    """
    p = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(-p, kind="stable")
    ranks = np.arange(len(p), 0, -1)
    return _put_back(order, np.minimum.accumulate(len(p) / ranks * p[order]))


def _put_back(order: np.ndarray, stepped: np.ndarray) -> tuple[float, ...]:
    adjusted = np.empty(len(order))
    adjusted[order] = np.minimum(stepped, 1.0)
    return tuple(adjusted.tolist())
