"""One encrypted file, one connection, and nothing acknowledged that is not on the disk.

SQLCipher with a raw key, WAL and `synchronous=FULL`.
"""

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session as Db
from sqlcipher3 import dbapi2

from pod.errors import Damaged, Full, Storage, Trouble, TryAgain
from pod.storage.spoken import engine_of
from pod.storage.whole import as_its_folder

log = logging.getLogger(__name__)

OLDEST_SQLITE, WITHDRAWN_SQLITE = (3, 51, 3), (3, 52, 0)
"""Older libraries can corrupt a WAL that two connections reset at once."""
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA busy_timeout=2000",
    "PRAGMA cache_size=-512",
)
"""The last bounds what a store holds in memory: by itself it takes 2 MB, page by page,
and a month of sittings looks like a leak."""
IN_FORCE: Mapping[str, str | int] = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "temp_store": 2,
}
"""What the library must say of itself afterwards: it passes over what it cannot do."""
__all__ = [
    "Db",
    "DoingsDb",
    "PeopleDb",
    "PersonsDb",
    "Vault",
    "bare",
    "check_library",
    "trouble",
]


class PeopleDb(Db):
    """A session with the store of who people are."""

    form: ClassVar = "people"


class DoingsDb(Db):
    """A session with the store of what people did."""

    form: ClassVar = "doings"


class PersonsDb(Db):
    """A session with the store of everybody's key."""

    form: ClassVar = "persons"


OTHERS = 0o077
TURN = threading.RLock()
"""Held by the one thread that uses a store now. It is one for all stores, so that two
threads that each need two of them can never wait for each other."""
S = TypeVar("S", PeopleDb, DoingsDb, PersonsDb)


class Vault(Generic[S]):
    """One of the pod's stores, opened once and used by one thread at a time.

    Whoever comes while another is in the middle of something waits: a commit ends
    whatever is under way on the one connection, whoever began it.
    """

    def __init__(self, path: Path, key: bytes, session: type[S]) -> None:
        check_library(dbapi2.sqlite_version_info)
        self.path, self.key = path, key
        self.engine = _engine(path, key)
        self.session: type[S] = session
        self.info: dict[Any, Any] = {}

    @contextmanager
    def begin(self) -> Iterator[S]:
        """Do everything in the block, commit it to the disk, or do none of it."""
        try:
            with TURN, self.session(self.engine, info=self.info) as db, db.begin():
                yield db
        except (OperationalError, DatabaseError) as error:
            raise trouble(error) from error

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """Lend the connection below every session, to look at the store itself."""
        with TURN, self.engine.connect() as connection:
            yield connection

    def fold(self) -> None:
        """Fold the log into the file, so that what was deleted is in neither.

        Where that is not possible now, on a full disk, the log stays beside the file
        and is read with it at the next opening.
        """
        try:
            with self.connect() as connection:
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        except DatabaseError:
            log.warning("the store's log could not be folded in; it is kept")

    def copy_to(self, target: Path) -> None:
        """Write everything as it stands now to a new file under the same key.

        The copy has no log beside it. It is not on the disk for good before whoever
        asked has synced it.
        """
        try:
            with closing(bare(target, self.key)) as copy:
                copy.execute("PRAGMA synchronous=OFF")
                with self._raw() as source:
                    source.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")
        except dbapi2.DatabaseError as error:
            raise trouble(error) from error

    def become(self, copy: Path, key: bytes) -> None:
        """Be what a copy is, at once or not at all; the store keeps its own key."""
        try:
            with closing(bare(copy, key, "ro")) as source, self._raw() as here:
                source.backup(here)
        except dbapi2.DatabaseError as error:
            raise trouble(error) from error

    @contextmanager
    def _raw(self) -> Iterator[dbapi2.Connection]:
        """Lend the one connection itself."""
        with self.connect() as connection:
            yield connection.connection.driver_connection

    def close(self) -> None:
        """Fold the log into the file and let go of it."""
        self.fold()
        self.engine.dispose()


def trouble(error: Exception) -> Trouble:
    """Say in plain words what a database error means."""
    said = str(error)
    if "full" in said or "disk I/O" in said:
        return Full(
            "There is no room left to keep an answer.",
            "Free some space on this pod; everything kept so far is safe.",
        )
    if "readonly" in said or "unable to open" in said:
        return Storage(
            "This pod's disk cannot be written to.",
            "Everything kept so far is safe. Tell the technician.",
        )
    if "locked" in said or "busy" in said:
        return TryAgain("The pod's memory is in use. Try again in a moment.")
    if "not a database" in said or "malformed" in said:
        return Damaged("The pod's memory could not be read.", "Restart this pod.")
    return Storage("The pod's memory could not be used.", "Restart this pod.")


def check_library(version: tuple[int, ...]) -> None:
    """Refuse a database library that is known to spoil stores."""
    if version < OLDEST_SQLITE or version == WITHDRAWN_SQLITE:
        raise Storage(
            "The pod's database library is not one to be trusted.",
            "Install the pod's program again.",
        )


def bare(path: Path, key: bytes, mode: str = "rwc") -> dbapi2.Connection:
    """Return a connection without any of the pod's own settings, for copies."""
    where = f"{path.resolve().as_uri()}?mode={mode}"
    connection = dbapi2.connect(where, uri=True, timeout=2, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    return connection


def _engine(path: Path, key: bytes) -> Engine:
    def connect() -> dbapi2.Connection:
        _keep_private(path)
        connection = dbapi2.connect(str(path), check_same_thread=False)
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        for pragma in PRAGMAS:
            connection.execute(pragma)
        _check_in_force(connection)
        return connection

    return engine_of(connect)


def _keep_private(path: Path) -> None:
    """Let nobody but its owner read a store, its log among it, from the first byte on.

    Where the disk cannot be written to, opening it says so.
    """
    with suppress(OSError):
        if not path.exists():
            path.touch(mode=0o600)
            as_its_folder(path)
        elif path.stat().st_mode & OTHERS:
            path.chmod(0o600)


def _check_in_force(connection: dbapi2.Connection) -> None:
    """Refuse to go on where a promise of the store's own settings does not hold."""
    for name, value in IN_FORCE.items():
        if connection.execute(f"PRAGMA {name}").fetchone() != (value,):
            raise Storage(
                "The pod's disk cannot keep what it must.",
                "Its store must lie on a local disk. Tell the technician.",
            )
