"""How the analysis withholds: the only way from numbers to findings."""

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec.structs import replace

from pod.bundle.bands import SITTINGS
from pod.evaluation.analysis.findings import Count
from pod.evaluation.analysis.frame import Bools, Words
from pod.evaluation.statistics.estimate import Estimate
from pod.study import BAND_VALUES, NOT_RELEASED, Policy
from pod.withhold import Shown, parted, rounded, steps

DECIMALS = 4
_RANK = {
    name: place
    for several in (*BAND_VALUES.values(), SITTINGS)
    for place, name in enumerate(several)
} | {NOT_RELEASED: 99}


def told(estimate: Estimate | None, policy: Policy) -> Estimate | None:
    """Return an estimate as it may be told: n rounded as the policy says.

    Where it is, degrees of freedom are not told, for they would give it away.
    """
    if estimate is None or not np.isfinite(estimate.value):
        return None
    names = ("value", "low", "high", "se", "df")
    numbers = {name: number(getattr(estimate, name)) for name in names}
    if policy.round_to > 1:
        numbers["df"] = None
    p = None if estimate.p is None else round(estimate.p, 6)
    return replace(estimate, n=rounded(estimate.n, policy.round_to), p=p, **numbers)


def number(value: float | None) -> float | None:
    """Return a number to four decimals, never minus nought; None if there is none."""
    if value is None or not np.isfinite(value):
        return None
    return round(float(value), DECIMALS) + 0.0


def names_of(labels: Words) -> Sequence[str]:
    """Return every label once: bands in their own order, others by the alphabet."""
    names = {str(name) for name in labels}
    return sorted(names, key=lambda name: (_RANK.get(name, 0), name))


def sizes_of(labels: Words, there: Bools) -> Mapping[str, int]:
    """Return how many of each label are there, also of labels that have none."""
    return {name: int((there & (labels == name)).sum()) for name in names_of(labels)}


def groups_of(labels: Words, there: Bools, policy: Policy) -> Shown:
    """Return which groups of people may be told, and whether all together may."""
    return parted(sizes_of(labels, there), policy.suppress_below)


def beside(sizes: Mapping[str, int], policy: Policy) -> frozenset[str]:
    """Return which parts may be told beside the number of all; none if none is safe."""
    found = parted(sizes, policy.suppress_below)
    return found.groups if found.total else frozenset()


def counts_of(sizes: Mapping[str, int], policy: Policy) -> tuple[Count, ...]:
    """Return counts that are parts of one whole, the small ones withheld.

    A value that nobody has is left out: it is about nobody.
    """
    there = {name: n for name, n in sizes.items() if n}
    shown = beside(there, policy)
    return tuple(
        Count(name, rounded(n, policy.round_to) if name in shown else None)
        for name, n in there.items()
    )


def chain_of(named: Mapping[str, int], policy: Policy) -> tuple[Count, ...]:
    """Return a chain of counts, those withheld that make a small step."""
    shown = steps(list(named.values()), policy.suppress_below)
    return tuple(
        Count(name, None if n is None else rounded(n, policy.round_to))
        for name, n in zip(named, shown, strict=True)
    )


def alone(n: int, policy: Policy) -> int | None:
    """Return one count as it may be told; nought is told, for it is about nobody."""
    small = 0 < n < policy.suppress_below
    return None if small else rounded(n, policy.round_to)


def in_order(sizes: Mapping[str, int], order: Sequence[str]) -> Mapping[str, int]:
    """Return sizes in this order, others after."""
    names = [*order, *(name for name in sizes if name not in order)]
    return {name: sizes[name] for name in names if name in sizes}
