"""The diary: bookings of a day, and where people are to be elsewhere."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

import msgspec
from sqlalchemy import select

from pod.diary.day import Appointment, Booking, in_order
from pod.diary.refused import NoSuchBooking
from pod.diary.terms import SLOTS, Reason
from pod.storage.diary_tables import AppointmentRow, BookingRow
from pod.storage.people import person
from pod.storage.seals import sealing
from pod.storage.vault import DoingsDb
from pod.values import Value


class Noted(Value, frozen=True):
    """What became of a booking; who says so, nobody where the pod saw it; and when."""

    reason: Reason
    by: str
    at: datetime


def day(db: DoingsDb, on: date) -> list[Booking]:
    """Return the bookings of a day, by time."""
    rows = db.scalars(select(BookingRow).where(BookingRow.held_on == on))
    return in_order([_booking(row) for row in rows])


def of_person(db: DoingsDb, ref: str) -> list[Booking]:
    """Return every booking of somebody's, the oldest first."""
    query = select(BookingRow).where(BookingRow.person == ref)
    rows = db.scalars(query.order_by(BookingRow.held_on, BookingRow.starts))
    return [_booking(row) for row in rows]


def booking(db: DoingsDb, id_: str) -> Booking:
    """Return a booking by its reference."""
    return _booking(_row(db, id_))


def keep_booking(db: DoingsDb, new: Booking) -> None:
    """Write a booking down, or what has changed of it."""
    row = db.get(BookingRow, new.booking)
    if row is None:
        person(db, new.person)
        row = BookingRow(id=new.booking, person=new.person, sent=False)
        db.add(row)
    row.held_on, row.slot, row.starts = new.on, new.slot, new.starts
    row.minutes, row.pod = new.minutes, new.pod
    db.flush()


def keep_sent(db: DoingsDb, new: Booking) -> None:
    """Write a booking of the console's down."""
    keep_booking(db, new)
    _row(db, new.booking).sent = True


def sent_on(db: DoingsDb, on: date) -> frozenset[str]:
    """Return which bookings of a day are the console's."""
    query = select(BookingRow.id).where(BookingRow.held_on == on, BookingRow.sent)
    return frozenset(db.scalars(query))


def taken_back(db: DoingsDb, on: date) -> frozenset[str]:
    """Return which bookings of a day the console took back, and no staff here."""
    query = select(BookingRow.id).where(
        BookingRow.held_on == on,
        BookingRow.sent,
        BookingRow.reason == "cancelled",
        BookingRow.noted_by == "",
    )
    return frozenset(db.scalars(query))


def expected_after(db: DoingsDb, on: date, pod: str) -> tuple[str, ...]:
    """Return who is still booked at a pod on a later day."""
    query = select(BookingRow.person).where(
        BookingRow.held_on > on, BookingRow.pod == pod, BookingRow.reason.is_(None)
    )
    return tuple(db.scalars(query.distinct().order_by(BookingRow.person)))


def outcomes(db: DoingsDb, ids: Iterable[str]) -> Mapping[str, Noted]:
    """Return what became of these bookings, where anything did.

    What its console took back, and no staff here, became of nothing here.
    """
    rows = db.scalars(select(BookingRow).where(BookingRow.id.in_(ids)))
    return {
        row.id: noted
        for row in rows
        if (noted := _noted(row)) and not (noted.reason == "cancelled" and not noted.by)
    }


def outcomes_at(
    db: DoingsDb, pod: str, ids: Iterable[str]
) -> Mapping[str, Noted | None]:
    """Return what became of those of these bookings that are at a pod."""
    here = select(BookingRow).where(BookingRow.id.in_(ids), BookingRow.pod == pod)
    return {row.id: _noted(row) for row in db.scalars(here)}


def booked_at(db: DoingsDb, pod: str, refs: Iterable[str]) -> frozenset[str]:
    """Return who of these was ever booked at a pod."""
    query = select(BookingRow.person).where(
        BookingRow.person.in_(refs), BookingRow.pod == pod
    )
    return frozenset(db.scalars(query))


def note(db: DoingsDb, id_: str, noted: Noted) -> None:
    """Write down what became of a booking; what was noted before is put right by it."""
    row = _row(db, id_)
    row.reason, row.noted_by, row.noted_at = noted.reason, noted.by, noted.at


def appointments(db: DoingsDb, on: date) -> list[Appointment]:
    """Return where people are to be elsewhere on a day."""
    rows = db.scalars(select(AppointmentRow).where(AppointmentRow.held_on == on))
    known = sealing(db).known()
    return [_appointment(db, row) for row in rows if row.person in known]


def appointments_of(db: DoingsDb, ref: str) -> list[Appointment]:
    """Return where somebody is or was to be elsewhere, the oldest first."""
    query = select(AppointmentRow).where(AppointmentRow.person == ref)
    rows = db.scalars(query.order_by(AppointmentRow.held_on, AppointmentRow.starts))
    return [_appointment(db, row) for row in rows]


def keep_appointment(db: DoingsDb, id_: str, new: Appointment) -> None:
    """Write down where somebody is to be elsewhere, sealed."""
    person(db, new.person)
    sealed = sealing(db).seal(new.person, f"appointment/{id_}", new.what.encode())
    row = AppointmentRow(id=id_, person=new.person, held_on=new.on, what=sealed)
    row.starts, row.minutes = new.starts, new.minutes
    db.add(row)
    db.flush()


def by_slot(db: DoingsDb, on: date) -> Sequence[tuple[str, int]]:
    """Return how many are booked on a day, by part of the day."""
    held = Counter(one.slot for one in day(db, on))
    return [(slot, held[slot]) for slot in SLOTS if held[slot]]


def _row(db: DoingsDb, id_: str) -> BookingRow:
    row = db.get(BookingRow, id_)
    if row is None:
        raise NoSuchBooking(
            "That booking is not on this pod.", "Look at the list again."
        )
    return row


def _noted(row: BookingRow) -> Noted | None:
    if row.reason is None or row.noted_at is None:
        return None
    raw = {"reason": row.reason, "by": row.noted_by or "", "at": row.noted_at}
    return msgspec.convert(raw, Noted)


def _booking(row: BookingRow) -> Booking:
    names = ("person", "slot", "starts", "minutes", "pod", "reason")
    raw = {name: getattr(row, name) for name in names}
    return msgspec.convert(raw | {"booking": row.id, "on": row.held_on}, Booking)


def _appointment(db: DoingsDb, row: AppointmentRow) -> Appointment:
    what = sealing(db).open(row.person, f"appointment/{row.id}", row.what).decode()
    raw = {"person": row.person, "starts": row.starts, "minutes": row.minutes}
    return msgspec.convert(raw | {"on": row.held_on, "what": what}, Appointment)
