"""Under which random code somebody's results leave; it stands with who they are.

The store of what people did knows no code, so nothing that left can be found in it. A
code is sealed with a key of its own: destroying that cuts the tie, in every backup too,
and leaves the person, their name and their answers as they are.
"""

from collections.abc import Callable, Mapping
from random import Random
from typing import TypeAlias

from sqlalchemy import select

from pod.storage.memory import Memory
from pod.storage.people import new_id
from pod.storage.people_tables import StudyCodeRow
from pod.storage.seals import sealing
from pod.storage.vault import PeopleDb, Vault

Codes: TypeAlias = Callable[[], Mapping[str, str]]
"""Gives the code of everybody who has one, by their reference, as it is now."""
PLACE = "study_code"
LENGTH = 16


def key_of_code(ref: str) -> str:
    """Return under what name the key of somebody's code is kept."""
    return f"code/{ref}"


def new_code(rng: Random) -> str:
    """Return a random code; nothing can be read from it."""
    return new_id(rng, LENGTH)


def codes(db: PeopleDb) -> Mapping[str, str]:
    """Return the code of everybody who has one, by their reference."""
    keys = sealing(db)
    known = keys.known()
    return {
        row.ref: keys.open(key_of_code(row.ref), PLACE, row.code).decode()
        for row in db.scalars(select(StudyCodeRow))
        if key_of_code(row.ref) in known
    }


def code_of(db: PeopleDb, ref: str) -> str:
    """Return somebody's code; nothing where it was forgotten."""
    row, key = db.get(StudyCodeRow, ref), key_of_code(ref)
    if row is None or key not in sealing(db).known():
        return ""
    return sealing(db).open(key, PLACE, row.code).decode()


def codes_from(vault: Vault[PeopleDb]) -> Codes:
    """Return what gives everybody's code whenever it is asked."""

    def now() -> Mapping[str, str]:
        with vault.begin() as db:
            return codes(db)

    return now


def keep_code(db: PeopleDb, ref: str, code: str) -> None:
    """Write down somebody's code, sealed; the key for it is there already."""
    db.merge(
        StudyCodeRow(
            ref=ref, code=sealing(db).seal(key_of_code(ref), PLACE, code.encode())
        )
    )
    db.flush()


def ensure_code(memory: Memory, ref: str, rng: Random) -> None:
    """Give somebody a code who has none, unless it was forgotten on purpose."""
    with memory.people.begin() as db:
        if code_of(db, ref) or key_of_code(ref) in memory.persons.forgotten():
            return
    memory.persons.make(key_of_code(ref))
    with memory.people.begin() as db:
        keep_code(db, ref, new_code(rng))
