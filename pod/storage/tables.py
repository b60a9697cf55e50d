"""What both of the pod's stores have: how they write moments, their settings, acts.

Who people are stands in one store, what they did in the other; a random reference is
all that joins them.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import Dialect, MetaData
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


TYPES: Mapping[type, Any] = {datetime: Utc()}


class Base(DeclarativeBase):
    """The tables that each store has."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = TYPES


class SettingRow(Base):
    """What a store itself must remember, such as the pod's signing seed."""

    __tablename__ = "setting"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes]


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


class HeadRow(Base):
    """How far the other store's record had come, signed."""

    __tablename__ = "audit_head"
    id: Mapped[int] = mapped_column(primary_key=True)
    store: Mapped[str]
    count: Mapped[int]
    hash: Mapped[str]
    signed_at: Mapped[datetime]
    signature: Mapped[str]
