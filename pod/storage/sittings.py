"""Sittings, their activities, the rows they keep and the journal that saves a place."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec
from sqlalchemy import ColumnClause, delete, func, insert, literal_column, select
from sqlalchemy.orm import Session as Db

from pod.desk import KeepRow
from pod.errors import Usage
from pod.storage.tables import ActivityRow, JournalRow, KeptRow, SittingRow
from pod.telling import Entry
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


def open_sitting(db: Db, sitting: NewSitting) -> SittingRow:
    """Write the first line of a sitting; return it."""
    row = SittingRow(**msgspec.structs.asdict(sitting), closed_at=None)
    db.add(row)
    db.flush()
    return row


def sittings_under_way(db: Db, person: str) -> Sequence[SittingRow]:
    """Return the person's open sittings: one, but where the programme changed."""
    query = select(SittingRow).where(
        SittingRow.person == person, SittingRow.closed_at.is_(None)
    )
    return db.scalars(query).all()


def sitting_under_way(db: Db, person: str, programme: str) -> SittingRow | None:
    """Return the person's open sitting of this programme, or None."""
    found = sittings_under_way(db, person)
    return next((row for row in found if row.programme == programme), None)


def finished_sittings(db: Db, person: str, programme: str) -> Sequence[SittingRow]:
    """Return the sittings of a programme that the person has finished, in order."""
    query = (
        select(SittingRow)
        .where(
            SittingRow.person == person,
            SittingRow.programme == programme,
            SittingRow.closed_at.is_not(None),
        )
        .order_by(SittingRow.number)
    )
    return db.scalars(query).all()


def close_sitting(db: Db, row: SittingRow, now: datetime) -> None:
    """Write the last line of a sitting; what is still open in it ends early."""
    for activity in activities(db, row.id):
        if activity.ended is None:
            end_early(db, activity)
    row.closed_at = now
    db.flush()


def newest_done(db: Db, person: str, task: str) -> ActivityRow | None:
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


def begin_activity(db: Db, activity: NewActivity) -> ActivityRow:
    """Write down what an activity runs with, before its first trial; return it."""
    row = ActivityRow(**msgspec.structs.asdict(activity), ended=None, took_ms=0)
    db.add(row)
    db.flush()
    return row


def activities(db: Db, sitting: str) -> Sequence[ActivityRow]:
    """Return a sitting's activities in the order in which they were begun."""
    query = select(ActivityRow).where(ActivityRow.sitting == sitting)
    return db.scalars(query.order_by(IN_ORDER)).all()


def activity_of(db: Db, activity: str, person: str) -> ActivityRow:
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


def task_to_keep(db: Db, request: KeepRow, person: str) -> str:
    """Return the task that this row is the next of, if it is this person's own.

    One question for every row of every trial: is the activity under way, is it theirs,
    and does the number follow without a gap?
    """
    kept = select(func.count()).where(KeptRow.activity == request.activity)
    query = (
        select(ActivityRow.task, kept.scalar_subquery())
        .join(SittingRow, SittingRow.id == ActivityRow.sitting)
        .where(
            ActivityRow.id == request.activity,
            ActivityRow.ended.is_(None),
            SittingRow.person == person,
        )
    )
    found = db.execute(query).first()
    if found is None:
        raise Usage("That activity is not under way.")
    task, number = found
    if request.number != number + 1:
        raise Usage("That row is not the next one.")
    return str(task)


def keep(db: Db, request: KeepRow) -> None:
    """Write one row and its page of the journal."""
    key = {"activity": request.activity, "number": request.number}
    db.execute(insert(KeptRow), {**key, "row": request.row})
    entry = msgspec.json.encode(request.entry)
    db.execute(insert(JournalRow), {**key, "entry": entry})


def keep_all(db: Db, activity: str, rows: Sequence[bytes]) -> None:
    """Write all rows of an activity that nothing can interrupt: it needs no journal."""
    kept = [
        {"activity": activity, "number": number, "row": row}
        for number, row in enumerate(rows, start=1)
    ]
    db.execute(insert(KeptRow), kept)


def entries(db: Db, activity: str) -> tuple[Entry, ...]:
    """Return an activity's journal in order."""
    query = (
        select(JournalRow.entry)
        .where(JournalRow.activity == activity)
        .order_by(JournalRow.number)
    )
    return tuple(msgspec.json.decode(raw, type=Entry) for raw in db.scalars(query))


def raw_rows(db: Db, activity: str) -> Sequence[bytes]:
    """Return an activity's rows in order, as written."""
    query = (
        select(KeptRow.row).where(KeptRow.activity == activity).order_by(KeptRow.number)
    )
    return db.scalars(query).all()


def end_activity(db: Db, row: ActivityRow, took_ms: float) -> None:
    """Close an activity that came to its end after so long."""
    _end(db, row, DONE, took_ms)


def end_early(db: Db, row: ActivityRow) -> None:
    """Close an activity before its end; it took as long as up to its last row."""
    kept = entries(db, row.id)
    _end(db, row, PARTIAL, kept[-1].at_ms if kept else 0.0)


def _end(db: Db, row: ActivityRow, how: str, took_ms: float) -> None:
    """Close an activity and delete its journal; the rows stay."""
    row.ended, row.took_ms = how, round(took_ms)
    db.execute(delete(JournalRow).where(JournalRow.activity == row.id))
    db.flush()
