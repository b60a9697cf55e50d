"""Small numbers: which groups of a table may be published.

A group under the threshold is withheld: its mean, interval and n. A total beside it
would give it away by subtraction. `shown` has a total only where no group is withheld;
`parted` withholds the next smallest groups too, until what a total gives away is no
small number either; `masked` does so in a table with totals both ways.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TypeAlias

from pod.values import Value

Cell: TypeAlias = tuple[int, int]
"""A cell's place in a table: its row and its column, from 0."""


class Shown(Value, frozen=True, kw_only=True):
    """What of a line of groups may be published."""

    groups: frozenset[str]
    total: bool


def shown(sizes: Mapping[str, int], threshold: int) -> Shown:
    """Return the groups that may be published, and whether their total may.

    `sizes` are people per group, each person in one group; an empty group is withheld
    like a small one, because nought is a small number too.
    """
    groups = frozenset(name for name, n in sizes.items() if n >= max(1, threshold))
    return Shown(groups=groups, total=len(groups) == len(sizes) and len(sizes) > 1)


def parted(sizes: Mapping[str, int], threshold: int) -> Shown:
    """Return the groups that may stand beside the total of all.

    What is withheld is of two groups or more, and of `threshold` people or more, so
    that the total less what is shown is no small group. The total comes first: where
    that leaves no group, it stands alone. Only where the total is small is it withheld.
    """
    least = max(1, threshold)
    small = {name for name, n in sizes.items() if n < least}
    large = sorted(sizes.keys() - small, key=lambda name: (sizes[name], name))
    kept, held = list(large), sum(sizes[name] for name in small)
    while small and kept and held < least:
        held += sizes[kept.pop(0)]
    return Shown(groups=frozenset(kept), total=sum(sizes.values()) >= least)


def masked(
    cells: Sequence[Sequence[int]],
    threshold: int,
    decided: Mapping[Cell, bool] | None = None,
) -> Sequence[Sequence[bool]]:
    """Return which cells of a table of counts are withheld, its totals too.

    `cells` has equally long rows; what is returned has one row and one column more, for
    the totals, the last of both for the grand total. Small counts are withheld, nought
    is not: nobody is in it. No row or column ends with exactly one cell withheld, and
    where its total is shown, its withheld cells sum to `threshold` or more. `decided`
    says of inner cells whether another table withholds them: so does this one, and of
    one that is told there it withholds others in its place.
    """
    fixed = decided or {}
    rows = [[*row, sum(row)] for row in cells]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    held = {
        (y, x)
        for y, row in enumerate(rows)
        for x, n in enumerate(row)
        if 0 < n < threshold or fixed.get((y, x))
    }
    free = [[at for at in line if fixed.get(at, True)] for line in _lines(rows)]
    while more := _more(rows, free, held, threshold):
        held.add(
            min(more, key=lambda at: (rows[at[0]][at[1]] == 0, rows[at[0]][at[1]], at))
        )
    return [[(y, x) in held for x in range(len(row))] for y, row in enumerate(rows)]


def _lines(rows: Sequence[Sequence[int]]) -> Sequence[Sequence[Cell]]:
    """Return where each row's cells stand, then each column's; totals last."""
    wide, high = range(len(rows[0])), range(len(rows))
    across = [[(y, x) for x in wide] for y in high]
    return across + [[(y, x) for y in high] for x in wide]


def _more(
    rows: Sequence[Sequence[int]],
    lines: Sequence[Sequence[Cell]],
    held: set[Cell],
    threshold: int,
) -> set[Cell]:
    """Return what else might be withheld for the sake of any line."""
    return set(chain(*(_next(rows, line, held, threshold) for line in lines))) - held


def _next(
    rows: Sequence[Sequence[int]],
    line: Sequence[Cell],
    held: set[Cell],
    threshold: int,
) -> Iterable[Cell]:
    """Return what else of a line might be withheld; nothing where it is safe."""
    inside = [at for at in line[:-1] if at in held]
    total_shown = line[-1] not in held
    lone = len(inside) + (not total_shown) == 1
    few = sum(rows[y][x] for y, x in inside) < threshold
    if not lone and not (inside and total_shown and few):
        return ()
    return [at for at in line[:-1] if at not in held] or [line[-1]]


def steps(counts: Sequence[int], threshold: int) -> Sequence[int | None]:
    """Return a chain of counts, each a part of the one before, without small steps.

    A count is withheld that is small, or so near the last one shown that the difference
    is a small number of people; no difference at all tells of nobody.
    """
    told: list[int | None] = []
    for count in counts:
        last = next((one for one in reversed(told) if one is not None), None)
        near = last is not None and 0 < abs(last - count) < threshold
        told.append(None if count < max(1, threshold) or near else count)
    return told


def rounded(n: int, base: int) -> int:
    """Return n to the nearest multiple of `base`, halves upwards."""
    return (2 * n + base) // (2 * base) * base
