"""The shape of the store of keys: one for each person, and nothing else.

It is kept apart from both other stores, and its backup is only ever the newest one:
what was sealed for somebody whose key is destroyed here can be read nowhere.
"""

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from pod.storage.tables import NAMES


class PersonsBase(DeclarativeBase):
    """Every table of this store."""

    metadata = MetaData(naming_convention=NAMES)


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


class PersonsSettingRow(PersonsBase):
    """One thing this store itself must remember."""

    __tablename__ = "setting"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes]
