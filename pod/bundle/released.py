"""All that may leave a pod. What has no field here cannot leave.

These are the anonymised outcomes: one row per person and measure point, with its
numbers, never one per sitting. There is no date, no prison number, no name and no free
text; a study code is random and made at enrolment. The fields are the columns of the
CSV files, their descriptions the dictionary that travels with them.
"""

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from pod.bundle.bands import (
    BECAUSE,
    IN_ORDER,
    MINUTES,
    MISSED,
    MODES,
    SITTINGS,
    Because,
    Minutes,
    Missed,
    Mode,
    Sittings,
)
from pod.values import Value

Point: TypeAlias = Literal["first", "middle", "last", "followup"]
Kind: TypeAlias = Literal["score", "item"]

StudyCode: TypeAlias = Annotated[
    str,
    Meta(pattern="^[a-z0-9]{8,32}$", description="Random code of one person"),
]
_Name: TypeAlias = Annotated[str, Meta(pattern="^[A-Za-z0-9_.-]{1,64}$")]
_Count: TypeAlias = Annotated[int, Meta(ge=0, le=1_000_000)]
_Band: TypeAlias = Annotated[str, Meta(min_length=1, max_length=40)]


def _listed(values: Sequence[str], told: str) -> Meta:
    """Describe a closed list's column, with its values in their own order."""
    return Meta(description=told, extra_json_schema={IN_ORDER: list(values)})


BIGGEST = 1e12
"""No score or answer is larger than this, in either direction."""


class Participant(Value, frozen=True, kw_only=True):
    """One person: bands fixed at enrolment, as fine as the policy lets them be."""

    study_code: StudyCode
    age_band: Annotated[_Band, Meta(description="Age at enrolment")]
    sex: Annotated[_Band, Meta(description="Sex as recorded at enrolment")]
    sentence_band: Annotated[_Band, Meta(description="Length of sentence at enrolment")]
    custody_band: Annotated[_Band, Meta(description="Time in custody at enrolment")]
    prison_type: Annotated[_Band, Meta(description="Kind of prison at enrolment")]
    arm: Annotated[
        str,
        Meta(
            pattern="^([a-z0-9]{3,16}|not released)?$", description="Arm drawn, if any"
        ),
    ] = ""


class Reached(Value, frozen=True, kw_only=True):
    """One measure point that somebody reached, and what they had done by then.

    A time is told as the start of a span of `weeks_wide` weeks since the person began;
    0 wide: it is not told. Counts are bands; all of it is as coarse as it has to be.
    """

    study_code: StudyCode
    point: Annotated[Point, Meta(description="Measure point")]
    weeks_since_start: Annotated[
        int, Meta(ge=0, le=1000, description="First of the weeks that it was in")
    ]
    weeks_wide: Annotated[
        int, Meta(ge=0, le=104, description="How many weeks that is; 0: not told")
    ]
    sittings: Annotated[Sittings, _listed(SITTINGS, "Sittings so far, this one too")]
    minutes: Annotated[Minutes, _listed(MINUTES, "Minutes of practice so far")]
    missed: Annotated[Missed, _listed(MISSED, "Bookings missed so far")]
    missed_because: Annotated[Because, _listed(BECAUSE, "The commonest reason")]
    programme: Annotated[
        str,
        Meta(
            pattern="^([a-z0-9]{3,16} [0-9]{1,6}|not released)$",
            description="Programme and its version",
        ),
    ]
    software: Annotated[
        str,
        Meta(
            pattern="^([A-Za-z0-9.+-]{1,40}|not released)$",
            description="Version of the pod's program",
        ),
    ]
    language: Annotated[
        str, Meta(pattern="^[a-z]{2,3}$", description="ISO 639 code it was done in")
    ]
    mode: Annotated[Mode, _listed(MODES, "What it was answered with")]


class Withdrawal(Value, frozen=True, kw_only=True):
    """Somebody who left with an earlier bundle and agrees no more: take them out."""

    study_code: StudyCode


class Measure(Value, frozen=True, kw_only=True):
    """One number of one measure point: a score, or the answer to an item.

    `value` is None exactly where `missing` says why. The timing columns count the
    presses of the activity by whose clock stamped them.
    """

    study_code: StudyCode
    point: Annotated[Point, Meta(description="Measure point")]
    task: Annotated[_Name, Meta(description="Activity or questionnaire")]
    task_version: Annotated[int, Meta(ge=0, le=10_000, description="Its version")]
    params_hash: Annotated[
        str, Meta(pattern="^[a-f0-9]{0,64}$", description="Hash of its parameters")
    ]
    scoring: Annotated[str, Meta(max_length=200, description="Scoring as published")]
    timed_device: Annotated[_Count, Meta(description="Presses timed by the box")]
    timed_arrival: Annotated[_Count, Meta(description="Presses timed on arrival")]
    timed_keyboard: Annotated[_Count, Meta(description="Presses on a keyboard")]
    timed_touch: Annotated[_Count, Meta(description="Presses on the screen")]
    timed_rehearsal: Annotated[_Count, Meta(description="Presses by nobody real")]
    kind: Annotated[Kind, Meta(description="Score or item answer")]
    name: Annotated[_Name, Meta(description="Name of the score or item")]
    value: Annotated[
        Annotated[float, Meta(ge=-BIGGEST, le=BIGGEST)] | None,
        Meta(description="The number, to 3 decimals; empty where missing"),
    ]
    missing: Annotated[
        str, Meta(pattern="^[a-z0-9_]{0,40}$", description="Why there is no number")
    ]


class Released(Value, frozen=True, kw_only=True):
    """What one bundle says: who enters now, and new numbers of people released."""

    participants: tuple[Participant, ...] = ()
    points: tuple[Reached, ...] = ()
    measures: tuple[Measure, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()


def rows_of(released: Released) -> int:
    """Return how many rows a bundle with this inside would hold."""
    return sum(len(rows) for rows in msgspec.structs.astuple(released))
