"""What start-up does so that the stores fit together after one came from a backup.

Whoever was forgotten is forgotten again, and whoever withdrew stays so; an undertaking
that was withdrawn does too. Whoever has a
name but is not among those who take part is enrolled again, and chooses anew. Whoever
has a record but no name, or no key, is kept and shown to nobody; staff are told how
many.
"""

import secrets
from datetime import datetime
from random import SystemRandom

from sqlalchemy import select

from pod.desk import TroubleTile
from pod.settings import Language
from pod.storage.acts import named
from pod.storage.amiss import AMISS, told_for_good
from pod.storage.audit import Act, audit
from pod.storage.bound import Bond
from pod.storage.codes_of import ensure_code
from pod.storage.doings_tables import PersonRow
from pod.storage.forgetting import forget_doings, forget_name
from pod.storage.memory import Memory
from pod.storage.people import Enrolment, enrol
from pod.storage.people_tables import IdentityRow
from pod.storage.pod_memory import give_notice, recall, remember
from pod.storage.undertaking import withdraw_again
from pod.storage.vault import DoingsDb
from pod.storage.withdrawn import end_again, endings

TOLD = "restored_from"
"""The setting that holds which store was restored from when: a line for each."""
NAMES = {
    "people": "The store of names",
    "doings": "The store of answers",
    "persons": "The store of keys",
}
ASK = "Ask the wing whether anybody waits for help. "


def new_bond(pod: str) -> Bond:
    """Return a pod's id with a new mark."""
    return Bond(pod, secrets.token_hex(8))


def reunite(memory: Memory, now: datetime, language: Language) -> None:
    """Bring what the stores know of everybody together again; write down what was done.

    It may be cut off and done again.
    """
    _write_down(memory, now)
    for ref in memory.persons.forgotten() & (_named(memory) | _enrolled(memory)):
        _forget_again(memory, ref, now)
    for ref in _named(memory) - _enrolled(memory):
        _enrol_again(memory, ref, now, language)
    with memory.people.begin() as names:
        ended = endings(names)
    end_again(memory, ended, now)
    withdraw_again(memory, now)


def unmatched(memory: Memory) -> int:
    """Return how many have a record here that nobody can be shown."""
    named, known = _named(memory), memory.persons.known()
    return len((named | _enrolled(memory)) - (named & known))


def restored(db: DoingsDb) -> tuple[TroubleTile, ...]:
    """Return what staff must know of stores that came from a backup."""
    lines = (recall(db, TOLD) or b"").decode().splitlines()
    return tuple(_told(*line.split()) for line in lines)


def no_longer_told(db: DoingsDb) -> None:
    """Say no more of what was restored: somebody has looked at it."""
    remember(db, TOLD, b"")


def _told(form: str, day: str, minute: str) -> TroubleTile:
    """Tell of a store that was restored; who asked for help since is not known."""
    ask = form == "doings"
    return TroubleTile(
        f"{NAMES[form]} was damaged. It is as it was on {day} at {minute} UTC.",
        (ASK if ask else "")
        + "What came after is set aside. The technician looks, then runs `pod backup`.",
        code=f"restored_{form}",
        advice="restored_ask" if ask else "restored",
        at=f"{day}, {minute} UTC",
    )


def _write_down(memory: Memory, now: datetime) -> None:
    """Write into the record and for staff what befell each store until now."""
    stores = (memory.people, memory.doings, memory.held)
    found = {one.session.form: one.info[AMISS] for one in stores if AMISS in one.info}
    if not found:
        return
    with memory.doings.begin() as db:
        for form, amiss in found.items():
            code, _, moment = amiss.partition(" ")
            give_notice(db, code, now)
            audit(db, _befell(form, code), now)
            if moment:
                kept = recall(db, TOLD) or b""
                remember(db, TOLD, kept + f"{form} {moment}\n".encode())
    if "people" in found:
        with memory.people.begin() as names:
            audit(names, _befell("people", found["people"].split()[0]), now)
    for one in stores:
        told_for_good(one)


def _befell(form: str, code: str) -> Act:
    about = form if code == "restored" else ""
    return Act(role="pod", what=named(code), about=about)


def _named(memory: Memory) -> frozenset[str]:
    with memory.people.begin() as db:
        return frozenset(db.scalars(select(IdentityRow.ref)))


def _enrolled(memory: Memory) -> frozenset[str]:
    with memory.doings.begin() as db:
        return frozenset(db.scalars(select(PersonRow.ref)))


def _enrol_again(memory: Memory, ref: str, now: datetime, language: Language) -> None:
    """Let somebody take part whose record was lost; their bands are not known here."""
    ensure_code(memory, ref, SystemRandom())
    who = Enrolment(ref=ref, language=language, enrolled_on=now.date(), bands={})
    with memory.doings.begin() as db:
        if enrol(db, who):
            audit(db, Act(role="pod", what="person_enrolled", about=ref), now)


def _forget_again(memory: Memory, ref: str, now: datetime) -> None:
    """Delete what a backup brought back of somebody who was forgotten."""
    act = Act(role="pod", what="erased", about=ref)
    with memory.doings.begin() as db:
        if forget_doings(db, ref):
            audit(db, act, now)
    with memory.people.begin() as names:
        if forget_name(names, ref):
            audit(names, act, now)
