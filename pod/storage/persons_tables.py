"""The shape of the store of keys: one for each person, and nothing else.

It is kept apart from both other stores, and its backup is only ever the newest one:
what was sealed for somebody whose key is destroyed here can be read nowhere.
"""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from pod.storage.tables import NAMES, TYPES


class PersonsBase(DeclarativeBase):
    """Every table of this store."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = TYPES


class PersonKeyRow(PersonsBase):
    """The key that seals what one person said and is called."""

    __tablename__ = "person_key"
    ref: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[bytes]


class ForgottenRow(PersonsBase):
    """Somebody whose key was destroyed: a random reference, and nothing else is left.

    Backups of the other stores may still name it; it is taken out of them again.
    """

    __tablename__ = "forgotten"
    ref: Mapped[str] = mapped_column(primary_key=True)


class ErasedRow(PersonsBase):
    """That somebody was erased: what the other pods of a wing are told of it.

    `person` is the reference that they had here, `ref` how they were named among pods,
    nothing if they were not. `how`: erased or purged; `heard`: another pod had it done.
    It stands beside the keys: no older copy of a store brings back who was erased.
    """

    __tablename__ = "erased"
    person: Mapped[str] = mapped_column(primary_key=True)
    ref: Mapped[str]
    how: Mapped[str]
    heard: Mapped[bool]
    at: Mapped[datetime]


class PersonsSettingRow(PersonsBase):
    """One thing this store itself must remember."""

    __tablename__ = "setting"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes]
