"""The shape of the diary: who is to come when, who waits, what staff must know of them.

Times of day are those on the wall: a booking at half past nine stays there when the
clocks change. Where somebody else is to be, and alerts, are sealed with their own key.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from pod.storage.doings_tables import DoingsBase


class BookingRow(DoingsBase):
    """Somebody is to come to a pod; `reason` is what became of it.

    `sent`: the wing's console booked it, and may take it back.
    """

    __tablename__ = "booking"
    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.ref"), index=True)
    held_on: Mapped[date] = mapped_column(index=True)
    slot: Mapped[str]
    starts: Mapped[str]
    minutes: Mapped[int]
    pod: Mapped[str]
    reason: Mapped[str | None]
    noted_at: Mapped[datetime | None]
    noted_by: Mapped[str | None]
    sent: Mapped[bool]


class AppointmentRow(DoingsBase):
    """Somebody is to be elsewhere; where and what for is sealed."""

    __tablename__ = "appointment"
    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.ref"), index=True)
    held_on: Mapped[date] = mapped_column(index=True)
    starts: Mapped[str]
    minutes: Mapped[int]
    what: Mapped[bytes]


class WaitingRow(DoingsBase):
    """Somebody asked for a place, or was asked for; one line for each person."""

    __tablename__ = "waiting"
    person: Mapped[str] = mapped_column(ForeignKey("person.ref"), primary_key=True)
    status: Mapped[str]
    requested_by: Mapped[str]
    asked_on: Mapped[date]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]


class AlertsRow(DoingsBase):
    """What staff must know before they unlock somebody, sealed."""

    __tablename__ = "alerts"
    person: Mapped[str] = mapped_column(ForeignKey("person.ref"), primary_key=True)
    said: Mapped[bytes]
    noted_at: Mapped[datetime]


class LeavingRow(DoingsBase):
    """Why somebody left the programme, in the terms that staff use."""

    __tablename__ = "leaving"
    person: Mapped[str] = mapped_column(ForeignKey("person.ref"), primary_key=True)
    reason: Mapped[str]
    left_on: Mapped[date]
