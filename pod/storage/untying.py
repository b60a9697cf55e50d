"""Forgetting a code: what left under it can be tied to nobody any more.

The store of what people did never knows whose code is whose; its records of bundles
name codes, and from now on this one no longer. Who had withdrawn before is taken out of
what left all the same: the evaluators are still told that code.
"""

from datetime import datetime

from sqlalchemy import delete

from pod.storage import people
from pod.storage.audit import Act, audit
from pod.storage.codes_of import code_of, key_of_code
from pod.storage.forgetting import note_gone, stay, untie
from pod.storage.memory import Memory
from pod.storage.people_tables import StudyCodeRow
from pod.storage.vault import DoingsDb


def untie_person(memory: Memory, ref: str, _given: bytes, now: datetime) -> None:
    """Forget somebody's code: first what waits to leave, then what opens it."""
    act = Act(role="pod", what="code_forgotten", about=ref)
    with memory.people.begin() as names:
        code = code_of(names, ref)
    with memory.doings.begin() as db:
        if code:
            _cut(db, ref, code)
    memory.persons.destroy(key_of_code(ref))
    with memory.people.begin() as names:
        names.execute(delete(StudyCodeRow).where(StudyCodeRow.ref == ref))
        audit(names, act, now)
    for vault in (memory.doings, memory.people):
        vault.fold()


def _cut(db: DoingsDb, ref: str, code: str) -> None:
    stay(db, code)
    agreed = people.consent(db, ref)
    if agreed is not None and agreed.take_part and agreed.evaluation:
        untie(db, code)
    else:
        note_gone(db, code)
