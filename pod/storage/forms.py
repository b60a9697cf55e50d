"""Which form a store's tables have, and how they are brought to the newest.

Forwards only. A store in a form that this program does not know is a newer program's,
and is left as it is.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from pod.errors import Damaged, Storage

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
NEWEST = "heads"
FORMS: Mapping[str, str] = {"people": "p0003", "doings": "0014", "persons": "k0003"}
"""The form of each store that this program works with: its newest."""
BEGINNINGS: Mapping[str, str] = {"people": "p0001", "persons": "k0001"}
"""The form of a new store into which an older pod's only store moves names and keys.

That store is brought up to date before this one goes beyond its beginning.
"""
NOTHING: Mapping[str, object] = {}


def form_of(connection: Connection) -> str | None:
    """Return the form that a store is in; None where it holds nothing."""
    made = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
    if not connection.exec_driver_sql(made).scalar():
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
    return str(found.scalar())


def holds_nothing(connection: Connection) -> bool:
    """Tell whether a store has no table at all."""
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    return bool(tables.scalar() == 0)


@cache
def forms(store: str) -> tuple[str, ...]:
    """Return every form that this program knows of a store, the newest first."""
    script = _alembic("script").ScriptDirectory.from_config(_config(store))
    return tuple(str(one.revision) for one in script.walk_revisions())


def form_after(form: str | None, store: str) -> str:
    """Return the form that comes after one of a store; after none its first."""
    known = (*forms(store), None)
    return str(known[known.index(form) - 1])


def check_form(connection: Connection, store: str) -> None:
    """Refuse a store that a newer program has brought into a form of its own."""
    found = form_of(connection)
    if found not in (None, FORMS[store]) and found not in forms(store):
        raise Storage(
            "This pod's memory was written by a newer program.",
            "Install that program again; nothing was changed.",
        )


def migrate(
    connection: Connection,
    store: str,
    beside: Mapping[str, object] = NOTHING,
    upto: str = NEWEST,
) -> None:
    """Bring the tables of one store to a form, all of it or nothing.

    `beside` are connections to other stores that a migration moves something into.
    """
    config = _config(store)
    config.attributes.update(beside)
    config.attributes["connection"] = connection
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    _alembic("command").upgrade(config, upto)
    if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        connection.rollback()
        raise Damaged("The pod's memory does not fit together.")
    connection.commit()
    connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def _config(store: str) -> "Config":
    config: Config = _alembic("config").Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(MIGRATIONS / store))
    return config


def _alembic(part: str) -> ModuleType:
    """Load what migrates only where there is something to migrate.

    Nearly every start finds the newest form, and loads a fifth less without it.
    """
    return import_module(f"alembic.{part}")
