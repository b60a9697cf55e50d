"""In which order people are listed: by three words and by waiting, never by rank."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, TypeAlias

from pod.need.among import Needs
from pod.need.areas import AreaName
from pod.values import Value

Placed: TypeAlias = Literal["first", "last", "as_sorted"]
PLACES: Mapping[Placed, int] = {"first": 0, "as_sorted": 1, "last": 2}
WORDS: Mapping[Needs, int] = {"more": 0, "same": 1, "unknown": 2, "less": 3}
"""What is not known is not taken for little."""


class Listed(Value, frozen=True, kw_only=True):
    """One person in the list: a word an area, how long they wait, where staff put them.

    `missing` counts the measures of own answers and tasks that are not there.
    """

    person: str
    since: date
    needs: Mapping[AreaName, Needs]
    missing: int
    placed: Placed = "as_sorted"


def in_order(people: Iterable[Listed], area: AreaName) -> tuple[Listed, ...]:
    """Return people in the published order for an area."""
    return tuple(
        sorted(
            people,
            key=lambda one: (
                PLACES[one.placed],
                WORDS[one.needs.get(area, "unknown")],
                one.since,
                one.person,
            ),
        )
    )
