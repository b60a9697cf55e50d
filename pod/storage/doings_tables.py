"""The shape of the store of what people did: a random reference, never a name."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, ForeignKeyConstraint, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from pod.storage.tables import NAMES, TYPES


class DoingsBase(DeclarativeBase):
    """The tables that only this store has."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = TYPES


class PersonRow(DoingsBase):
    """Somebody who takes part, and how they like the screen: never who they are.

    `home`: the pod from which their results leave, if it is another one. `moved_on`:
    since when they are not expected here, for their record went to another prison.
    """

    __tablename__ = "person"
    ref: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str]
    text_size: Mapped[str]
    theme: Mapped[str]
    enrolled_on: Mapped[date]
    bands: Mapped[bytes]
    voice: Mapped[str]
    speaker: Mapped[str]
    speed: Mapped[str]
    calm: Mapped[bool]
    steady: Mapped[bool]
    ears_tried: Mapped[bool]
    likes_chosen: Mapped[bool]
    home: Mapped[str] = mapped_column(default="")
    moved_on: Mapped[date | None] = mapped_column(default=None)


class ConsentRow(DoingsBase):
    """One answer to the three choices; the newest counts.

    `level`, `alike` and `linked` are what the person had been told leaves.
    """

    __tablename__ = "consent"
    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.ref"), index=True)
    version: Mapped[int]
    take_part: Mapped[bool]
    evaluation: Mapped[bool]
    contact: Mapped[bool]
    given_at: Mapped[datetime]
    asked: Mapped[bool]
    level: Mapped[str]
    alike: Mapped[int]
    linked: Mapped[bool]


class SittingRow(DoingsBase):
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
    software: Mapped[str] = mapped_column(default="")


class ActivityRow(DoingsBase):
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


class KeptRow(DoingsBase):
    """One row of an activity under way, sealed with the person's own key."""

    __tablename__ = "kept"
    activity: Mapped[str] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    row: Mapped[bytes]


class JournalRow(DoingsBase):
    """The answers that led to a row, sealed; deleted when the activity ends."""

    __tablename__ = "journal"
    __table_args__ = (
        ForeignKeyConstraint(["activity", "number"], ["kept.activity", "kept.number"]),
    )
    activity: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    entry: Mapped[bytes]


class PackedRow(DoingsBase):
    """All rows of an activity that has ended, in order, packed and sealed as one."""

    __tablename__ = "packed"
    activity: Mapped[str] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    count: Mapped[int]
    rows: Mapped[bytes]


class NoteRow(DoingsBase):
    """What somebody says is wrong about what is kept of them, sealed with their key.

    It stands beside an answer, which stays as it was given.
    """

    __tablename__ = "note"
    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.ref"), index=True)
    activity: Mapped[str | None] = mapped_column(ForeignKey("activity.id"))
    written_on: Mapped[date]
    said: Mapped[bytes]


class ArmRow(DoingsBase):
    """The arm that somebody (or the whole pod) drew, once; and which entry it was."""

    __tablename__ = "arm"
    person: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int]
    arm: Mapped[str]
    drawn_at: Mapped[datetime]


class DutyRow(DoingsBase):
    """Somebody of the staff who answers for concerns raised here, until then."""

    __tablename__ = "duty"
    staff: Mapped[str] = mapped_column(primary_key=True)
    until_at: Mapped[datetime]


class ConcernRow(DoingsBase):
    """Something that needs a person; never an answer.

    `escalated_at`: nobody had taken it on in time; `closed_at`: it was said what was
    done. `rules`: the version of the fixed rules by which it was raised.
    """

    __tablename__ = "concern"
    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    person: Mapped[str | None] = mapped_column(ForeignKey("person.ref"))
    raised_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[str | None]
    escalated_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    rules: Mapped[int]


class NoticeRow(DoingsBase):
    """Something about the pod that staff must know until they have seen it."""

    __tablename__ = "notice"
    code: Mapped[str] = mapped_column(primary_key=True)
    raised_at: Mapped[datetime]


class ExportRow(DoingsBase):
    """One bundle that left; `received`: an evaluator's receipt says that it came.

    `begun`: the stick or folder that it may lie on whole though it is not `written`.
    """

    __tablename__ = "export"
    sequence: Mapped[int] = mapped_column(primary_key=True)
    bundle: Mapped[str]
    sha256: Mapped[str]
    record: Mapped[bytes]
    written: Mapped[bool]
    received: Mapped[bool]
    begun: Mapped[str]


class ExportPieceRow(DoingsBase):
    """A piece of a sealed bundle that waits; the receipt for it lets them all go."""

    __tablename__ = "export_piece"
    sequence: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    piece: Mapped[bytes]


class GoneCodeRow(DoingsBase):
    """The study code of somebody who was erased, and of whom something had left.

    It stands for nobody any more; evaluators are told to take it out.
    """

    __tablename__ = "gone_code"
    code: Mapped[str] = mapped_column(primary_key=True)
