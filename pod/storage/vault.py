"""One encrypted file, one connection, and nothing acknowledged that is not on the disk.

SQLCipher with a raw key, WAL and `synchronous=FULL`.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session as Db
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from pod.errors import Damaged, Full, Storage, Trouble, TryAgain

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
MIGRATIONS = Path(__file__).parent / "migrations"
__all__ = [
    "Db",
    "DoingsDb",
    "PeopleDb",
    "PersonsDb",
    "Vault",
    "migrate",
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


S = TypeVar("S", PeopleDb, DoingsDb, PersonsDb)


class Vault(Generic[S]):
    """One of the pod's stores, opened once and owned by one thread at a time."""

    def __init__(self, path: Path, key: bytes, session: type[S]) -> None:
        if dbapi2.sqlite_version_info < OLDEST_SQLITE:
            raise Storage("The pod's database library is too old to be trusted.")
        self.path = path
        self.engine = _engine(path, key)
        self.session: type[S] = session
        self.info: dict[Any, Any] = {}

    @contextmanager
    def begin(self) -> Iterator[S]:
        """Do everything in the block, commit it to the disk, or do none of it."""
        try:
            with self.session(self.engine, info=self.info) as db, db.begin():
                yield db
        except (OperationalError, DatabaseError) as error:
            raise trouble(error) from error

    def fold(self) -> None:
        """Fold the log into the file, so that what was deleted is in neither.

        Where that is not possible now, on a full disk, the log stays beside the file
        and is read with it at the next opening.
        """
        try:
            with self.engine.connect() as connection:
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        except DatabaseError:
            log.warning("the store's log could not be folded in; it is kept")

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
    if "locked" in said or "busy" in said:
        return TryAgain("The pod's memory is in use. Try again in a moment.")
    if "not a database" in said or "malformed" in said:
        return Damaged("The pod's memory could not be read.", "Restart this pod.")
    return Storage("The pod's memory could not be used.", "Restart this pod.")


def migrate(connection: Connection, form: str, beside: Mapping[str, object]) -> None:
    """Bring the tables of one store to the newest form, all of it or nothing.

    `beside` are connections to other stores that a migration moves something into.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(MIGRATIONS / form))
    config.attributes.update(beside)
    config.attributes["connection"] = connection
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    command.upgrade(config, "heads")
    if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        connection.rollback()
        raise Damaged("The pod's memory does not fit together.")
    connection.commit()
    connection.exec_driver_sql("PRAGMA foreign_keys=ON")


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
