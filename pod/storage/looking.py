"""The full look at the stores, in steps between which the pod can answer.

It comes after the stores were opened, behind the locked page. The seals of a store's
pages are one step and each of its tables is one: none takes longer than reading that
much once. What is not whole is doubted, and looked at in full when it is opened again.
"""

import logging
from collections.abc import Iterator
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from pod.errors import Damaged
from pod.storage.amiss import doubt, remove_doubt
from pod.storage.audit import first_break
from pod.storage.integrity import folded
from pod.storage.memory import Memory
from pod.storage.vault import Vault, trouble

log = logging.getLogger(__name__)

CHANGED = "record_changed"
BROKEN = "The pod's memory is damaged."


def look_through(memory: Memory) -> Iterator[str]:
    """Look at all of each store, step by step; raise Damaged at what is not whole.

    Each step gives a notice's code, or nothing. A record that was changed is no damage:
    a store under its own key is as somebody with that key left it.
    """
    for vault in (memory.held, memory.people, memory.doings):
        for _ in _look(vault):
            yield ""
    for store in (memory.people, memory.doings):
        with store.begin() as db:
            broken = first_break(db) is not None
        yield CHANGED if broken else ""


def _look(vault: Vault[Any]) -> Iterator[None]:
    try:
        yield from _steps(vault)
    except DatabaseError as error:
        raise _doubted(vault, trouble(error)) from error
    except Damaged as damage:
        raise _doubted(vault, damage) from damage
    remove_doubt(vault.path)


def _steps(vault: Vault[Any]) -> Iterator[None]:
    with vault.connect() as here:
        if folded(here) and here.scalar(text("PRAGMA cipher_integrity_check")):
            raise Damaged(BROKEN)
        named = text("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = list(here.scalars(named))
    yield
    for table in tables:
        with vault.connect() as here:
            if here.scalar(text(f"PRAGMA quick_check('{table}')")) != "ok":
                raise Damaged(BROKEN)
        yield
    with vault.connect() as here:
        if here.execute(text("PRAGMA foreign_key_check")).first():
            raise Damaged(BROKEN)


def _doubted(vault: Vault[Any], trouble: Exception) -> Exception:
    """Note that the store is to be looked at in full; what cannot be noted is told."""
    if isinstance(trouble, Damaged):
        log.warning("the store of %s is not whole", vault.session.form)
        doubt(vault.path)
    return trouble
