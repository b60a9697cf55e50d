"""The rows that activities keep, and the journal that saves a place in them."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import bindparam, delete, func, insert, select

from pod.desk import KeepRow
from pod.errors import Usage
from pod.storage import packing
from pod.storage.doings_tables import (
    ActivityRow,
    JournalRow,
    KeptRow,
    PackedRow,
    SittingRow,
)
from pod.storage.seals import sealing
from pod.storage.vault import DoingsDb
from pod.telling import Entry


class Written(NamedTuple):
    """All rows of an activity as they came from elsewhere, and what led to each."""

    rows: Sequence[bytes]
    journal: Sequence[bytes]
    ended: bool


KEEP_ROW = insert(KeptRow)
KEEP_PAGE = insert(JournalRow)
NEXT = (
    select(
        ActivityRow.task,
        select(func.count())
        .where(KeptRow.activity == bindparam("activity"))
        .scalar_subquery(),
    )
    .join(SittingRow, SittingRow.id == ActivityRow.sitting)
    .where(
        ActivityRow.id == bindparam("activity"),
        ActivityRow.ended.is_(None),
        SittingRow.person == bindparam("person"),
    )
)
"""Asked and written for every row of every trial: built once, without the mapper."""


def task_to_keep(db: DoingsDb, request: KeepRow, person: str) -> str:
    """Return the task that this row is the next of, if it is this person's own.

    One question for every row of every trial: is the activity under way, is it theirs,
    and does the number follow without a gap?
    """
    asked = {"activity": request.activity, "person": person}
    found = db.connection().execute(NEXT, asked).first()
    if found is None:
        raise Usage("That activity is not under way.")
    task, number = found
    if request.number != number + 1:
        raise Usage("That row is not the next one.")
    return str(task)


def keep(db: DoingsDb, person: str, request: KeepRow) -> None:
    """Write one row of this person's and its page of the journal, both sealed."""
    key = {"activity": request.activity, "number": request.number}
    where = f"{request.activity}/{request.number}"
    seal, entry = sealing(db).seal, msgspec.json.encode(request.entry)
    row = seal(person, f"kept/{where}", request.row)
    connection = db.connection()
    connection.execute(KEEP_ROW, {**key, "row": row})
    page = seal(person, f"journal/{where}", entry)
    connection.execute(KEEP_PAGE, {**key, "entry": page})


def keep_all(db: DoingsDb, activity: str, rows: Sequence[bytes]) -> None:
    """Write all rows of an activity that nothing can interrupt: it needs no journal."""
    packing.pack(db, person_of(db, activity), activity, rows)


def entries(db: DoingsDb, activity: str) -> tuple[Entry, ...]:
    """Return an activity's journal in order."""
    query = (
        select(JournalRow.number, JournalRow.entry)
        .where(JournalRow.activity == activity)
        .order_by(JournalRow.number)
    )
    unseal, person = sealing(db).open, person_of(db, activity)
    return tuple(
        msgspec.json.decode(
            unseal(person, f"journal/{activity}/{number}", raw), type=Entry
        )
        for number, raw in db.execute(query)
    )


def raw_rows(db: DoingsDb, activity: str) -> Sequence[bytes]:
    """Return an activity's rows in order, as written."""
    person = person_of(db, activity)
    packed = packing.unpacked(db, person, activity)
    return _open_rows(db, person, activity) if packed is None else packed


def _open_rows(db: DoingsDb, person: str, activity: str) -> Sequence[bytes]:
    """Return the rows of an activity that has not ended."""
    query = (
        select(KeptRow.number, KeptRow.row)
        .where(KeptRow.activity == activity)
        .order_by(KeptRow.number)
    )
    unseal = sealing(db).open
    return [
        unseal(person, f"kept/{activity}/{number}", raw)
        for number, raw in db.execute(query)
    ]


def count(db: DoingsDb, activity: str) -> int:
    """Return how many rows of an activity are here."""
    packed = db.get(PackedRow, activity)
    if packed is not None:
        return packed.count
    kept = select(func.count()).where(KeptRow.activity == activity)
    return db.scalar(kept) or 0


def keep_anew(db: DoingsDb, person: str, activity: str, told: Written) -> None:
    """Write all rows of an activity in the place of those that are here.

    One that is under way keeps its journal beside them, so that it can be gone on with.
    """
    for table in (JournalRow, KeptRow, PackedRow):
        db.execute(delete(table).where(table.activity == activity))
    if told.ended:
        packing.pack(db, person, activity, told.rows)
        return
    for number, (row, entry) in enumerate(zip(told.rows, told.journal, strict=True), 1):
        entry_there = msgspec.json.decode(entry, type=Entry)
        keep(db, person, KeepRow(activity, number, row, entry_there))


def person_of(db: DoingsDb, activity: str) -> str:
    """Return whose an activity is."""
    query = (
        select(SittingRow.person)
        .join(ActivityRow, SittingRow.id == ActivityRow.sitting)
        .where(ActivityRow.id == activity)
    )
    return db.scalars(query).one()


def pack_up(db: DoingsDb, activity: str) -> None:
    """Delete the journal of an activity that ends; pack its rows as one."""
    person = person_of(db, activity)
    rows = _open_rows(db, person, activity)
    for table in (JournalRow, KeptRow):
        db.execute(delete(table).where(table.activity == activity))
    if rows:
        packing.pack(db, person, activity, rows)
