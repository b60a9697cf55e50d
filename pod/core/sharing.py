"""The key-work card: what somebody lets their key worker see, and nothing else."""

from pod.core import in_words
from pod.core.course_of import rows_before
from pod.core.visit import Answers, Visit
from pod.desk import Reply
from pod.desk.sharing import KeyWorkCard, SeeCard, SeeSharing, Share, Sharing
from pod.settings import spoken
from pod.storage import identities, people, sittings
from pod.storage.doings_tables import PersonRow
from pod.storage.sharing import share, shared
from pod.storage.vault import DoingsDb
from pod.task import task_named

PLANS = "if_then"
"""The activity that ends with plans in somebody's own cards."""


def _share(visit: Visit, request: Share) -> Reply:
    ref = visit.who.person
    with visit.doings() as db:
        share(db, ref, request.what, visit.now, on=request.on)
        visit.write(db, "sharing_chosen", ref)
        return Sharing(shared(db, ref))


def _see(visit: Visit, _request: SeeSharing) -> Reply:
    with visit.doings() as db:
        return Sharing(shared(db, visit.who.person))


def _card(visit: Visit, request: SeeCard) -> Reply:
    """Return what somebody shares; what they do not share is not even read."""
    ref = request.person
    with visit.people() as names:
        name = identities.name_of(names, identities.identity(names, ref))
    with visit.doings() as db:
        row, may = people.person(db, ref), shared(db, ref)
        visit.write(db, "card_seen", ref)
        return KeyWorkCard(
            first_name=name.first_name,
            cell=name.cell,
            came=len(sittings.all_sittings(db, ref)) if "came" in may else None,
            plans=_plans(db, row) if "plans" in may else None,
            likes=people.likes(row) if "likes" in may else None,
        )


def _plans(db: DoingsDb, row: PersonRow) -> tuple[str, ...]:
    """Return the newest plans in the cards' own words; what was skipped is left out."""
    task = task_named(PLANS)
    rows = [task.decode_row(raw) for raw in rows_before(db, row.ref, PLANS)]
    said = in_words.answers(task, rows, spoken(row.language))
    return tuple(one.value for one in said if one.value != in_words.NOT_ANSWERED)


ANSWERS: Answers = {Share: _share, SeeSharing: _see, SeeCard: _card}
