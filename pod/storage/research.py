"""What research rows are made of: finished sittings and all that was done in them.

Read in short steps, so that somebody at the glass never waits for a year of rows. Who
it was is a reference: the export alone puts a study code in its place.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple, TypeVar

from sqlalchemy import bindparam, select

from pod.storage import packing, sittings
from pod.storage.diary_tables import BookingRow
from pod.storage.doings_tables import ActivityRow, PackedRow, PersonRow, SittingRow
from pod.storage.vault import DoingsDb

T = TypeVar("T")
AT_ONCE = 100
"""So many sittings or activities are read in one step."""


class SatThen(NamedTuple):
    """One finished sitting."""

    id: str
    ref: str
    enrolled_on: date
    held_on: date
    number: int
    point: str | None
    programme: str
    programme_version: int
    planned_minutes: int


class DidThen(NamedTuple):
    """One activity of a finished sitting, in the order in which they were begun."""

    id: str
    sitting: str
    part: int
    task: str
    task_version: int
    params_hash: str
    language: str
    seed: int
    planned_minutes: int
    because: str
    ended: str | None
    took_ms: int
    rows: int | None


class BookedThen(NamedTuple):
    """One booking of which it is known what became of it."""

    id: str
    ref: str
    enrolled_on: date
    held_on: date
    reason: str


_SAT = (
    select(
        SittingRow.id,
        SittingRow.person,
        PersonRow.enrolled_on,
        SittingRow.held_on,
        SittingRow.number,
        SittingRow.point,
        SittingRow.programme,
        SittingRow.programme_version,
        SittingRow.planned_minutes,
    )
    .join(PersonRow, PersonRow.ref == SittingRow.person)
    .where(SittingRow.closed_at.is_not(None))
    .order_by(SittingRow.person, SittingRow.held_on, SittingRow.id)
)
_DID = (
    select(
        ActivityRow.id,
        ActivityRow.sitting,
        ActivityRow.part,
        ActivityRow.task,
        ActivityRow.task_version,
        ActivityRow.params_hash,
        ActivityRow.language,
        ActivityRow.seed,
        ActivityRow.planned_minutes,
        ActivityRow.because,
        ActivityRow.ended,
        ActivityRow.took_ms,
        PackedRow.count,
    )
    .outerjoin(PackedRow, PackedRow.activity == ActivityRow.id)
    .where(ActivityRow.sitting.in_(bindparam("ids", expanding=True)))
    .order_by(sittings.IN_ORDER)
)
_PARAMS = select(ActivityRow.params_hash, ActivityRow.params).where(
    ActivityRow.id.in_(bindparam("ids", expanding=True))
)
_PACKED = (
    select(SittingRow.person, PackedRow.activity, PackedRow.rows)
    .join(ActivityRow, ActivityRow.id == PackedRow.activity)
    .join(SittingRow, SittingRow.id == ActivityRow.sitting)
    .where(PackedRow.activity.in_(bindparam("ids", expanding=True)))
)
_BOOKED = (
    select(
        BookingRow.id,
        BookingRow.person,
        PersonRow.enrolled_on,
        BookingRow.held_on,
        BookingRow.reason,
    )
    .join(PersonRow, PersonRow.ref == BookingRow.person)
    .where(BookingRow.reason.is_not(None))
    .order_by(BookingRow.person, BookingRow.held_on, BookingRow.id)
)


def finished_sittings(db: DoingsDb) -> Sequence[SatThen]:
    """Return every finished sitting, by person and day."""
    return [SatThen._make(row) for row in db.execute(_SAT)]


def done_in(db: DoingsDb, of: Sequence[str]) -> Sequence[DidThen]:
    """Return the activities of these sittings in the order in which they were begun."""
    return [DidThen._make(row) for row in db.execute(_DID, {"ids": of})]


def params_of(db: DoingsDb, activities: Sequence[str]) -> Mapping[str, bytes]:
    """Return the parameters that these activities ran with, by their hash."""
    found = db.execute(_PARAMS, {"ids": activities})
    return {row[0]: row[1] for row in found}


def packed_rows(
    db: DoingsDb, activities: Sequence[str]
) -> Mapping[str, Sequence[bytes]]:
    """Return the rows of these finished activities, as written; none without any."""
    found = db.execute(_PACKED, {"ids": activities})
    return {
        activity: packing.opened(db, person, activity, rows)
        for person, activity, rows in found
    }


def booked(db: DoingsDb) -> Sequence[BookedThen]:
    """Return every booking of which it is known what became of it."""
    return [BookedThen._make(row) for row in db.execute(_BOOKED)]


def in_steps(many: Iterable[T], size: int = AT_ONCE) -> Iterable[Sequence[T]]:
    """Part what there is into steps of so many."""
    rest = iter(many)
    while step := list(islice(rest, size)):
        yield step
