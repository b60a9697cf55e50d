"""Staff's training: it marks answers, explains again, and lets somebody be watched."""

from datetime import date

from pod.core.certified import today
from pod.core.visit import Answers, Visit
from pod.desk import Done, Reply
from pod.desk.practice import BeginPractice, EndPractice
from pod.desk.training import (
    AskAgain,
    LookTraining,
    PassModule,
    SetSuperUser,
    SignChecklist,
    TrainingView,
)
from pod.errors import TryAgain, Usage
from pod.storage import staff, training
from pod.storage.people_tables import StaffRow
from pod.storage.vault import PeopleDb
from pod.training import CHECKLIST, Module, Passed, checklist, modules

RIGHT = 0
"""Of each question, the first answer is right."""


class TaughtAnew(TryAgain):
    """What is taught has changed since the page was shown."""


class NoSuperUser(Usage):
    """Whoever asks may watch nobody."""


class WatchedThemself(Usage):
    """Somebody signed their own checklist."""


def _look(visit: Visit, _request: LookTraining) -> Reply:
    with visit.people() as db:
        return _view(visit, db)


def _pass(visit: Visit, request: PassModule) -> Reply:
    """Keep that a module was passed; ask again what was not answered rightly."""
    module = _module(request)
    wrong = tuple(
        place for place, answer in enumerate(request.answers) if answer != RIGHT
    )
    asked = len(module.text["en"].questions)
    if wrong or len(request.answers) != asked:
        return AskAgain(wrong or tuple(range(asked)))
    passed = Passed(what=module.name, version=module.version, on=_today(visit))
    with visit.people() as db:
        me = staff.account(db, visit.who.staff)
        training.keep_passed(db, me.number, passed, "")
        visit.write(db, "module_passed", module.name)
        return _view(visit, db)


def _module(request: PassModule) -> Module:
    """Return the module as it was shown; where it was changed since, say so."""
    for one in modules():
        if (one.name, one.version) == (request.module, request.version):
            return one
    raise TaughtAnew("This module has changed.", "Read it again, then answer.")


def _sign(visit: Visit, request: SignChecklist) -> Reply:
    """Keep that somebody was watched, by somebody else who may watch."""
    version = checklist().version
    if request.version != version:
        raise TaughtAnew("The checklist has changed.", "Go through it again.")
    passed = Passed(what=CHECKLIST, version=version, on=_today(visit))
    with visit.people() as db:
        _check_watches(visit, db, request.number)
        watched = staff.account(db, request.number)
        training.keep_passed(db, watched.number, passed, visit.who.staff)
        visit.write(db, "staff_watched", watched.number)
        return _view(visit, db)


def _check_watches(visit: Visit, db: PeopleDb, number: str) -> None:
    if not _may_watch(visit, db):
        raise NoSuperUser(
            "You cannot sign the checklist.",
            "Ask the wing's super-user or a supervisor.",
        )
    if number == visit.who.staff:
        raise WatchedThemself(
            "Nobody signs their own checklist.", "Ask somebody else to watch you."
        )


def _may_watch(visit: Visit, db: PeopleDb) -> bool:
    """Tell whether whoever is here may watch others: supervisors and super-users."""
    me = db.get(StaffRow, visit.who.staff)
    return visit.who.role == "supervisor" or (me is not None and me.super_user)


def _set_super_user(visit: Visit, request: SetSuperUser) -> Reply:
    """Let a facilitator watch others, or no longer; supervisors may anyway."""
    with visit.people() as db:
        row = staff.account(db, request.number)
        if row.role != "facilitator":
            raise Usage("Only a facilitator can be a super-user.")
        row.super_user = request.on
        made = request.on
        visit.write(
            db, "super_user_made" if made else "super_user_ended", request.number
        )
    return Done()


def _practise(visit: Visit, _request: BeginPractice) -> Reply:
    """Let this screen speak with a pod of invented people."""
    return visit.behind.practise(visit)


def _practised(_visit: Visit, _request: EndPractice) -> Reply:
    """Say that nobody practises here: it is over, and the screen did not know yet."""
    return Done()


def _view(visit: Visit, db: PeopleDb) -> TrainingView:
    number, day = visit.who.staff, _today(visit)
    row = db.get(StaffRow, number)
    waiting = training.to_watch(db, day) if _may_watch(visit, db) else ()
    return TrainingView(
        staff=number,
        today=day,
        until=training.certified_until(db, row, day) if row else None,
        to_do=training.stands(db, number, day).to_do,
        to_watch=tuple(one for one in waiting if one != number),
        practises=not visit.behind.console,
    )


def _today(visit: Visit) -> date:
    return today(visit.behind.wall.now())


ANSWERS: Answers = {
    LookTraining: _look,
    PassModule: _pass,
    SignChecklist: _sign,
    SetSuperUser: _set_super_user,
    BeginPractice: _practise,
    EndPractice: _practised,
}
