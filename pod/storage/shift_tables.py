"""The shape of what staff write down of a shift: beside what people did.

What staff wrote in their own words about somebody is sealed with that person's key.
"""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from pod.storage.doings_tables import DoingsBase


class ConcernStepRow(DoingsBase):
    """One thing that staff did about a concern, in the order in which they did it."""

    __tablename__ = "concern_step"
    concern: Mapped[str] = mapped_column(ForeignKey("concern.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    done_at: Mapped[datetime]
    staff: Mapped[str]
    did: Mapped[str]
    said: Mapped[bytes | None]


class StaffNoteRow(DoingsBase):
    """What happened in a shift: four choices, and a few words where it is about one."""

    __tablename__ = "staff_note"
    id: Mapped[str] = mapped_column(primary_key=True)
    written_at: Mapped[datetime]
    staff: Mapped[str]
    happened: Mapped[str]
    did: Mapped[str]
    told: Mapped[str]
    then: Mapped[str]
    person: Mapped[str | None] = mapped_column(ForeignKey("person.ref"), index=True)
    said: Mapped[bytes | None]


class DraftRow(DoingsBase):
    """What a member of staff has begun of a form and not sent; `about` is a concern."""

    __tablename__ = "draft"
    staff: Mapped[str] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(primary_key=True)
    written_at: Mapped[datetime]
    chosen: Mapped[str]
    person: Mapped[str | None] = mapped_column(ForeignKey("person.ref"), index=True)
    said: Mapped[bytes | None]


class HandoverRow(DoingsBase):
    """One shift's end and the next one's beginning: who, when, how far the record was.

    Nobody may have handed over: whoever signs on then says so by signing on.
    """

    __tablename__ = "handover"
    id: Mapped[str] = mapped_column(primary_key=True)
    handed_at: Mapped[datetime | None]
    handed_by: Mapped[str | None]
    heads: Mapped[str]
    taken_at: Mapped[datetime | None]
    taken_by: Mapped[str | None]


class ShareRow(DoingsBase):
    """One thing that somebody lets their key worker see until they choose otherwise."""

    __tablename__ = "share"
    person: Mapped[str] = mapped_column(ForeignKey("person.ref"), primary_key=True)
    what: Mapped[str] = mapped_column(primary_key=True)
    chosen_at: Mapped[datetime]
