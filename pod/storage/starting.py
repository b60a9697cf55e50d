"""Start-up is recovery: a store is looked at before it is used.

What is damaged is set aside with a date, never deleted, and staff are told.
"""

import logging
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError, OperationalError

from pod.errors import Damaged, KeyTrouble
from pod.storage.key_note import check_key, is_noted, note_key
from pod.storage.vault import S, Vault, migrate, trouble
from pod.storage.wal import lost_commits

log = logging.getLogger(__name__)

NOTHING: Mapping[str, object] = {}


@dataclass(frozen=True)
class Opening:
    """Which store to open, with which key, when, and whom to tell what was amiss.

    `tell` is called with a notice's code.
    """

    path: Path
    key: bytes
    now: datetime
    tell: Callable[[str], None]


def make_vault(
    path: Path, key: bytes, session: type[S], beside: Mapping[str, object] = NOTHING
) -> Vault[S]:
    """Make a new store, once: at provisioning, or beside one that was set aside."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    vault = _sound(path, key, session, beside)
    note_key(path, key)
    return vault


def open_vault(
    opening: Opening, session: type[S], beside: Mapping[str, object] = NOTHING
) -> Vault[S]:
    """Open and bring up to date a store; a damaged one is set aside.

    A key that is not known to be this store's key is never answered by setting the
    store aside.
    """
    path, key = opening.path, opening.key
    check_key(path, key)
    try:
        _look_first(opening)
        vault = _sound(path, key, session, beside)
        note_key(path, key)
    except Damaged as damage:
        if not is_noted(path, key):
            raise KeyTrouble(
                "This key does not open this pod's memory, or it is damaged.",
                "Nothing was changed. Tell the technician.",
            ) from damage
        _set_aside(path, opening.now)
        log.warning("store damaged: set aside, a new one begun")
        opening.tell("damaged")
        vault = make_vault(path, key, session, beside)
    return vault


def _look_first(opening: Opening) -> None:
    """See what SQLite would pass over: a store that is gone, a log with a hole."""
    path = opening.path
    if not path.exists() or path.stat().st_size == 0:
        raise Damaged("The pod's memory is gone.")
    beside = path.with_name(path.name + "-wal")
    if lost_commits(beside):
        shutil.copy2(beside, path.with_name(f"{_aside(path, opening.now)}-wal"))
        log.warning("the store's log is damaged: a copy was set aside")
        opening.tell("damaged")


def _sound(
    path: Path, key: bytes, session: type[S], beside: Mapping[str, object]
) -> Vault[S]:
    """Return the open store if it is whole."""
    vault = Vault(path, key, session)
    try:
        with vault.engine.connect() as connection:
            _integrity(connection)
            migrate(connection, session.form, beside)
    except (OperationalError, DatabaseError) as error:
        vault.engine.dispose()
        raise trouble(error) from error
    except Damaged:
        vault.engine.dispose()
        raise
    return vault


def _integrity(connection: Connection) -> None:
    """Check every page's seal, then the structure.

    The seals are looked at in the file itself, so the log is folded in first: after a
    power cut the file may hold half a page whose whole is in the log.
    """
    connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    broken = connection.execute(text("PRAGMA cipher_integrity_check")).fetchall()
    whole = connection.execute(text("PRAGMA quick_check(1)")).scalar()
    if broken or whole != "ok":
        raise Damaged("The pod's memory is damaged.")


def _aside(path: Path, now: datetime) -> str:
    """Return the name that a damaged store gets: SQLite pairs its log by it."""
    return f"{path.name}.damaged-{now:%Y%m%dT%H%M%S%fZ}"


def _set_aside(path: Path, now: datetime) -> None:
    """Move the store and its log away under a date; never delete them."""
    for suffix in ("", "-wal", "-shm"):
        old = path.with_name(path.name + suffix)
        if old.exists():
            old.rename(path.with_name(f"{_aside(path, now)}{suffix}"))
