"""Somebody at the gate: what they did that has not left yet."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias, TypeVar

from pod.bundle.released import Point
from pod.gate.known import (
    Already,
    AtPoint,
    Enrolled,
    Measured,
    activity_key,
    point_key,
    point_of,
)
from pod.gate.numbers import TIMES

Activity: TypeAlias = tuple[Point, str, int, str, str]
"""Point, name, version, parameters' hash, scoring: what others see of an activity."""

POINTS: tuple[Point, ...] = ("first", "middle", "last", "followup")
_One = TypeVar("_One")


class Somebody(NamedTuple):
    """One person, with the activities and the measure points that have not left."""

    person: Enrolled
    rows: Mapping[Activity, Measured]
    points: Mapping[Point, AtPoint]

    @property
    def code(self) -> str:
        """Their study code."""
        return self.person.study_code

    @property
    def profile(self) -> frozenset[Activity]:
        """Which activities have not left."""
        return frozenset(self.rows)


def everybody(
    people: Mapping[str, Enrolled],
    measured: Iterable[Measured],
    points: Iterable[AtPoint],
    already: Already,
) -> dict[str, Somebody]:
    """Return these people by code; who has nothing that could leave is absent.

    An activity given twice counts as given last. One without numbers does not count,
    nor does one at a point of which it is not known how it was reached.
    """
    at = _points(points)
    latest = {activity_key(row): row for row in measured if row.study_code in people}
    rows: dict[str, dict[Activity, Measured]] = defaultdict(dict)
    for key, row in latest.items():
        is_new = key not in already.activities and has_numbers(row)
        if is_new and row.point in at[row.study_code]:
            rows[row.study_code][activity(row)] = row
    told = {point_of(key) for key in already.activities}
    return {
        code: Somebody(people[code], mine, _untold(at[code], told))
        for code, mine in rows.items()
    }


def has_numbers(row: Measured) -> bool:
    """Tell whether there is anything in an activity that could leave."""
    return bool(row.scores.keys() - TIMES or row.items)


def activity(row: Measured) -> Activity:
    """Return what others see of an activity."""
    return (row.point, row.task, row.task_version, row.params_hash, row.scoring)


def name_of(done: Activity) -> str:
    """Return an activity's point and name, as they stand in its key."""
    return f"{done[0]}/{done[1]}"


def sorted_by(
    several: Iterable[_One], key: Callable[[_One], Any]
) -> Sequence[tuple[Any, list[_One]]]:
    """Put those together that share a key, in the order of the keys."""
    found = defaultdict(list)
    for one in several:
        found[key(one)].append(one)
    return sorted(found.items(), key=lambda pair: repr(pair[0]))


def common_to(several: Iterable[Somebody]) -> frozenset[Activity]:
    """Return the activities that all of them did."""
    profiles = [one.profile for one in several]
    return frozenset.intersection(*profiles) if profiles else frozenset()


def in_order(activities: Iterable[Activity]) -> tuple[Activity, ...]:
    """Return activities in the order of their points, then of their names."""
    return tuple(sorted(activities, key=lambda one: (POINTS.index(one[0]), one[1:])))


def as_known(several: Iterable[Somebody]) -> tuple[Somebody, ...]:
    """Return people by study code, which is random and so tells of no other order."""
    return tuple(sorted(several, key=lambda one: one.code))


def profiles(several: Iterable[Somebody]) -> Sequence[frozenset[Activity]]:
    """Return the different profiles, the same ones in the same order whoever has them.

    Nothing here may follow from a study code: see `pod.gate.entering`.
    """
    return largest_first({one.profile for one in several})


def largest_first(
    several: Iterable[frozenset[Activity]],
) -> Sequence[frozenset[Activity]]:
    """Return sets of activities, those with the most first."""
    return sorted(several, key=lambda one: (-len(one), in_order(one)))


def _points(points: Iterable[AtPoint]) -> dict[str, dict[Point, AtPoint]]:
    found: dict[str, dict[Point, AtPoint]] = defaultdict(dict)
    for one in points:
        found[one.study_code][one.point] = one
    return found


def _untold(at: Mapping[Point, AtPoint], told: set[str]) -> dict[Point, AtPoint]:
    return {point: one for point, one in at.items() if point_key(one) not in told}
