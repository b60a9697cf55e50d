"""Answers the pages about people who move: who, whether they agreed, by which road."""

import logging
from collections.abc import Collection, Generator
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from pod import desk
from pod.access import may
from pod.bundle.travel import SealedRecord
from pod.core.arriving import taken
from pod.core.stick import reach_of, step, store_of
from pod.core.travelling import NotAgreed, gone, prepared
from pod.core.visit import Answers, Visit
from pod.desk import Reply
from pod.desk.moves import (
    Arrived,
    Mover,
    Movers,
    Offered,
    Place,
    SayTransfer,
    SeeMovers,
    SendRecord,
    Sent,
    TakeRecords,
    TookIn,
    Why,
)
from pod.desk.moves import Road as By
from pod.desk.stick import Writing
from pod.errors import (
    Malformed,
    Sealed,
    Storage,
    Trouble,
    TryAgain,
    Untrusted,
    Usage,
)
from pod.export.record_roads import (
    FolderRoad,
    Found,
    Road,
    StickRoad,
    bringing,
    maker_of,
    record_of,
    sending,
)
from pod.export.stick_trouble import StickTrouble
from pod.storage import identities, journeys, neighbours, outbox, people, transfers
from pod.storage.doings_tables import PersonRow
from pod.storage.pod_memory import recall
from pod.storage.vault import DoingsDb

log = logging.getLogger(__name__)


def _see(visit: Visit, _request: SeeMovers) -> Reply:
    return _movers(visit)


def _say(visit: Visit, request: SayTransfer) -> Reply:
    with visit.doings() as db:
        people.person(db, request.person)
        transfers.say(db, request.person, on=request.coming)
        said = request.coming
        visit.write(db, "transfer_said" if said else "transfer_unsaid", request.person)
    return _movers(visit)


def _offered(visit: Visit, _request: Offered) -> Reply:
    ref = visit.who.person
    with visit.doings() as db:
        transfers.told(db, ref)
        visit.write(db, "travel_offered", ref)
    return desk.Done()


def _movers(visit: Visit) -> Movers:
    """Return everybody here; which answers they chose is not even read out."""
    with visit.people() as names, visit.doings() as db:
        coming = transfers.coming(db)
        rows = {row.ref: (row, known) for row, known in journeys.travellers(db)}
        found = []
        for tile in identities.tiles(names):
            one = Mover(
                person=tile.person,
                first_name=tile.first_name,
                cell=tile.cell,
                coming=tile.person in coming,
            )
            if tile.person in rows:
                one = _standing(one, *rows[tile.person])
            found.append(one)
        places = _places(visit, db)
        roads = _roads(visit, db)
    may_carry = may(visit.who, "SendRecord")
    return Movers(people=tuple(found), places=places, roads=roads, may_carry=may_carry)


def _standing(one: Mover, row: PersonRow, known: journeys.Told) -> Mover:
    """Return how somebody stands of whom something of travelling is known."""
    return replace(
        one,
        agreed=known.transfer is not None,
        here=known.roams,
        moved_on=row.moved_on,
        moved_to=row.home if row.moved_on else "",
    )


def _places(visit: Visit, db: DoingsDb) -> tuple[Place, ...]:
    return tuple(
        Place(pod=one.member.id, wing=one.wing, prison=one.prison)
        for one in neighbours.neighbours(db, visit.behind.settings)
    )


def _roads(visit: Visit, db: DoingsDb) -> tuple[By, ...]:
    """Return by which roads a record can go: a stick belongs to a study."""
    stick: tuple[By, ...] = () if recall(db, outbox.STUDY) is None else ("stick",)
    return (*stick, "folder") if visit.behind.settings.records.folder else stick


def _send(visit: Visit, request: SendRecord) -> Reply:
    return step(visit, request, lambda: _sending(visit, request))


def _sending(visit: Visit, request: SendRecord) -> Generator[Writing, None, Sent]:
    """Make a record once there is a place for it, and write it there."""
    made: list[str] = []

    def make() -> SealedRecord:
        ready = prepared(visit.behind, request.person, _all_for(visit, request.to))
        gone(visit, ready)
        made.append(ready.sealed.name)
        return ready.sealed

    try:
        safe = yield from sending(_road(visit, request.road), make)
    except StickTrouble as trouble:
        state = trouble.state if request.road == "stick" else "folder"
        return Sent(state=state, road=request.road, safe=trouble.safe)
    except NotAgreed:
        return Sent(state="not_agreed", road=request.road)
    return Sent(state="fine", road=request.road, name=made[0], safe=safe)


def _all_for(visit: Visit, pod: str) -> tuple[str, ...]:
    """Return a pod and, in another prison, all the others known of its wing.

    The first becomes home; the others let the person go on there.
    """
    with visit.doings() as db:
        known = _places(visit, db)
    wings = [one.wing for one in known if (one.pod, one.prison) == (pod, "other")]
    return (pod, *wings)


def _take(visit: Visit, request: TakeRecords) -> Reply:
    return step(visit, request, lambda: _taking(visit, request))


def _taking(visit: Visit, request: TakeRecords) -> Generator[Writing, None, TookIn]:
    """Take in, one after another, what lies there for this pod and is new."""
    with visit.doings() as db:
        known = {one.pod for one in _places(visit, db)}
        done = {one.record for one in journeys.travels(db)}
    try:
        came, safe = yield from bringing(
            _road(visit, request.road),
            lambda name: record_of(name) not in done,
            partial(_taken, visit, known),
        )
    except StickTrouble as trouble:
        state = trouble.state if request.road == "stick" else "folder"
        return TookIn(state=state, road=request.road, safe=trouble.safe)
    return TookIn(state="fine", road=request.road, arrived=came, safe=safe)


def _taken(visit: Visit, known: Collection[str], found: Found) -> Arrived:
    """Take one record in, or say why not; the next one is tried all the same."""
    try:
        one = taken(visit.behind, visit.deed, found.untrusted, found.untrusted_sig)
    except Storage:
        raise
    except Trouble as trouble:
        log.warning("a record was not taken in: %s", type(trouble).__name__)
        return Arrived(name=found.name, why=_why(trouble, found, known))
    return Arrived(
        name=found.name, kind=one.kind, first_name=one.first_name, cell=one.cell
    )


def _why(trouble: Trouble, found: Found, known: Collection[str]) -> Why:
    match trouble:
        case Sealed():
            return "not_for_us"
        case TryAgain():
            return "here"
        case Untrusted() if maker_of(found.name) not in known:
            return "unknown_pod"
        case Untrusted() | Malformed():
            return "forged"
        case _:
            return "other"


def _road(visit: Visit, by: By) -> Road:
    """Return the road, which must be there: the page offers no other."""
    behind = visit.behind
    if by == "stick":
        return StickRoad(reach_of(behind), store_of(visit).wanted())
    if not behind.settings.records.folder:
        raise Usage(
            "This pod has no folder for records.",
            "Set `folder` of [records] in its pod.toml, and restart it.",
        )
    return FolderRoad(Path(behind.settings.records.folder), behind.stick)


ANSWERS: Answers = {
    Offered: _offered,
    SeeMovers: _see,
    SayTransfer: _say,
    SendRecord: _send,
    TakeRecords: _take,
}
