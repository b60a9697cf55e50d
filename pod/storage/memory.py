"""The pod's memory: who people are, what they did, and the keys that seal both.

Three files under three keys. Nothing that was done stands with a name, and a random
reference is all that joins the two. One person's key opens what is theirs in both.
"""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from keyring.backend import KeyringBackend
from sqlalchemy.orm import configure_mappers

from pod.storage import keys
from pod.storage.amiss import amiss_of, note_amiss
from pod.storage.forms import NEWEST, NOTHING
from pod.storage.persons import Persons
from pod.storage.rotation import Locked, the_key
from pod.storage.seals import SEALING
from pod.storage.shelf import Places
from pod.storage.starting import (
    MADE,
    Opening,
    bring_up,
    form,
    make_vault,
    open_vault,
)
from pod.storage.vault import DoingsDb, PeopleDb, PersonsDb, S, Vault

PEOPLE, DOINGS, PERSONS = "people.db", "pod.db", "persons.db"
ONE_STORE = ("0001", "0002")
"""The forms of an older pod's only store, to which the other two are added."""
PARTED = "0003"
"""The form in which it is one of three."""
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


@dataclass(frozen=True)
class Ways:
    """How the stores are opened: where backups lie, what opens those, how thoroughly.

    `older` are earlier keys of each store by its form.
    """

    places: Places | None = None
    older: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)
    thorough: bool = True


PLAIN = Ways()


def prepare() -> None:
    """Join tables and classes now, once, rather than in the middle of an opening."""
    configure_mappers()


def make_memory(home: Path, found: Keys) -> Memory:
    """Make the stores of a new pod, once."""

    def make(key: bytes, session: type[S], beside: Mapping[str, object]) -> Vault[S]:
        return make_vault(home / FILES[session.form], key, session, beside)

    return _brought_up(_joined(found, make), None)


def open_memory(
    home: Path,
    found: Keys,
    now: datetime,
    tell: Callable[[str], None],
    ways: Ways = PLAIN,
) -> Memory:
    """Open the stores of a pod; a damaged one is set aside, and `tell` is told.

    A store of a newer program is refused before any of them gets a newer form.
    """

    def open_one(
        key: bytes, session: type[S], beside: Mapping[str, object]
    ) -> Vault[S]:
        more = ways.older.get(session.form, ())
        path = home / FILES[session.form]
        one = Opening(path, key, now, tell, more, ways.places, ways.thorough)
        return open_vault(one, session, beside)

    held = _joined(found, open_one)
    _tell_of_new(held, tell)
    return _brought_up(held, ways.places)


def _tell_of_new(held: Memory, tell: Callable[[str], None]) -> None:
    """Tell where a store had to be made anew, unless a newer program adds it."""
    made = [one for one in (held.people, held.doings, held.held) if MADE in one.info]
    if made and form(held.doings) not in ONE_STORE:
        note_amiss(made[0].path, "damaged")
        tell(amiss_of(made[0]))


def _brought_up(held: Memory, places: Places | None) -> Memory:
    """Return the stores in their newest form; what people did comes last.

    So whatever it moves finds the others ready. The store that older pods had alone is
    parted first, into two that are as they were in their beginning.
    """
    alone = form(held.doings) in ONE_STORE
    try:
        if alone:
            _bring_up_doings(held, places, PARTED)
        bring_up(held.people, places)
        bring_up(held.held, places)
        _bring_up_doings(held, None if alone else places, NEWEST)
    except BaseException:
        held.close()
        raise
    held.persons.read()
    return held


def _bring_up_doings(held: Memory, places: Places | None, upto: str) -> None:
    with held.people.connect() as names, held.held.connect() as sealing:
        beside = {"people": names, "persons": sealing}
        bring_up(held.doings, places, beside, upto)


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
        with people.connect() as names, held.connect() as sealing:
            beside = {"people": names, "persons": sealing}
            doings = opens(found.doings, DoingsDb, beside)
        undo.callback(doings.close)
        persons = Persons(held)
        undo.pop_all()
    for vault in (people, doings):
        vault.info[SEALING] = persons
    return Memory(people, doings, held, persons)
