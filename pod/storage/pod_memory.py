"""What the pod remembers of itself: settings, and notices for staff."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, select

from pod.storage.doings_tables import NoticeRow
from pod.storage.tables import SettingRow
from pod.storage.vault import Db, DoingsDb

KEPT = select(SettingRow.value).where(SettingRow.name == bindparam("name"))
"""Asked more often than anything else, so it is put together once."""
LANGUAGE_GONE = "language_gone"
"""Staff are told so while somebody here chose a language that is not there any more."""


def recall(db: Db, name: str) -> bytes | None:
    """Read a setting, or None."""
    return db.scalar(KEPT, {"name": name})


def remember(db: Db, name: str, value: bytes) -> None:
    """Write a setting."""
    db.merge(SettingRow(name=name, value=value))


def give_notice(db: DoingsDb, code: str, now: datetime) -> None:
    """Tell staff once; the same notice given twice is one notice."""
    if db.get(NoticeRow, code) is None:
        db.add(NoticeRow(code=code, raised_at=now))


def withdraw_notice(db: DoingsDb, code: str) -> None:
    """Take a notice back because it is no longer true."""
    if row := db.get(NoticeRow, code):
        db.delete(row)


def is_noticed(db: DoingsDb, code: str) -> bool:
    """Tell whether staff are being told this now."""
    return db.get(NoticeRow, code) is not None


def noticed_since(db: DoingsDb) -> Mapping[str, datetime]:
    """Return since when each thing is so that staff must know."""
    return {row.code: row.raised_at for row in db.scalars(select(NoticeRow))}


def notices(db: DoingsDb) -> tuple[str, ...]:
    """Return what staff must know, oldest first."""
    query = select(NoticeRow.code).order_by(NoticeRow.raised_at, NoticeRow.code)
    return tuple(db.scalars(query))
