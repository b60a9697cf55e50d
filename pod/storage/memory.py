"""The pod's memory: who people are, what they did, and the keys that seal both.

Three files under three keys. Nothing that was done stands with a name, and a random
reference is all that joins the two. One person's key opens what is theirs in both.
"""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from keyring.backend import KeyringBackend

from pod.storage import keys
from pod.storage.key_note import noted
from pod.storage.persons import Persons
from pod.storage.rotation import Locked, the_key
from pod.storage.seals import SEALING
from pod.storage.starting import NOTHING, Opening, make_vault, open_vault
from pod.storage.vault import DoingsDb, PeopleDb, PersonsDb, S, Vault

PEOPLE, DOINGS, PERSONS = "people.db", "pod.db", "persons.db"
FILES: Mapping[str, str] = {"people": PEOPLE, "doings": DOINGS, "persons": PERSONS}
PEOPLE_KEY, DOINGS_KEY, PERSONS_KEY = keys.STORE_KEYS


@dataclass(frozen=True)
class Keys:
    """The raw key of each store, 32 bytes."""

    people: bytes
    doings: bytes
    persons: bytes


def locked(home: Path) -> tuple[Locked, Locked, Locked]:
    """Return each store with the name of its key: doings, people, persons."""
    return (
        Locked(home / DOINGS, DOINGS_KEY),
        Locked(home / PEOPLE, PEOPLE_KEY),
        Locked(home / PERSONS, PERSONS_KEY),
    )


def store_keys(
    backend: KeyringBackend, home: Path, absent: Callable[[str], bytes]
) -> Keys:
    """Return the stores' keys; `absent` gives one that is not there.

    An older pod had one store, whose key goes on to open what people did.
    """

    def one(store: Locked) -> bytes:
        return the_key(backend, store) or absent(store.name)

    doings, people, persons = (one(store) for store in locked(home))
    return Keys(doings=doings, people=people, persons=persons)


@dataclass(frozen=True)
class Memory:
    """The open stores; close them with `close`."""

    people: Vault[PeopleDb]
    doings: Vault[DoingsDb]
    held: Vault[PersonsDb]
    persons: Persons

    def close(self) -> None:
        """Fold the logs in and let go of every store."""
        for vault in (self.people, self.doings, self.held):
            vault.close()


def make_memory(home: Path, found: Keys) -> Memory:
    """Make the stores of a new pod, once."""

    def make(key: bytes, session: type[S], beside: Mapping[str, object]) -> Vault[S]:
        return make_vault(home / FILES[session.form], key, session, beside)

    return _joined(found, make)


def open_memory(
    home: Path, found: Keys, now: datetime, tell: Callable[[str], None]
) -> Memory:
    """Open the stores of a pod; a damaged one is set aside, and `tell` is told."""
    older = not any(_was_made(home / name) for name in (PEOPLE, PERSONS))

    def open_one(
        key: bytes, session: type[S], beside: Mapping[str, object]
    ) -> Vault[S]:
        path = home / FILES[session.form]
        if older and path.name != DOINGS:
            return make_vault(path, key, session, beside)
        return open_vault(Opening(path, key, now, tell), session, beside)

    return _joined(found, open_one)


def _was_made(path: Path) -> bool:
    """Tell whether this store was ever here: an older pod had one store only."""
    return path.exists() or bool(noted(path))


class Opens(Protocol):
    """Opens or makes one store; `beside` is what its migrations may move things to."""

    def __call__(
        self, key: bytes, session: type[S], beside: Mapping[str, object], /
    ) -> Vault[S]:
        """Return the open store."""


def _joined(found: Keys, opens: Opens) -> Memory:
    """Open one after another; the older form of the last is parted among all three."""
    with ExitStack() as undo:
        held = opens(found.persons, PersonsDb, NOTHING)
        undo.callback(held.close)
        people = opens(found.people, PeopleDb, NOTHING)
        undo.callback(people.close)
        with people.engine.connect() as names, held.engine.connect() as sealing:
            beside = {"people": names, "persons": sealing}
            doings = opens(found.doings, DoingsDb, beside)
        undo.callback(doings.close)
        persons = Persons(held)
        undo.pop_all()
    for vault in (people, doings):
        vault.info[SEALING] = persons
    return Memory(people, doings, held, persons)
