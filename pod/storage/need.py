"""What need is worked out from: ended activities, sittings; and what staff chose."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Literal

import msgspec
from sqlalchemy import func, select

from pod.desk.need import NeedChosen
from pod.programme import Point
from pod.storage import people, sittings
from pod.storage.doings_tables import ActivityRow, PersonRow, SittingRow
from pod.storage.need_tables import NeedChoiceRow
from pod.storage.seals import sealing
from pod.storage.vault import DoingsDb
from pod.values import Value

MS_A_MINUTE = 60_000


class Ended(Value, frozen=True, kw_only=True):
    """An activity that came to an end, and where it stood."""

    activity: str
    person: str
    task: str
    version: int
    point: Point | None
    held_on: date
    ended: Literal["done", "partial"]


def taking_part(db: DoingsDb) -> Sequence[PersonRow]:
    """Return everybody who takes part today."""
    rows = db.scalars(select(PersonRow).order_by(PersonRow.ref)).all()
    return [row for row in rows if _takes_part(db, row.ref)]


def _takes_part(db: DoingsDb, ref: str) -> bool:
    agreed = people.consent(db, ref)
    return agreed is not None and agreed.take_part


def ended(
    db: DoingsDb, tasks: Collection[str], person: str = "", point: Point | None = None
) -> Sequence[Ended]:
    """Return ended activities of these names in the order in which they were begun.

    With a `person` only theirs; with a `point` only those of that measure point.
    """
    query = (
        select(ActivityRow, SittingRow)
        .join(SittingRow, SittingRow.id == ActivityRow.sitting)
        .where(ActivityRow.ended.is_not(None), ActivityRow.task.in_(tasks))
    )
    if person:
        query = query.where(SittingRow.person == person)
    if point is not None:
        query = query.where(SittingRow.point == point)
    return [_ended(*row) for row in db.execute(query.order_by(sittings.IN_ORDER))]


def _ended(row: ActivityRow, sitting: SittingRow) -> Ended:
    raw = {
        "activity": row.id,
        "person": sitting.person,
        "task": row.task,
        "version": row.task_version,
        "point": sitting.point,
        "held_on": sitting.held_on,
        "ended": row.ended,
    }
    return msgspec.convert(raw, Ended)


def minutes_done(db: DoingsDb, sitting: str) -> float:
    """Return how many minutes the ended activities of a sitting took."""
    query = select(func.sum(ActivityRow.took_ms)).where(ActivityRow.sitting == sitting)
    return (db.scalar(query) or 0) / MS_A_MINUTE


def keep_choice(db: DoingsDb, ref: str, staff: str, chosen: NeedChosen) -> None:
    """Keep what staff chose for somebody, sealed; those before stay."""
    people.person(db, ref)
    row = NeedChoiceRow(person=ref, staff=staff, said=b"")
    db.add(row)
    db.flush()
    raw = msgspec.json.encode(chosen)
    row.said = sealing(db).seal(ref, f"need/{row.id}", raw)
    db.flush()


def choices(db: DoingsDb, ref: str) -> Sequence[NeedChosen]:
    """Return what staff chose for somebody, oldest first."""
    query = select(NeedChoiceRow).where(NeedChoiceRow.person == ref)
    unseal = sealing(db).open
    return [
        msgspec.json.decode(unseal(ref, f"need/{row.id}", row.said), type=NeedChosen)
        for row in db.scalars(query.order_by(NeedChoiceRow.id))
    ]
