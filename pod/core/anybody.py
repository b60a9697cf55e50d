"""What anybody may ask for, whoever is signed in."""

from pod import desk
from pod.core.door import seen_locked
from pod.core.visit import Answers, Visit
from pod.desk import Reply
from pod.storage.pod_memory import give_notice, withdraw_notice


def _glance(visit: Visit, _request: desk.Glance) -> Reply:
    return seen_locked(visit)


def _ask_for_help(visit: Visit, request: desk.AskForHelp) -> Reply:
    with visit.doings() as db:
        concern = visit.call(db, request.kind)
    lamp = visit.behind.devices.has_lamp
    return desk.HelpView(told=False, lamp=lamp, concern=concern)


def _tell(visit: Visit, request: desk.Tell) -> Reply:
    with visit.doings() as db:
        if request.over:
            withdraw_notice(db, request.fault)
        else:
            give_notice(db, request.fault, visit.now)
        word = f"{request.fault}_over" if request.over else request.fault
        visit.write(db, "fault_told", word)
    return desk.Done()


def _lock(visit: Visit, _request: desk.Lock) -> Reply:
    visit.nobody()
    return desk.Done()


ANSWERS: Answers = {
    desk.Glance: _glance,
    desk.AskForHelp: _ask_for_help,
    desk.Tell: _tell,
    desk.Lock: _lock,
}
