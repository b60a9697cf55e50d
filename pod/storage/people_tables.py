"""The shape of the store of who people are: names, accounts, nothing that was done."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import MetaData
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


class IntentRow(PeopleBase):
    """A deed across both stores that was begun and is not done in both yet."""

    __tablename__ = "intent"
    id: Mapped[int] = mapped_column(primary_key=True)
    deed: Mapped[str]
    person: Mapped[str]
    given: Mapped[bytes]
    begun_at: Mapped[datetime]


class StaffRow(PeopleBase):
    """Somebody who works here."""

    __tablename__ = "staff"
    number: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    code_hash: Mapped[str]


class AttemptRow(PeopleBase):
    """Wrong codes in a row at this pod, counted before they are looked at."""

    __tablename__ = "attempt"
    scope: Mapped[str] = mapped_column(primary_key=True)
    wrong: Mapped[int]
    wait_until_at: Mapped[datetime]
