"""Deeds that concern both stores: begun in one, done in both, whatever happens between.

What is meant is written into the store of names first, in the transaction of the deed's
first half. The other half can be done again and again with one result; when it is done,
what was meant is struck out. Start-up does what was left undone.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from random import Random, SystemRandom
from typing import Literal, TypeAlias

import msgspec
from sqlalchemy import delete, select

from pod.storage import journeys, people
from pod.storage.acts import What, named
from pod.storage.audit import Act, audit
from pod.storage.codes_of import (
    code_of,
    ensure_code,
    keep_code,
    key_of_code,
    new_code,
)
from pod.storage.forgetting import forget_doings, forget_name, note_gone, stay
from pod.storage.identities import Name, check_new, checked, identify, identity
from pod.storage.memory import Memory
from pod.storage.people import Enrolment, check_bands, enrol
from pod.storage.people_tables import IntentRow
from pod.storage.persons import Erased
from pod.storage.taking import Taken, joined, write_doings, write_names
from pod.storage.untying import untie_person
from pod.storage.vault import PeopleDb
from pod.values import Value

ADD, ERASE, TAKE, UNTIE = "add", "erase", "take", "untie"


Ending: TypeAlias = Literal["erase", "purge", "erase_too", "purge_too"]
ENDINGS: Mapping[Ending, tuple[What, What]] = {
    "erase": ("erase_meant", "erased"),
    "purge": ("purge_meant", "purged"),
    "erase_too": ("erase_heard", "erased_too"),
    "purge_too": ("erase_heard", "purged_too"),
}
"""Why everything of somebody goes: they asked, or it was kept long enough.

