"""What needs a person: who has it, since when, what was done; nothing is graded."""

from collections.abc import Mapping
from datetime import timedelta

from msgspec import structs

from pod.core.far_concerns import closed_here
from pod.core.visit import Answers, Visit
from pod.desk import Reply
from pod.desk.help import (
    CloseConcern,
    FormFacts,
    HelpBoard,
    How,
    MakeWords,
    NeedsPerson,
    SeeHelp,
    TakeOn,
)
from pod.storage import concern_steps, concerns, drafts, identities
from pod.storage.concern_steps import Hand
from pod.storage.concerns import NOTICE, WISHES
from pod.storage.doings_tables import ConcernRow
from pod.storage.identities import Name
from pod.storage.pod_memory import withdraw_notice
from pod.storage.vault import DoingsDb

Names = Mapping[str, Name]


def board(visit: Visit) -> HelpBoard:
    """Return all that is open, what nobody has first; names are first names."""
    settings = visit.behind.settings
    with visit.people() as names, visit.doings() as db:
        needs = needing(visit, db, identities.names(names))
    return HelpBoard(
        pod=settings.pod,
        now=visit.now,
        second=settings.second_contact,
        needs=needs,
        calling=sum(not one.owner for one in needs),
    )


def needing(visit: Visit, db: DoingsDb, names: Names) -> tuple[NeedsPerson, ...]:
    """Return what is open, each with whom it is about and when it is late."""
    rows = concern_steps.open_ones(db)
    return tuple(_named(visit, db, row, names) for row in rows)


def take_on(visit: Visit, concern: str, how: How) -> None:
    """Let whoever is here have a concern; the lamp goes out once nobody waits."""
    with visit.doings() as db:
        concern_steps.take_on(db, concern, how, hand(visit))
        visit.write(db, "concern_acknowledged", concern)
        if not concerns.any_late(db):
            withdraw_notice(db, NOTICE)
        visit.behind.devices.shine(db)


def hand(visit: Visit) -> Hand:
    """Return who of the staff is here, and when."""
    return Hand(visit.who.staff, visit.now)


def _named(visit: Visit, db: DoingsDb, row: ConcernRow, names: Names) -> NeedsPerson:
    """Return a concern with whom it is about, and when the second contact is told."""
    need, far = concern_steps.told(db, row), visit.behind.wing.whose(row.id)
    name = far.need if far else names.get(row.person or "")
    patience = timedelta(minutes=visit.behind.settings.help_minutes)
    waits = row.kind not in WISHES and row.acknowledged_at is None
    return structs.replace(
        need,
        first_name=name.first_name if name else "",
        cell=name.cell if name else "",
        pod=far.member.place if far else "",
        lost=far.lost if far else False,
        late_at=row.raised_at + patience if waits else None,
    )


def _name(visit: Visit, need: NeedsPerson, known: Names) -> Name | None:
    """Return who a concern is about, at a console too where it knows them."""
    far = visit.behind.wing.whose(need.concern)
    refs = far.need.known_as if far else (need.person,)
    return next((known[ref] for ref in refs if ref in known), None)


def _see(visit: Visit, _request: SeeHelp) -> Reply:
    return board(visit)


def _take_on(visit: Visit, request: TakeOn) -> Reply:
    take_on(visit, request.concern, request.how)
    return board(visit)


def _close(visit: Visit, request: CloseConcern) -> Reply:
    with visit.doings() as db:
        concern_steps.close(
            db, request.concern, request.done, request.note, hand(visit)
        )
        drafts.drop_about(db, request.concern)
        visit.write(db, "concern_closed", request.concern)
        if visit.behind.console:
            closed_here(visit.behind, db, request.concern)
    return board(visit)


def _words(visit: Visit, request: MakeWords) -> Reply:
    """Return the facts for a form; that the number was looked up is written down."""
    with visit.people() as names, visit.doings() as db:
        known = identities.names(names)
        need = _named(visit, db, concern_steps.one(db, request.concern), known)
        visit.write(db, "concern_words_made", request.concern)
        name = _name(visit, need, known)
    settings = visit.behind.settings
    return FormFacts(
        need=need,
        pod=need.pod or settings.pod,
        now=visit.now,
        second=settings.second_contact,
        number=name.number if name else "",
    )


ANSWERS: Answers = {
    SeeHelp: _see,
    TakeOn: _take_on,
    CloseConcern: _close,
    MakeWords: _words,
}
