"""What the person at the pod may do about what is kept of them."""

from pod import desk
from pod.core.about import about, left_in
from pod.core.visit import Answers, Visit
from pod.desk import Reply
from pod.desk.rights import AskStaff, Leave, SeeMine, WithdrawEvaluation, Withdrawn
from pod.storage import people, sittings
from pod.storage.vault import DoingsDb


def _see_mine(visit: Visit, request: SeeMine) -> Reply:
    return about(visit, visit.who.person, request.page)


def _ask_staff(visit: Visit, request: AskStaff) -> Reply:
    """Ask staff for what needs them; what they see is that somebody asked."""
    with visit.doings() as db:
        visit.call(db, f"{request.wish}_asked")
    return desk.HelpView(told=False)


def _withdraw(visit: Visit, _request: WithdrawEvaluation) -> Reply:
    return withdraw(visit, visit.who.person)


def withdraw(visit: Visit, ref: str) -> Withdrawn:
    """Let nothing more of somebody leave; say what had left."""
    with visit.doings() as db:
        _choose(db, visit, ref, take_part=None)
        visit.write(db, "evaluation_withdrawn", ref)
        return Withdrawn(left_in(db, people.person(db, ref).study_code))


def _leave(visit: Visit, _request: Leave) -> Reply:
    leave(visit, visit.who.person)
    visit.nobody()
    return desk.Done()


def leave(visit: Visit, ref: str) -> None:
    """End somebody's part in the programme: nothing is asked, nothing more leaves."""
    with visit.doings() as db:
        for row in sittings.sittings_under_way(db, ref):
            sittings.close_sitting(db, row, visit.now)
        _choose(db, visit, ref, take_part=False)
        visit.write(db, "left_programme", ref)


def _choose(db: DoingsDb, visit: Visit, ref: str, *, take_part: bool | None) -> None:
    """Write a new answer to the three choices: no evaluation, the rest as it was."""
    last = people.consent(db, ref)
    was_part, contact = (last.take_part, last.contact) if last else (False, False)
    given = desk.ConsentGiven(
        take_part=was_part if take_part is None else take_part,
        evaluation=False,
        contact=contact if take_part is None else False,
    )
    version = last.version if last else visit.behind.programme.consent
    people.keep_consent(db, ref, version, given, visit.now)


ANSWERS: Answers = {
    SeeMine: _see_mine,
    AskStaff: _ask_staff,
    WithdrawEvaluation: _withdraw,
    Leave: _leave,
}
