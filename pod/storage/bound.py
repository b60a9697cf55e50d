"""Which pod a store belongs to: stores of several pods are never taken for one pod's.

Each store holds the pod's id and a mark that was drawn once for all of them.
"""

from collections.abc import Iterator
from typing import TypeAlias

import msgspec
from sqlalchemy import text

from pod.errors import Storage
from pod.storage.memory import Memory
from pod.storage.vault import DoingsDb, PeopleDb, PersonsDb, Vault
from pod.values import Value

NAME = "bound"
AnyVault: TypeAlias = Vault[PeopleDb] | Vault[DoingsDb] | Vault[PersonsDb]
READ = text("SELECT value FROM setting WHERE name = :name")
WRITE = text("INSERT OR REPLACE INTO setting (name, value) VALUES (:name, :value)")


class Bond(Value, frozen=True):
    """A pod's id, and the mark that its stores share."""

    pod: str
    mark: str


def bind(memory: Memory, bond: Bond) -> None:
    """Let all three stores be this pod's from now on."""
    for vault in _vaults(memory):
        if _bond(vault) != bond:
            with vault.begin() as db:
                value = msgspec.json.encode(bond)
                db.execute(WRITE, {"name": NAME, "value": value})


def check_bound(memory: Memory, new: Bond) -> None:
    """Refuse stores that are not all this pod's; bind the one that was never bound.

    Where none was, all get the `new` bond. Nothing is written where one is refused.
    """
    held = {bond for vault in _vaults(memory) if (bond := _bond(vault)) is not None}
    if len(held) > 1 or any(bond.pod != new.pod for bond in held):
        raise Storage(
            "These stores are not all this pod's own.",
            "Nothing was changed. Bring back the pod's own stores.",
        )
    bind(memory, held.pop() if held else new)


def _vaults(memory: Memory) -> Iterator[AnyVault]:
    yield from (memory.people, memory.doings, memory.held)


def _bond(vault: AnyVault) -> Bond | None:
    with vault.begin() as db:
        raw = db.execute(READ, {"name": NAME}).scalar()
    return msgspec.json.decode(raw, type=Bond) if raw else None
