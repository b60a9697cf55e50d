"""Answers what is asked about the travelling record, by the person and by staff."""

from pathlib import Path

import msgspec

from pod import desk
from pod.access import Role
from pod.bundle.carry import write_whole
from pod.bundle.travel import BIGGEST
from pod.core.arriving import taken
from pod.core.study import folder_outside
from pod.core.travelling import gone, prepared, stays
from pod.core.two import second_person
from pod.core.visit import Answers, Visit
from pod.desk import Reply
from pod.desk.travelling import (
    Agreed,
    AgreeTravel,
    ForgetPod,
    KnownPod,
    KnowPod,
    ListRecords,
    MakeRecord,
    RecordLine,
    RecordMade,
    Records,
    SeeTravel,
    StayHere,
    StopTravel,
    TakeRecord,
    Travel,
    TravelAnswers,
    TravelCard,
    Traveller,
)
from pod.desk.wing import WingCardTold
from pod.errors import Malformed, Storage, Usage
from pod.seal import read_signed, sig_beside
from pod.settings import spoken
from pod.storage import identities, journeys, keeping, neighbours, outbox, sittings
from pod.storage import wing as linked
from pod.storage.doings_tables import ActivityRow, SittingRow
from pod.storage.people import person
from pod.storage.vault import DoingsDb
from pod.task import task_named
from pod.wing.members import Card, check_card, content_of, fingerprint, signed_card

AGREES: tuple[Role, ...] = ("facilitator", "supervisor", "technician")


def _see(visit: Visit, _request: SeeTravel) -> Reply:
    with visit.doings() as db:
        return _travel(db, visit.who.person)


def _agree(visit: Visit, request: AgreeTravel) -> Reply:
    """Keep what somebody agrees to; the answers that they chose are their own."""
    ref = visit.who.person
    with visit.doings() as db:
        theirs = {one.activity for one in _could_go(db, ref)}
        if not theirs.issuperset(request.answers):
            raise Usage("That is not one of your activities.")
        one = Agreed(
            kind=request.kind,
            given_at=visit.now,
            answers=request.answers if request.kind == "transfer" else (),
        )
        journeys.agree(db, ref, one)
        visit.write(db, "travel_agreed", ref)
        return _travel(db, ref)


def _stop(visit: Visit, request: StopTravel) -> Reply:
    ref = visit.who.person
    with visit.doings() as db:
        journeys.stop(db, ref, request.kind, visit.now)
        visit.write(db, "travel_stopped", ref)
        return _travel(db, ref)


def _travel(db: DoingsDb, ref: str) -> Travel:
    agreed = journeys.agreed(journeys.told(db, ref))
    gone = person(db, ref).moved_on is not None
    return Travel(could_go=_could_go(db, ref), agreed=agreed, gone=gone)


def _could_go(db: DoingsDb, ref: str) -> tuple[TravelAnswers, ...]:
    """Return every activity that ended and whose answers are here, newest first."""
    language = spoken(person(db, ref).language)
    return tuple(
        _answers(db, row, one, language)
        for row in sittings.all_sittings(db, ref)
        for one in reversed(sittings.activities(db, row.id))
        if one.ended and keeping.count(db, one.id)
    )


def _answers(
    db: DoingsDb, row: SittingRow, one: ActivityRow, language: str
) -> TravelAnswers:
    try:
        title = task_named(one.task).title(language)
    except (Malformed, Usage):
        title = one.task
    return TravelAnswers(
        activity=one.id,
        title=title,
        held_on=row.held_on,
        rows=keeping.count(db, one.id),
    )


def _make(visit: Visit, request: MakeRecord) -> Reply:
    """Mark that it goes, then write it out: what was not written is made again."""
    folder = folder_outside(visit, request.out)
    if not folder.is_dir():
        raise Usage(f"{folder.name} is no folder.")
    ready = prepared(visit.behind, request.person, request.pods)
    gone(visit, ready)
    path = folder / ready.sealed.name
    try:
        write_whole(sig_beside(path), ready.sealed.signature.encode("ascii"))
        write_whole(path, ready.sealed.content)
    except OSError as error:
        raise Storage(
            f"The record could not be written: {error.strerror}.", "Make it again."
        ) from error
    return RecordMade(name=path.name, kind=ready.kind, pods=ready.pods)


def _take(visit: Visit, request: TakeRecord) -> Reply:
    signed = read_signed(Path(request.path), BIGGEST)
    return taken(visit.behind, visit.deed, *signed, cell=request.cell)


def _list(visit: Visit, _request: ListRecords) -> Reply:
    """Say who travels; that the names were looked through is kept."""
    with visit.people() as names, visit.doings() as db:
        visit.write(names, "names_seen")
        known = identities.names(names)
        return Records(
            people=tuple(
                Traveller(
                    person=row.ref,
                    first_name=known[row.ref].first_name,
                    cell=known[row.ref].cell,
                    agreed=tuple(one.kind for one in journeys.agreed(told)),
                    home=row.home,
                    moved_on=row.moved_on,
                )
                for row, told in journeys.travellers(db)
                if row.ref in known
            ),
            pods=_pods(visit, db),
            records=tuple(
                msgspec.convert(row, RecordLine, from_attributes=True)
                for row in journeys.travels(db)
            ),
        )


def _pods(visit: Visit, db: DoingsDb) -> tuple[KnownPod, ...]:
    return tuple(
        KnownPod(
            pod=one.member.id,
            wing=one.wing,
            prison=one.prison,
            fingerprint=fingerprint(Card(wing=one.wing, member=one.member)),
        )
        for one in neighbours.neighbours(db, visit.behind.settings)
    )


def _card(visit: Visit, _request: TravelCard) -> Reply:
    """Return this pod's card; one without a wing is a wing of its own."""
    settings = visit.behind.settings
    with visit.doings() as db:
        me = linked.me(db, settings)
        card = Card(wing=settings.link.wing or settings.pod, member=me)
        signature = signed_card(card, outbox.signing_key(db))
    return WingCardTold(content_of(card), signature, fingerprint(card))


def _know(visit: Visit, request: KnowPod) -> Reply:
    card, settings = check_card(request.card, request.signature), visit.behind.settings
    second_person(visit, request.second, AGREES)
    with visit.doings() as db:
        neighbours.know(db, settings, card, request.prison)
        visit.write(db, "pod_known", card.member.id)
        return Records(pods=_pods(visit, db))


def _forget(visit: Visit, request: ForgetPod) -> Reply:
    with visit.doings() as db:
        neighbours.forget(db, request.pod)
        visit.write(db, "pod_unknown", request.pod)
        return Records(pods=_pods(visit, db))


def _stay(visit: Visit, request: StayHere) -> Reply:
    second_person(visit, request.second)
    stays(visit, request.person)
    return desk.Done()


ANSWERS: Answers = {
    SeeTravel: _see,
    AgreeTravel: _agree,
    StopTravel: _stop,
    MakeRecord: _make,
    TakeRecord: _take,
    ListRecords: _list,
    TravelCard: _card,
    KnowPod: _know,
    ForgetPod: _forget,
    StayHere: _stay,
}
