"""The shape of the store of who people are: names, accounts, nothing that was done."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from pod.storage.tables import NAMES, TYPES


class PeopleBase(DeclarativeBase):
    """The tables that only this store has."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = TYPES


class IdentityRow(PeopleBase):
    """Who somebody is: each of the three sealed with that person's own key."""

    __tablename__ = "identity"
    ref: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[bytes]
    first_name: Mapped[bytes]
    cell: Mapped[bytes]
    pictures_hash: Mapped[str | None]
    wrong_pictures: Mapped[int]
    wrong_at_ms: Mapped[int]


class StudyCodeRow(PeopleBase):
    """Under which code somebody's results leave, sealed with a key for that alone."""

    __tablename__ = "study_code"
    ref: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[bytes]


class IntentRow(PeopleBase):
    """A deed across both stores that was begun and is not done in both yet."""

    __tablename__ = "intent"
    id: Mapped[int] = mapped_column(primary_key=True)
    deed: Mapped[str]
    person: Mapped[str]
    given: Mapped[bytes]
    begun_at: Mapped[datetime]


class StaffRow(PeopleBase):
    """Somebody who works here, and how they sign in."""

    __tablename__ = "staff"
    number: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    code_hash: Mapped[str]
    code_kind: Mapped[str]
    code_until_at: Mapped[datetime | None]
    card: Mapped[str | None] = mapped_column(unique=True)
    certified_until: Mapped[date | None]
    made_at: Mapped[datetime | None]
    last_in_at: Mapped[datetime | None]
    wrong_since: Mapped[int]
    super_user: Mapped[bool] = mapped_column(default=False)


class PassedRow(PeopleBase):
    """A module that somebody passed, or the checklist that they were watched at.

    Whoever passes the same version again has passed it on the later day. It goes with
    the account.
    """

    __tablename__ = "passed_training"
    staff: Mapped[str] = mapped_column(
        ForeignKey("staff.number", ondelete="CASCADE"), primary_key=True
    )
    what: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    done_on: Mapped[date]
    watched_by: Mapped[str]


class AttemptRow(PeopleBase):
    """Wrong codes in a row, counted before they are looked at.

    `at_ms` is the machine's own counter at the last of them: no clock moves it.
    """

    __tablename__ = "attempt"
    scope: Mapped[str] = mapped_column(primary_key=True)
    wrong: Mapped[int]
    at_ms: Mapped[int]


class SealedCodeRow(PeopleBase):
    """A code in a closed envelope, for the day when nobody else can come in."""

    __tablename__ = "sealed_code"
    number: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str]
    used_at: Mapped[datetime | None]
