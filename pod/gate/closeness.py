"""How much a class gives away about its members' numbers: k, l and t.

k-anonymity (Sweeney 2002), distinct l-diversity (Machanavajjhala and others 2007) and
t-closeness (Li and others 2007). They are told as information: k is what is promised.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeAlias

Column: TypeAlias = Sequence[Any]
"""The values of one class."""

NOTHING = Fraction(0)


def classes_of(
    rows: Iterable[Mapping[str, Any]], seen: Sequence[str]
) -> Sequence[Sequence[Mapping[str, Any]]]:
    """Return the rows, those together that agree in all columns that others may see."""
    found: dict[tuple[Hashable, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        found[tuple(row[name] for name in seen)].append(row)
    return list(found.values())


def k_anonymity(classes: Iterable[Column]) -> int:
    """Return the size of the smallest class; 0 where there is none."""
    return min(map(len, classes), default=0)


def uniques(classes: Iterable[Column]) -> int:
    """Return how many are alone in their class."""
    return sum(len(one) == 1 for one in classes)


def l_diversity(classes: Iterable[Column]) -> int:
    """Return the fewest different values in any class; 0 where there is none."""
    return min((len(set(one)) for one in classes), default=0)


def t_closeness(classes: Sequence[Column], *, numbers: bool) -> float:
    """Return how far the furthest class's values lie from everybody's, 0 to 1.

    The earth mover's distance: between numbers by their rank, between categories 1.
    """
    everybody = [value for one in classes for value in one]
    values = sorted(set(everybody)) if numbers else list(dict.fromkeys(everybody))
    whole = _shares(everybody, values)
    shares = (_shares(one, values) for one in classes)
    away = ([a - b for a, b in zip(one, whole, strict=True)] for one in shares)
    measured = (_ranked(one) if numbers else _equal(one) for one in away)
    return float(max(measured, default=NOTHING))


def _shares(column: Column, values: Sequence[Any]) -> Sequence[Fraction]:
    counts = Counter(column)
    return [Fraction(counts[value], len(column)) for value in values]


def _ranked(differences: Sequence[Fraction]) -> Fraction:
    """Move earth along the ranks: what is carried over each step, on average."""
    carried, moved = NOTHING, NOTHING
    for difference in differences:
        carried += difference
        moved += abs(carried)
    return moved / max(1, len(differences) - 1)


def _equal(differences: Sequence[Fraction]) -> Fraction:
    return sum(map(abs, differences), NOTHING) / 2
