"""Sittings and their activities: how each begins, goes on and ends."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec
from sqlalchemy import ColumnClause, literal_column, select

from pod.bundle.manifest import software
from pod.errors import Usage
from pod.storage import keeping
from pod.storage.doings_tables import ActivityRow, SittingRow
from pod.storage.vault import DoingsDb
from pod.values import Value

DONE, PARTIAL = "done", "partial"
IN_ORDER: ColumnClause[int] = literal_column("activity.rowid")
"""In the order in which activities were begun, in whatever programme and sitting."""


class NewSitting(Value, frozen=True, kw_only=True):
    """What a sitting is when it opens."""

    id: str
    person: str
    number: int
    point: str | None
    programme: str
    programme_version: int
    held_on: date
    planned_minutes: int


class NewActivity(Value, frozen=True, kw_only=True):
    """What an activity runs with."""

    id: str
    sitting: str
    task: str
    task_version: int
    params: bytes
    params_hash: str
    seed: int
    language: str
    part: int
    because: str
    planned_minutes: int


def open_sitting(db: DoingsDb, sitting: NewSitting) -> SittingRow:
    """Write the first line of a sitting, held with this program; return it."""
    raw = msgspec.structs.asdict(sitting)
    row = SittingRow(**raw, closed_at=None, software=software())
    db.add(row)
    db.flush()
    return row


def sittings_under_way(db: DoingsDb, person: str) -> Sequence[SittingRow]:
    """Return the person's open sittings: one, but where the programme changed."""
    query = select(SittingRow).where(
        SittingRow.person == person, SittingRow.closed_at.is_(None)
    )
    return db.scalars(query).all()


def all_under_way(db: DoingsDb) -> Sequence[SittingRow]:
    """Return everybody's open sittings, each person's newest alone."""
    query = select(SittingRow).where(SittingRow.closed_at.is_(None))
    newest = query.order_by(SittingRow.held_on, SittingRow.number)
    return tuple({row.person: row for row in db.scalars(newest)}.values())


def sitting_under_way(db: DoingsDb, person: str, programme: str) -> SittingRow | None:
    """Return the person's open sitting of this programme, or None."""
    found = sorted(sittings_under_way(db, person), key=lambda row: row.id)
    return next((row for row in found if row.programme == programme), None)


def finished_sittings(
    db: DoingsDb, person: str, programme: str
) -> Sequence[SittingRow]:
    """Return the sittings of a programme that the person has finished, in order.

    One that was held at two pods is the last of both: nothing is left out or repeated.
    """
    query = (
        select(SittingRow)
        .where(
            SittingRow.person == person,
            SittingRow.programme == programme,
            SittingRow.closed_at.is_not(None),
        )
        .order_by(SittingRow.number, SittingRow.held_on, SittingRow.id)
    )
    return tuple({row.number: row for row in db.scalars(query)}.values())


def begun_with(db: DoingsDb, row: SittingRow) -> Sequence[ActivityRow]:
    """Return all that was begun in a sitting, also where it is open at two pods."""
    return [one for held in _twins(db, row) for one in activities(db, held.id)]


def _twins(db: DoingsDb, row: SittingRow) -> Sequence[SittingRow]:
    """Return a sitting, and the same one of this person that another pod opened."""
    query = select(SittingRow).where(
        SittingRow.person == row.person,
        SittingRow.programme == row.programme,
        SittingRow.number == row.number,
        SittingRow.closed_at.is_(None) | (SittingRow.id == row.id),
    )
    return db.scalars(query.order_by(SittingRow.id)).all()


def all_sittings(db: DoingsDb, person: str) -> Sequence[SittingRow]:
    """Return all of somebody's sittings, newest first."""
    query = select(SittingRow).where(SittingRow.person == person)
    newest = (SittingRow.held_on.desc(), SittingRow.number.desc())
    return db.scalars(query.order_by(*newest)).all()


def close_sitting(db: DoingsDb, row: SittingRow, now: datetime) -> None:
    """Write the last line of a sitting; what is still open in it ends early.

    Where it is open at two pods, that is so for both.
    """
    for activity in begun_with(db, row):
        if activity.ended is None:
            end_early(db, activity)
    for one in _twins(db, row):
        one.closed_at = now
    db.flush()


def newest_done(db: DoingsDb, person: str, task: str) -> ActivityRow | None:
    """Return the person's newest finished activity of this name, or None."""
    query = (
        select(ActivityRow)
        .join(SittingRow, SittingRow.id == ActivityRow.sitting)
        .where(
            SittingRow.person == person,
            ActivityRow.task == task,
            ActivityRow.ended == DONE,
        )
        .order_by(IN_ORDER.desc())
        .limit(1)
    )
    return db.scalars(query).first()


def activity_under_way(db: DoingsDb, person: str) -> ActivityRow | None:
    """Return what somebody is in the middle of, or None."""
    query = (
        select(ActivityRow)
        .join(SittingRow, SittingRow.id == ActivityRow.sitting)
        .where(
            SittingRow.person == person,
            SittingRow.closed_at.is_(None),
            ActivityRow.ended.is_(None),
        )
        .order_by(IN_ORDER.desc())
        .limit(1)
    )
    return db.scalars(query).first()


def begin_activity(db: DoingsDb, activity: NewActivity) -> ActivityRow:
    """Write down what an activity runs with, before its first trial; return it."""
    row = ActivityRow(**msgspec.structs.asdict(activity), ended=None, took_ms=0)
    db.add(row)
    db.flush()
    return row


def activities(db: DoingsDb, sitting: str) -> Sequence[ActivityRow]:
    """Return a sitting's activities in the order in which they were begun."""
    query = select(ActivityRow).where(ActivityRow.sitting == sitting)
    return db.scalars(query.order_by(IN_ORDER)).all()


def activity_of(db: DoingsDb, activity: str, person: str) -> ActivityRow:
    """Return an activity under way, if it is this person's."""
    query = (
        select(ActivityRow)
        .join(SittingRow, SittingRow.id == ActivityRow.sitting)
        .where(
            ActivityRow.id == activity,
            ActivityRow.ended.is_(None),
            SittingRow.person == person,
        )
    )
    row = db.scalars(query).first()
    if row is None:
        raise Usage("That activity is not under way.")
    return row


def end_activity(db: DoingsDb, row: ActivityRow, took_ms: float) -> None:
    """Close an activity that came to its end after so long."""
    _end(db, row, DONE, took_ms)


def end_early(db: DoingsDb, row: ActivityRow) -> None:
    """Close an activity before its end; it took as long as up to its last row."""
    kept = keeping.entries(db, row.id)
    _end(db, row, PARTIAL, kept[-1].at_ms if kept else 0.0)


def _end(db: DoingsDb, row: ActivityRow, how: str, took_ms: float) -> None:
    """Close an activity and delete its journal; the rows stay, packed as one."""
    row.ended, row.took_ms = how, round(took_ms)
    keeping.pack_up(db, row.id)
    db.flush()
