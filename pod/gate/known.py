"""What the gate is told of people and of what they did; no name, number or date."""

import msgspec

from pod.bundle.bands import Mode
from pod.bundle.released import Measure, Point, Reached
from pod.study import Band
from pod.task import Score
from pod.values import TimedBy, Value


class Enrolled(Value, frozen=True, kw_only=True):
    """Somebody who takes part, as far as the export may know."""

    study_code: str
    bands: dict[Band, str]
    consent_evaluation: bool
    withdrawn: bool = False
    arm: str = ""
    ended: bool = False
    """Whether their course has ended, or they are not expected any more."""
    lot: str = ""
    """Random, and secret for good: it is drawn on where some wait for others' sake."""


class Measured(Value, frozen=True, kw_only=True):
    """One activity at one measure point; `timing` counts presses by whose clock."""

    study_code: str
    point: Point
    task: str
    task_version: int
    params_hash: str
    scoring: str
    scores: dict[str, Score]
    items: dict[str, float | None]
    timing: dict[TimedBy, int]


class AtPoint(Value, frozen=True, kw_only=True):
    """One measure point that somebody reached, and what they had done by then.

    `weeks` are whole ones since enrolment; `missed` counts bookings by the reason why
    nobody came, the point's own day included.
    """

    study_code: str
    point: Point
    weeks: int
    sittings: int
    minutes: int
    missed: dict[str, int] = msgspec.field(default_factory=dict)
    programme: str = ""
    software: str = ""
    language: str = "en"
    mode: Mode = "not timed"


class Already(Value, frozen=True, kw_only=True):
    """Who and what has left: study codes, and the keys of measured activities.

    `groups` are the codes that looked alike in what each bundle said of them, group by
    group, in the order in which they left: two people are alike to whoever holds all
    bundles if no group holds one of them alone. `withdrawn`: they were said to be.
    `sittings` and `bookings` are the codes of those that left as research rows.
    """

    people: frozenset[str] = frozenset()
    activities: frozenset[str] = frozenset()
    groups: tuple[frozenset[str], ...] = ()
    withdrawn: frozenset[str] = frozenset()
    sittings: frozenset[str] = frozenset()
    bookings: frozenset[str] = frozenset()


def activity_key(row: Measured | Measure) -> str:
    """Name a measured activity for good: once it has left, it is frozen."""
    return f"{row.study_code}/{row.point}/{row.task}"


def point_key(row: AtPoint | Reached) -> str:
    """Name somebody's measure point for good: how it was reached is told once."""
    return f"{row.study_code}/{row.point}"


def point_of(key: str) -> str:
    """Return the measure point, with whose it is, in an activity's key."""
    return key.rpartition("/")[0]


def person_of(key: str) -> str:
    """Return the study code in an activity's key."""
    return key.partition("/")[0]


def name_in(key: str) -> str:
    """Return the point and the name in an activity's key."""
    return key.partition("/")[2]
