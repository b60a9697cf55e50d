"""Who has looked alike so far: the codes that shared every group that left."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from pod.gate.known import Already, name_in, person_of

Did: TypeAlias = frozenset[str]
"""Activities by their points and names, as they stand in their keys."""

Groups: TypeAlias = tuple[int, ...]


class Cell(NamedTuple):
    """Codes that look alike in all bundles, of whom something may yet leave.

    `silent` are others who may be among them, to whoever does not know who withdrew:
    who left in the same company, and did all that they did, as far as is known.
    """

    codes: frozenset[str]
    silent: frozenset[str]


def cells(
    already: Already, speaking: Collection[str], did: Mapping[str, Did]
) -> Sequence[Cell]:
    """Return the cells of the codes of whom something may yet leave (`speaking`).

    A code that left in no group is in none: nothing is known of its company. Of a
    silent one that is not in `did`, nothing is known but its company.
    """
    company, left = companies(already), _left(already)
    alike = defaultdict(set)
    for code in company.keys() & speaking:
        alike[company[code]].add(code)
    silent = company.keys() - speaking

    def among(code: str, groups: Groups, done: Did) -> bool:
        before = company[code] == groups[: len(company[code])]
        return before and done <= did.get(code, done)

    return [
        Cell(
            frozenset(codes),
            frozenset(one for one in silent if among(one, groups, left[min(codes)])),
        )
        for groups, codes in alike.items()
    ]


def companies(already: Already) -> Mapping[str, Groups]:
    """Return in which groups every code left, in order."""
    found: dict[str, Groups] = {}
    for at, group in enumerate(already.groups):
        for code in group:
            found[code] = (*found.get(code, ()), at)
    return found


def _left(already: Already) -> Mapping[str, Did]:
    """Return what has left of every code."""
    found: dict[str, set[str]] = defaultdict(set)
    for key in already.activities:
        found[person_of(key)].add(name_in(key))
    return defaultdict(
        frozenset, {code: frozenset(done) for code, done in found.items()}
    )
