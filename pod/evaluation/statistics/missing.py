"""Whether those who left differed, when they began, from those who stayed."""

import numpy as np

from pod.evaluation.statistics.between import hedges_g, mean_difference
from pod.evaluation.statistics.estimate import (
    LEVEL,
    Estimate,
    Labels,
    Numbers,
    numbers,
)
from pod.values import Value


class Attrition(Value, frozen=True):
    """Who stayed and who left, and by how much their first measures differ.

    `difference` is first measure of those who left less that of those who stayed, in
    the score's unit; `g` the same as Hedges g. None where a side has too few.
    """

    stayed: int
    left: int
    difference: Estimate | None
    g: Estimate | None


def attrition(first: Numbers, stayed: Labels, level: float = LEVEL) -> Attrition:
    """Return how those who left differed at the first measure from those who stayed.

    `stayed` is true or false for each person. People without a first measure are
    counted, but in no difference. Welch's interval and Hedges g (see `between`).
    """
    held, kept = numbers(first), np.asarray(stayed, dtype=bool)
    return Attrition(
        stayed=int(kept.sum()),
        left=int((~kept).sum()),
        difference=mean_difference(held[~kept], held[kept], level),
        g=hedges_g(held[~kept], held[kept], level),
    )