Too: that was at another pod or console of the wing.
"""
PURGED = frozenset({"purged", "purged_too"})
HEARD = frozenset({"erased_too", "purged_too"})


class Newcomer(Value, frozen=True, kw_only=True):
    """Somebody staff add: number, name and cell; bands fixed once for the study."""

    number: str
    first_name: str
    cell: str
    language: str = "en"
    bands: dict[str, str] = msgspec.field(default_factory=dict)


class Deed(Value, frozen=True, kw_only=True):
    """Who does something, and when."""

    role: str
    staff: str = ""
    now: datetime

    def act(self, what: What, about: str = "") -> Act:
        """Return the line of the record that says that they did something."""
        return Act(role=self.role, staff=self.staff, what=what, about=about)


def add_person(memory: Memory, who: Newcomer, deed: Deed, rng: Random) -> str:
    """Add somebody once; return their reference."""
    check_bands(who.bands)
    name = checked(Name(number=who.number, first_name=who.first_name, cell=who.cell))
    enrolment = Enrolment(
        ref=people.new_id(rng),
        language=who.language,
        enrolled_on=deed.now.date(),
        bands=who.bands,
    )
    with memory.people.begin() as db:
        check_new(db, name)
    memory.persons.make(enrolment.ref, key_of_code(enrolment.ref))
    with memory.people.begin() as db:
        identify(db, enrolment.ref, name)
        keep_code(db, enrolment.ref, new_code(rng))
        _mean(db, deed, ADD, enrolment.ref, msgspec.json.encode(enrolment))
        audit(db, deed.act("person_added", enrolment.ref), deed.now)
    finish_deeds(memory, deed.now)
    return enrolment.ref


def erase(memory: Memory, ref: str, deed: Deed, what: Ending) -> None:
    """Destroy somebody's key, then delete all that is kept of them.

    A line in each record says that it was done, by their random reference. Once this
    has begun it ends: now, or at the next start.
    """
    meant, done = ENDINGS[what]
    with memory.people.begin() as db:
        identity(db, ref)
        _mean(db, deed, ERASE, ref, done.encode())
        audit(db, deed.act(meant, ref), deed.now)
    finish_deeds(memory, deed.now)


def forget_code(memory: Memory, ref: str, deed: Deed) -> None:
    """Destroy the code under which somebody's results left, and leave all else.

    Nothing more of theirs leaves. Once this has begun it ends: now, or at the next
    start.
    """
    with memory.people.begin() as db:
        identity(db, ref)
        _mean(db, deed, UNTIE, ref, b"")
        audit(db, deed.act("code_forget_meant", ref), deed.now)
    finish_deeds(memory, deed.now)


def finish_deeds(memory: Memory, now: datetime) -> None:
    """Do the other half of every deed that was begun, and strike it out."""
    with memory.people.begin() as db:
        rows = db.scalars(select(IntentRow).order_by(IntentRow.id))
        meant = [(row.id, row.deed, row.person, row.given) for row in rows]
    for number, deed, person, given in meant:
        HALVES[deed](memory, person, given, now)
        with memory.people.begin() as db:
            db.execute(delete(IntentRow).where(IntentRow.id == number))


def _mean(db: PeopleDb, deed: Deed, what: str, person: str, given: bytes) -> None:
    db.add(IntentRow(deed=what, person=person, given=given, begun_at=deed.now))
    db.flush()


def _enrol(memory: Memory, _person: str, given: bytes, now: datetime) -> None:
    """Write somebody down who has a name already, once."""
    enrolment = msgspec.json.decode(given, type=Enrolment)
    ensure_code(memory, enrolment.ref, SystemRandom())
    with memory.doings.begin() as db:
        if enrol(db, enrolment):
            act = Act(role="pod", what="person_enrolled", about=enrolment.ref)
            audit(db, act, now)


def _erase(memory: Memory, ref: str, given: bytes, now: datetime) -> None:
    """Forget somebody: first what waits to leave, then what opens, then the rest."""
    with memory.people.begin() as names:
        code = code_of(names, ref)
    done = named(given.decode())
    with memory.doings.begin() as db:
        stay(db, code)
        if done not in PURGED:
            note_gone(db, code, journeys.told(db, ref).gone)
        among_pods = journeys.name_among_pods(db, ref)
    gone = Erased(
        person=ref,
        ref=among_pods,
        how="purge" if done in PURGED else "erase",
        at=now,
        heard=done in HEARD,
    )
    memory.persons.note_erased(gone)
    memory.persons.destroy(ref, key_of_code(ref), among_pods or ref)
    act = Act(role="pod", what=done, about=ref)
    with memory.doings.begin() as db:
        if forget_doings(db, ref):
            audit(db, act, now)
    with memory.people.begin() as names:
        if forget_name(names, ref):
            audit(names, act, now)
    for vault in (memory.doings, memory.people):
        vault.fold()


def take_record(memory: Memory, one: Taken, deed: Deed) -> None:
    """Take in what is known of somebody elsewhere, joined with what is known here.

    Who they are is written with what is meant; once that has begun it ends: now, or at
    the next start.
    """
    _make_keys(memory, one)
    given = memory.persons.seal(one.ref, TAKE, msgspec.json.encode(one))
    with memory.people.begin() as names:
        with memory.doings.begin() as db:
            person = joined(names, db, one)
        write_names(names, one, person)
        _mean(names, deed, TAKE, one.ref, given)
        audit(names, deed.act("record_taken", one.ref), deed.now)
    finish_deeds(memory, deed.now)


def _make_keys(memory: Memory, one: Taken) -> None:
    """Make somebody's keys; a code that was forgotten gets none."""
    code = key_of_code(one.ref)
    memory.persons.make(one.ref)
    if not one.record.person.enrolled.code:
        if code not in memory.persons.known():
            memory.persons.destroy(code)
    elif code not in memory.persons.forgotten():
        memory.persons.make(code)


def _take(memory: Memory, ref: str, given: bytes, now: datetime) -> None:
    """Write down what somebody did and chose elsewhere; a forgotten code is cut off."""
    if ref not in memory.persons.known():
        return
    one = msgspec.json.decode(memory.persons.open(ref, TAKE, given), type=Taken)
    with memory.people.begin() as names, memory.doings.begin() as db:
        person = joined(names, db, one)
        news = write_doings(db, one, person)
        audit(db, Act(role="pod", what="record_taken", about=ref), now)
        if news:
            audit(db, Act(role="pod", what="went_on_elsewhere", about=ref), now)
        had = code_of(names, ref)
    if had and not person.enrolled.code:
        untie_person(memory, ref, given, now)


Half: TypeAlias = Callable[[Memory, str, bytes, datetime], None]
HALVES: Mapping[str, Half] = {
    ADD: _enrol,
    ERASE: _erase,
    TAKE: _take,
    UNTIE: untie_person,
}
