"""What is missing, why, and whether those who left differed when they began."""

from collections import Counter
from collections.abc import Mapping, Sequence

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


class Missing(Value, frozen=True):
    """How many numbers were expected, how many are there, and why the rest are not."""

    expected: int
    present: int
    reasons: Mapping[str, int]


class Attrition(Value, frozen=True):
    """Who stayed and who left, and by how much their first measures differ.

    `difference` is first measure of those who left less that of those who stayed, in
    the score's unit; `g` the same as Hedges g. None where a side has too few.
    """

    stayed: int
    left: int
    difference: Estimate | None
    g: Estimate | None


def counted(values: Numbers, reasons: Sequence[str]) -> Missing:
    """Return how many numbers are missing by reason, the most frequent first.

    `reasons` has one entry a number; that of a number which is there is not read, and
    an empty one counts as "no reason given".
    """
    there = np.isfinite(numbers(values))
    why = Counter(
        reason or "no reason given"
        for reason, is_there in zip(reasons, there, strict=True)
        if not is_there
    )
    return Missing(len(there), int(there.sum()), dict(why.most_common()))


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
