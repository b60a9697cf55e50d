"""What anybody may ask for, whoever is signed in."""

from pod import desk
from pod.access import Who
from pod.core.by_staff import staff_view
from pod.core.door import seen_locked, staff_at_the_door
from pod.core.visit import Answers, Visit
from pod.desk import Reply
from pod.storage.pod_memory import give_notice


def _glance(visit: Visit, _request: desk.Glance) -> Reply:
    return seen_locked(visit)


def _staff_sign_in(visit: Visit, request: desk.StaffSignIn) -> Reply:
    found = staff_at_the_door(visit.behind.memory, request, visit.now)
    with visit.people() as db:
        if isinstance(found, desk.Refused):
            visit.write(db, "staff_refused")
            return found
        visit.who = found
        visit.write(db, "staff_signed_in")
    return staff_view(visit)


def _ask_for_help(visit: Visit, request: desk.AskForHelp) -> Reply:
    with visit.doings() as db:
        visit.call(db, request.kind)
    return desk.HelpView(told=False, lamp=visit.behind.devices.has_lamp)


def _tell(visit: Visit, request: desk.Tell) -> Reply:
    with visit.doings() as db:
        give_notice(db, request.fault, visit.now)
    return desk.Done()


def _lock(visit: Visit, _request: desk.Lock) -> Reply:
    visit.who = Who()
    return desk.Done()


ANSWERS: Answers = {
    desk.Glance: _glance,
    desk.StaffSignIn: _staff_sign_in,
    desk.AskForHelp: _ask_for_help,
    desk.Tell: _tell,
    desk.Lock: _lock,
}
