"""Deeds that concern both stores: begun in one, done in both, whatever happens between.

What is meant is written into the store of names first, in the transaction of the deed's
first half. The other half can be done again and again with one result; when it is done,
what was meant is struck out. Start-up does what was left undone.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from random import Random
from typing import TypeAlias

import msgspec
from sqlalchemy import delete, select

from pod.storage import people
from pod.storage.audit import Act, audit
from pod.storage.identities import Name, checked, identify
from pod.storage.memory import Memory
from pod.storage.people import Enrolment, check_bands, enrol
from pod.storage.people_tables import IntentRow
from pod.storage.vault import PeopleDb
from pod.values import Value

ADD = "add"


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

    def act(self, what: str, about: str = "") -> Act:
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
        study_code=people.new_id(rng, 16),
        bands=who.bands,
    )
    memory.persons.make(enrolment.ref)
    with memory.people.begin() as db:
        identify(db, enrolment.ref, name)
        _mean(db, deed, ADD, enrolment.ref, msgspec.json.encode(enrolment))
        act = Act(
            role=deed.role, staff=deed.staff, what="person_added", about=enrolment.ref
        )
        audit(db, act, deed.now)
    finish_deeds(memory, deed.now)
    return enrolment.ref


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
    with memory.doings.begin() as db:
        if enrol(db, enrolment):
            act = Act(role="pod", what="person_enrolled", about=enrolment.ref)
            audit(db, act, now)


Half: TypeAlias = Callable[[Memory, str, bytes, datetime], None]
HALVES: Mapping[str, Half] = {ADD: _enrol}
