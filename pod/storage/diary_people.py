"""What the diary keeps of somebody beside bookings: waiting, alerts, leaving."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import msgspec
from sqlalchemy import delete, select

from pod.diary.terms import STILL_WAITING, Alert, Leaving, RequestedBy, Waiting
from pod.errors import Usage
from pod.storage.diary_tables import AlertsRow, LeavingRow, WaitingRow
from pod.storage.people import person
from pod.storage.seals import sealing
from pod.storage.vault import DoingsDb
from pod.values import Value

PLACE = "alerts"


class Asked(Value, frozen=True, kw_only=True):
    """Somebody's line of the waiting list."""

    person: str
    status: Waiting
    requested_by: RequestedBy
    asked_on: date


class Hand(Value, frozen=True):
    """Which member of staff writes, and when."""

    staff: str
    now: datetime


def waiting(db: DoingsDb) -> list[Asked]:
    """Return the waiting list: whoever asked first stands first."""
    query = select(WaitingRow).order_by(WaitingRow.asked_on, WaitingRow.person)
    return [_asked(row) for row in db.scalars(query)]


def waiting_of(db: DoingsDb, ref: str) -> Asked | None:
    """Return somebody's line of the waiting list, or None."""
    row = db.get(WaitingRow, ref)
    return _asked(row) if row else None


def put_on_list(db: DoingsDb, ref: str, by: RequestedBy, hand: Hand) -> None:
    """Put somebody on the waiting list; while they wait on it they keep their day."""
    person(db, ref)
    today, row = hand.now.astimezone().date(), db.get(WaitingRow, ref)
    if row is None:
        row = WaitingRow(person=ref, asked_on=today)
        db.add(row)
    elif row.status not in STILL_WAITING:
        row.asked_on = today
    row.status, row.requested_by = "pending", by
    row.changed_at, row.changed_by = hand.now, hand.staff
    db.flush()


def set_status(db: DoingsDb, ref: str, status: Waiting, hand: Hand) -> None:
    """Write down where somebody's request stands; Usage where they are on no list."""
    row = db.get(WaitingRow, ref)
    if row is None:
        raise Usage("They are not on the waiting list.", "Put them on it first.")
    row.status = status
    row.changed_at, row.changed_by = hand.now, hand.staff


def alerts(db: DoingsDb, refs: Sequence[str]) -> Mapping[str, tuple[Alert, ...]]:
    """Return the alerts of each of these people who has any."""
    rows = db.scalars(select(AlertsRow).where(AlertsRow.person.in_(refs)))
    keys = sealing(db)
    return {
        row.person: msgspec.json.decode(
            keys.open(row.person, PLACE, row.said), type=tuple[Alert, ...]
        )
        for row in rows
        if row.person in keys.known()
    }


def set_alerts(db: DoingsDb, ref: str, found: Sequence[Alert], hand: Hand) -> None:
    """Write somebody's alerts down in place of those before, sealed; none is none."""
    person(db, ref)
    db.execute(delete(AlertsRow).where(AlertsRow.person == ref))
    if found:
        sealed = sealing(db).seal(ref, PLACE, msgspec.json.encode(sorted(set(found))))
        db.add(AlertsRow(person=ref, said=sealed, noted_at=hand.now))
    db.flush()


def leaving_of(db: DoingsDb, ref: str) -> tuple[Leaving, date] | None:
    """Return why and when somebody left, or None where they have not."""
    row = db.get(LeavingRow, ref)
    if row is None:
        return None
    return msgspec.convert((row.reason, row.left_on), tuple[Leaving, date])


def keep_leaving(db: DoingsDb, ref: str, reason: Leaving, now: datetime) -> None:
    """Write down why somebody left; what was written before is put right by it."""
    row = db.get(LeavingRow, ref)
    if row is None:
        row = LeavingRow(person=ref)
        db.add(row)
    row.reason, row.left_on = reason, now.astimezone().date()
    db.flush()


def _asked(row: WaitingRow) -> Asked:
    raw = {"person": row.person, "status": row.status, "asked_on": row.asked_on}
    return msgspec.convert(raw | {"requested_by": row.requested_by}, Asked)
