"""The shape of the pod's memory.

Who somebody is stands in `person` only; everything else knows a random reference.
"""

from datetime import UTC, date, datetime
from typing import ClassVar

from sqlalchemy import Dialect, ForeignKey, ForeignKeyConstraint, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import DateTime, TypeDecorator

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Utc(TypeDecorator[datetime]):
    """An aware UTC moment, kept without its zone because every one is UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, _dialect: Dialect
    ) -> datetime | None:
        """Write the moment down in UTC."""
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(
        self, value: datetime | None, _dialect: Dialect
    ) -> datetime | None:
        """Read the moment back as UTC."""
        return value.replace(tzinfo=UTC) if value else None


class Base(DeclarativeBase):
    """Every table."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {datetime: Utc()}


class SettingRow(Base):
    """What the pod itself must remember: its signing seed, its study pack."""

    __tablename__ = "setting"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes]


class StaffRow(Base):
    """Somebody who works here."""

    __tablename__ = "staff"
    number: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    code_hash: Mapped[str]


class AttemptRow(Base):
    """Wrong codes in a row at this pod, counted before they are looked at."""

    __tablename__ = "attempt"
    scope: Mapped[str] = mapped_column(primary_key=True)
    wrong: Mapped[int]
    wait_until_at: Mapped[datetime]


class PersonRow(Base):
    """Somebody who takes part: the only table with a name."""

    __tablename__ = "person"
    ref: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    first_name: Mapped[str]
    cell: Mapped[str]
    language: Mapped[str]
    text_size: Mapped[str]
    theme: Mapped[str]
    pictures_hash: Mapped[str | None]
    wrong_pictures: Mapped[int]
    enrolled_on: Mapped[date]
    study_code: Mapped[str] = mapped_column(unique=True)
    bands: Mapped[bytes]


class ConsentRow(Base):
    """One answer to the three choices; the newest counts."""

    __tablename__ = "consent"
    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.ref"), index=True)
    version: Mapped[int]
    take_part: Mapped[bool]
    evaluation: Mapped[bool]
    contact: Mapped[bool]
    given_at: Mapped[datetime]


class SittingRow(Base):
    """One sitting, open until it is closed."""

    __tablename__ = "sitting"
    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.ref"), index=True)
    number: Mapped[int]
    point: Mapped[str | None]
    programme: Mapped[str]
    programme_version: Mapped[int]
    held_on: Mapped[date]
    closed_at: Mapped[datetime | None]
    planned_minutes: Mapped[int]


class ActivityRow(Base):
    """One activity of a sitting, with what it ran with."""

    __tablename__ = "activity"
    id: Mapped[str] = mapped_column(primary_key=True)
    sitting: Mapped[str] = mapped_column(ForeignKey("sitting.id"), index=True)
    task: Mapped[str]
    task_version: Mapped[int]
    params: Mapped[bytes]
    params_hash: Mapped[str]
    seed: Mapped[int]
    language: Mapped[str]
    ended: Mapped[str | None]
    part: Mapped[int]
    because: Mapped[str]
    planned_minutes: Mapped[int]
    took_ms: Mapped[int]


class KeptRow(Base):
    """One row that an activity kept, in its own words."""

    __tablename__ = "kept"
    activity: Mapped[str] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    row: Mapped[bytes]


class JournalRow(Base):
    """The answers that led to a row; deleted when the activity ends."""

    __tablename__ = "journal"
    __table_args__ = (
        ForeignKeyConstraint(["activity", "number"], ["kept.activity", "kept.number"]),
    )
    activity: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    entry: Mapped[bytes]


class ArmRow(Base):
    """The arm that somebody (or the whole pod) drew, once; and which entry it was."""

    __tablename__ = "arm"
    person: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int]
    arm: Mapped[str]
    drawn_at: Mapped[datetime]


class DutyRow(Base):
    """Somebody of the staff who answers for concerns raised here, until then."""

    __tablename__ = "duty"
    staff: Mapped[str] = mapped_column(ForeignKey("staff.number"), primary_key=True)
    until_at: Mapped[datetime]


class ConcernRow(Base):
    """Something that needs a person; never an answer."""

    __tablename__ = "concern"
    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    person: Mapped[str | None] = mapped_column(ForeignKey("person.ref"))
    raised_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[str | None]


class NoticeRow(Base):
    """Something about the pod that staff must know until they have seen it."""

    __tablename__ = "notice"
    code: Mapped[str] = mapped_column(primary_key=True)
    raised_at: Mapped[datetime]


class AuditRow(Base):
    """One thing that somebody did: categories and references only, hash-chained."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    done_at: Mapped[datetime]
    role: Mapped[str]
    staff: Mapped[str]
    what: Mapped[str]
    about: Mapped[str]
    hash: Mapped[str]


class ExportRow(Base):
    """One bundle that left."""

    __tablename__ = "export"
    sequence: Mapped[int] = mapped_column(primary_key=True)
    bundle: Mapped[str]
    sha256: Mapped[str]
    record: Mapped[bytes]
    written: Mapped[bool]
