"""Who withdrew or left stays so, whatever a backup brings back.

Both are written into the record of names too, before the choice itself. So where the
store of answers is older than that line, or was cut off before it, the choice is made
again.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple, TypeAlias

from sqlalchemy import select

from pod.desk import ConsentGiven
from pod.storage import people
from pod.storage.acts import What, named
from pod.storage.audit import Act, audit
from pod.storage.diary_people import keep_leaving, leaving_of
from pod.storage.doings_tables import ConsentRow
from pod.storage.memory import Memory
from pod.storage.tables import AuditRow
from pod.storage.vault import DoingsDb, PeopleDb

LEFT: What = "left_programme"
ENDINGS: tuple[What, ...] = ("evaluation_withdrawn", LEFT)


class Ending(NamedTuple):
    """What somebody ended last, and when."""

    what: What
    at: datetime


Endings: TypeAlias = Mapping[str, Ending]


def endings(db: PeopleDb) -> Endings:
    """Return who withdrew or left, by the record of names."""
    query = select(AuditRow.about, AuditRow.what, AuditRow.done_at)
    query = query.where(AuditRow.what.in_(ENDINGS)).order_by(AuditRow.id)
    return {
        row.about: Ending(named(row.what), row.done_at) for row in db.execute(query)
    }


def end_again(memory: Memory, known: Endings, now: datetime) -> None:
    """Make these choices again where an older one stands; once."""
    with memory.doings.begin() as db:
        for ref, ending in known.items():
            last = people.consent(db, ref)
            if last is not None and _is_undone(last, ending):
                end(db, ref, last, ending.what, now)
                if ending.what == LEFT and leaving_of(db, ref) is None:
                    keep_leaving(db, ref, "other", now)
                audit(db, Act(role="pod", what=ending.what, about=ref), now)


def end(db: DoingsDb, ref: str, last: ConsentRow, what: What, now: datetime) -> None:
    """Write a new answer to the three choices: no evaluation, or nothing at all."""
    stays = what != LEFT
    given = ConsentGiven(
        take_part=last.take_part and stays,
        evaluation=False,
        contact=last.contact and stays,
    )
    people.keep_consent(db, ref, last.version, given, now)


def took_back(db: DoingsDb, ref: str) -> bool:
    """Tell whether somebody takes back that evaluators have anything of theirs.

    Who left the programme without withdrawing first does not: nothing more of theirs
    leaves, and what left stays.
    """
    given = people.consents(db, ref)
    if not given or (given[-1].take_part and given[-1].evaluation):
        return False
    if leaving_of(db, ref) is None:
        return True
    taking_part = [one for one in given if one.take_part]
    return not taking_part or not taking_part[-1].evaluation


def _is_undone(last: ConsentRow, ending: Ending) -> bool:
    open_still = last.evaluation or (ending.what == LEFT and last.take_part)
    return open_still and last.given_at < ending.at
