"""What the diary knows of people: who waits, what staff must know, slips, newcomers."""

from pod import desk
from pod.core.diary import local
from pod.core.diary_booking import hand
from pod.core.visit import Answers, Visit
from pod.desk import PersonTile, Reply
from pod.desk.diary import (
    Added,
    AddHere,
    MakeSlip,
    PutOnList,
    SetAlerts,
    SetWaiting,
    SlipMade,
)
from pod.diary.slip import Place, Whose, slip_for
from pod.errors import Usage
from pod.storage import both, diary, diary_people, identities
from pod.storage.both import Newcomer


def _put_on_list(visit: Visit, request: PutOnList) -> Reply:
    with visit.doings() as db:
        asked = request.requested_by
        diary_people.put_on_list(db, request.person, asked, hand(visit))
        visit.write(db, "waiting_changed", request.person)
    return desk.Done()


def _set_waiting(visit: Visit, request: SetWaiting) -> Reply:
    with visit.doings() as db:
        diary_people.set_status(db, request.person, request.status, hand(visit))
        visit.write(db, "waiting_changed", request.person)
    return desk.Done()


def _set_alerts(visit: Visit, request: SetAlerts) -> Reply:
    with visit.doings() as db:
        diary_people.set_alerts(db, request.person, request.alerts, hand(visit))
        visit.write(db, "alerts_noted", request.person)
    return desk.Done()


def _make_slip(visit: Visit, request: MakeSlip) -> Reply:
    """Make a slip; what is written on it may be read by whoever goes."""
    if not request.information.isprintable():
        raise Usage("Extra information is a few plain words.")
    settings = visit.behind.settings
    with visit.doings() as db:
        booking = diary.booking(db, request.booking)
        visit.write(db, "slip_made", booking.booking)
    with visit.people() as names:
        name = identities.name_of(names, identities.identity(names, booking.person))
    whose = Whose(first_name=name.first_name, number=name.number, cell=name.cell)
    place = Place(prison=settings.site, location=settings.wing)
    return SlipMade(slip_for(booking, whose, place, request.information, local(visit)))


def _add_here(visit: Visit, request: AddHere) -> Reply:
    """Add somebody in the pod's own language and without bands, which stay unset."""
    who = Newcomer(
        number=request.number,
        first_name=request.first_name,
        cell=request.cell,
        language=visit.behind.settings.language,
    )
    memory, rng = visit.behind.memory, visit.behind.rng
    ref = both.add_person(memory, who, visit.deed, rng)
    tile = PersonTile(person=ref, first_name=request.first_name, cell=request.cell)
    return Added(tile)


ANSWERS: Answers = {
    PutOnList: _put_on_list,
    SetWaiting: _set_waiting,
    SetAlerts: _set_alerts,
    MakeSlip: _make_slip,
    AddHere: _add_here,
}
