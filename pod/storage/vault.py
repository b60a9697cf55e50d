"""One encrypted file, one connection, and nothing acknowledged that is not on the disk.

SQLCipher with a raw key, WAL and `synchronous=FULL`. Opening it is recovery: what is
damaged is set aside with a date, never deleted, and staff are told.
"""

import hashlib
import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session as Db
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from pod.errors import Damaged, Full, KeyTrouble, Storage, Trouble, TryAgain
from pod.storage.wal import lost_commits

log = logging.getLogger(__name__)

OLDEST_SQLITE = (3, 51, 3)
"""Older libraries can corrupt a WAL that two connections reset at once."""
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA busy_timeout=2000",
)
__all__ = ["Db", "Vault", "make_vault", "migrate", "open_vault", "trouble"]

MIGRATIONS = Path(__file__).parent / "migrations"


class Vault:
    """The pod's store, opened once and owned by one thread at a time."""

    def __init__(self, path: Path, key: bytes) -> None:
        if dbapi2.sqlite_version_info < OLDEST_SQLITE:
            raise Storage("The pod's database library is too old to be trusted.")
        self.path = path
        self.engine = _engine(path, key)

    @contextmanager
    def begin(self) -> Iterator[Db]:
        """Do everything in the block, commit it to the disk, or do none of it."""
        try:
            with Db(self.engine) as db, db.begin():
                yield db
        except (OperationalError, DatabaseError) as error:
            raise trouble(error) from error

    def close(self) -> None:
        """Fold the log into the file and let go of it.

        Where that is not possible now, on a full disk, the log stays beside the file
        and is read with it at the next opening.
        """
        try:
            with self.engine.connect() as connection:
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        except DatabaseError:
            log.warning("the store's log could not be folded in; it is kept")
        self.engine.dispose()


def trouble(error: Exception) -> Trouble:
    """Say in plain words what a database error means."""
    said = str(error)
    if "full" in said or "disk I/O" in said:
        return Full(
            "There is no room left to keep an answer.",
            "Free some space on this pod; everything kept so far is safe.",
        )
    if "locked" in said or "busy" in said:
        return TryAgain("The pod's memory is in use. Try again in a moment.")
    if "not a database" in said or "malformed" in said:
        return Damaged("The pod's memory could not be read.", "Restart this pod.")
    return Storage("The pod's memory could not be used.", "Restart this pod.")


def make_vault(path: Path, key: bytes) -> Vault:
    """Make a new store, once: at provisioning, or beside one that was set aside."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    vault = _sound(path, key)
    _note_key(path, key)
    return vault


def open_vault(
    path: Path, key: bytes, now: datetime, tell: Callable[[str], None]
) -> Vault:
    """Open and bring up to date the store at `path`; a damaged one is set aside.

    `tell` is called with a notice's code when that happened. A key that is not known to
    be this store's key is never answered by setting the store aside.
    """
    _check_key(path, key)
    try:
        _look_first(path, now, tell)
        vault = _sound(path, key)
        _note_key(path, key)
    except Damaged as damage:
        if _noted(path) != _key_id(key):
            raise KeyTrouble(
                "This key does not open this pod's memory, or it is damaged.",
                "Nothing was changed. Tell the technician.",
            ) from damage
        _set_aside(path, now)
        log.warning("store damaged: set aside, a new one begun")
        tell("damaged")
        vault = make_vault(path, key)
    return vault


def _look_first(path: Path, now: datetime, tell: Callable[[str], None]) -> None:
    """See what SQLite would pass over: a store that is gone, a log with a hole."""
    if not path.exists() or path.stat().st_size == 0:
        raise Damaged("The pod's memory is gone.")
    beside = path.with_name(path.name + "-wal")
    if lost_commits(beside):
        shutil.copy2(beside, path.with_name(f"{_aside(path, now)}-wal"))
        log.warning("the store's log is damaged: a copy was set aside")
        tell("damaged")


def _sound(path: Path, key: bytes) -> Vault:
    """Return the open store if it is whole."""
    vault = Vault(path, key)
    try:
        with vault.engine.connect() as connection:
            _integrity(connection)
            migrate(connection)
    except (OperationalError, DatabaseError) as error:
        vault.engine.dispose()
        raise trouble(error) from error
    except Damaged:
        vault.engine.dispose()
        raise
    return vault


def _integrity(connection: Connection) -> None:
    """Check every page's seal, then the structure."""
    broken = connection.execute(text("PRAGMA cipher_integrity_check")).fetchall()
    whole = connection.execute(text("PRAGMA quick_check(1)")).scalar()
    if broken or whole != "ok":
        raise Damaged("The pod's memory is damaged.")


def migrate(connection: Connection) -> None:
    """Bring the tables to the newest form; refuse a store newer than this program."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.commit()


def _engine(path: Path, key: bytes) -> Engine:
    def connect() -> dbapi2.Connection:
        connection = dbapi2.connect(str(path), check_same_thread=False)
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        for pragma in PRAGMAS:
            connection.execute(pragma)
        return connection

    return create_engine(
        "sqlite://",
        module=dbapi2,
        creator=connect,
        poolclass=StaticPool,
        hide_parameters=True,
    )


def _key_note(path: Path) -> Path:
    return path.with_suffix(".keyid")


def _key_id(key: bytes) -> str:
    return hashlib.sha256(b"training-pod key id" + key).hexdigest()[:16]


def _noted(path: Path) -> str:
    """Return which key the store is known to have; nothing when that is not known."""
    try:
        return _key_note(path).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _check_key(path: Path, key: bytes) -> None:
    """Tell a wrong key from a damaged store by the key's own fingerprint."""
    if _noted(path) not in ("", _key_id(key)):
        raise KeyTrouble(
            "This key does not open this pod's memory.",
            "Give the pod its own key back; nothing was changed.",
        )


def _note_key(path: Path, key: bytes) -> None:
    """Write down whose store this is: whole or not at all, and only when it is new."""
    if _noted(path) == _key_id(key):
        return
    beside = _key_note(path).with_suffix(".keyid.part")
    with beside.open("w", encoding="ascii") as file:
        file.write(_key_id(key))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(_key_note(path))


def _aside(path: Path, now: datetime) -> str:
    """Return the name that a damaged store gets: SQLite pairs its log by it."""
    return f"{path.name}.damaged-{now:%Y%m%dT%H%M%S%fZ}"


def _set_aside(path: Path, now: datetime) -> None:
    """Move the store and its log away under a date; never delete them."""
    for suffix in ("", "-wal", "-shm"):
        old = path.with_name(path.name + suffix)
        if old.exists():
            old.rename(path.with_name(f"{_aside(path, now)}{suffix}"))
