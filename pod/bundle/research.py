"""Research rows: what leaves under an agreement beside outcomes, under a code.

Pseudonymised, not anonymous: exact bands, exact weeks, every sitting and every trial of
everybody who agrees. Still no name, prison number, calendar date, cell, free word or
alert. Codes of sittings, activities and bookings follow from the study code, so whoever
has forgotten it cannot tell whose they are.
"""

import hashlib
from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias, get_args

from msgspec import Meta

from pod.bundle.bands import Absent, Mode
from pod.bundle.released import Measure, Participant, Point, StudyCode, Withdrawal
from pod.values import Value

PARTICIPANTS, POINTS = "data/participants.csv", "data/points.csv"
MEASURES, WITHDRAWALS = "data/measures.csv", "data/withdrawals.csv"
SITTINGS, ACTIVITIES = "data/sittings.csv", "data/activities.csv"
ATTENDANCE, TRIALS = "data/attendance.csv", "data/trials_"
PARAMS = "params.json"

Code: TypeAlias = Annotated[str, Meta(pattern="^[a-f0-9]{16}$")]
_Name: TypeAlias = Annotated[str, Meta(pattern="^[A-Za-z0-9_.-]{1,64}$")]
_Hash: TypeAlias = Annotated[str, Meta(pattern="^[a-f0-9]{0,64}$")]
_Count: TypeAlias = Annotated[int, Meta(ge=0, le=1_000_000)]
_Weeks: TypeAlias = Annotated[int, Meta(ge=0, le=5_000)]
_Language: TypeAlias = Annotated[str, Meta(pattern="^[a-z]{2,3}$")]
_Made: TypeAlias = Annotated[str, Meta(pattern="^[A-Za-z0-9 _.+-]{0,40}$")]
Reason: TypeAlias = Literal["attended", Absent]


class ExactPoint(Value, frozen=True, kw_only=True):
    """One measure point that somebody reached, and all they had done by then."""

    study_code: StudyCode
    point: Annotated[Point, Meta(description="Measure point")]
    weeks_since_start: Annotated[_Weeks, Meta(description="Whole weeks since start")]
    sittings: Annotated[_Count, Meta(description="Sittings so far, this one too")]
    minutes: Annotated[_Count, Meta(description="Minutes of practice so far")]
    sick: Annotated[_Count, Meta(description="Bookings missed so far: sick")]
    refused: Annotated[_Count, Meta(description="Bookings missed so far: refused")]
    not_required: Annotated[_Count, Meta(description="Missed so far: not required")]
    rest_day: Annotated[_Count, Meta(description="Missed so far: rest in cell day")]
    clash: Annotated[_Count, Meta(description="Missed so far: another appointment")]
    cancelled: Annotated[_Count, Meta(description="Missed so far: cancelled")]
    suspended: Annotated[_Count, Meta(description="Missed so far: suspended")]
    auto_suspended: Annotated[
        _Count, Meta(description="Missed so far: suspended by the system")
    ]
    other: Annotated[_Count, Meta(description="Missed so far: another reason")]
    programme: Annotated[_Made, Meta(description="Programme and its version")]
    software: Annotated[_Made, Meta(description="Version of the pod's program")]
    language: Annotated[_Language, Meta(description="ISO 639 code it was done in")]
    mode: Annotated[Mode, Meta(description="How it was administered")]


MISSED: tuple[str, ...] = get_args(Reason)[1:]
"""Why somebody did not come: the columns of a point that count bookings."""


class Sat(Value, frozen=True, kw_only=True):
    """One sitting from its first line to its last."""

    study_code: StudyCode
    sitting: Annotated[Code, Meta(description="Code of the sitting")]
    number: Annotated[_Count, Meta(description="Number in its programme, from 1")]
    point: Annotated[Point | None, Meta(description="Measure point, if it is one")]
    programme: Annotated[_Name, Meta(description="Programme")]
    programme_version: Annotated[_Count, Meta(description="Its version")]
    days_since_start: Annotated[_Count, Meta(description="Days since enrolment")]
    planned_minutes: Annotated[_Count, Meta(description="Minutes planned")]
    took_minutes: Annotated[_Count, Meta(description="Minutes its activities took")]
    ended: Annotated[
        Literal["done", "partial"],
        Meta(description="done: all of its activities came to their end"),
    ]


class Did(Value, frozen=True, kw_only=True):
    """One activity of a sitting, with what it ran with; params.json has the numbers."""

    study_code: StudyCode
    sitting: Annotated[Code, Meta(description="Code of the sitting")]
    activity: Annotated[Code, Meta(description="Code of the activity")]
    place: Annotated[_Count, Meta(description="Place in the sitting, from 1")]
    part: Annotated[_Count, Meta(description="Part of the plan that it was")]
    task: Annotated[_Name, Meta(description="Activity or questionnaire")]
    task_version: Annotated[_Count, Meta(description="Its version")]
    params_hash: Annotated[_Hash, Meta(description="Hash of its parameters")]
    language: Annotated[_Language, Meta(description="ISO 639 code it was done in")]
    seed: Annotated[
        int, Meta(ge=0, le=2**53, description="What its chances were dealt from")
    ]
    planned_minutes: Annotated[_Count, Meta(description="Minutes planned")]
    because: Annotated[
        str, Meta(pattern="^[a-z_]{0,40}$", description="Why it was on the plan")
    ]
    ended: Annotated[
        Literal["done", "partial"], Meta(description="done: it came to its end")
    ]
    took_ms: Annotated[int, Meta(ge=0, description="Milliseconds that it took")]
    rows: Annotated[_Count, Meta(description="Rows that it left")]


class Attended(Value, frozen=True, kw_only=True):
    """What became of one booking."""

    study_code: StudyCode
    booking: Annotated[Code, Meta(description="Code of the booking")]
    weeks_since_start: Annotated[_Weeks, Meta(description="Whole weeks since start")]
    reason: Annotated[Reason, Meta(description="Attended, or why not")]


FIXED: Mapping[str, tuple[type[Value], tuple[str, ...]]] = {
    PARTICIPANTS: (Participant, ("study_code",)),
    POINTS: (ExactPoint, ("study_code", "point")),
    MEASURES: (Measure, ("study_code", "point", "task", "kind", "name")),
    WITHDRAWALS: (Withdrawal, ("study_code",)),
    SITTINGS: (Sat, ("sitting",)),
    ACTIVITIES: (Did, ("activity",)),
    ATTENDANCE: (Attended, ("booking",)),
}
"""Every table of research rows but the trials: its columns, and its key."""
TRIAL_KEY = ("activity", "row")


def code_for(study_code: str, kept_as: str) -> str:
    """Return the code under which something of this person's leaves: 16 hex digits."""
    told = f"{study_code}/{kept_as}".encode()
    return hashlib.sha256(told).hexdigest()[:16]
