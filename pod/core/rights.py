"""What the person at the pod may do about what is kept of them."""

from msgspec import structs

from pod import desk
from pod.core.about import about
from pod.core.laid_out import look_after
from pod.core.visit import Answers, Visit
from pod.core.what_left import left_of
from pod.desk import Reply
from pod.desk.rights import AskStaff, Leave, SeeMine, WithdrawEvaluation, Withdrawn
from pod.diary.terms import Leaving
from pod.storage import identities, people, sittings
from pod.storage.acts import What
from pod.storage.diary_people import keep_leaving
from pod.storage.sharing import share_nothing
from pod.storage.vault import DoingsDb
from pod.storage.withdrawn import end


def _see_mine(visit: Visit, request: SeeMine) -> Reply:
    """Return what is kept; what staff wrote may name others, so it is had on paper."""
    told = about(visit, visit.who.person, request.page)
    return structs.replace(told, helped=(), noted=(), unsent=())


def _ask_staff(visit: Visit, request: AskStaff) -> Reply:
    """Ask staff for what needs them; what they see is that somebody asked."""
    with visit.doings() as db:
        visit.call(db, f"{request.wish}_asked")
    return desk.HelpView(told=False)


def _withdraw(visit: Visit, _request: WithdrawEvaluation) -> Reply:
    return withdraw(visit, visit.who.person)


def withdraw(visit: Visit, ref: str) -> Withdrawn:
    """Let nothing more of somebody leave; say what had left."""
    _mean(visit, "evaluation_withdrawn", ref)
    with visit.doings() as db:
        _choose(db, visit, "evaluation_withdrawn", ref)
    look_after(visit.behind)
    return Withdrawn(*left_of(visit, ref))


def _leave(visit: Visit, _request: Leave) -> Reply:
    leave(visit, visit.who.person, "withdrawn_own")
    visit.nobody()
    return desk.Done()


def leave(visit: Visit, ref: str, reason: Leaving) -> None:
    """End somebody's part in the programme: nothing is asked, nothing more leaves."""
    _mean(visit, "left_programme", ref)
    with visit.doings() as db:
        for row in sittings.sittings_under_way(db, ref):
            sittings.close_sitting(db, row, visit.now)
        _choose(db, visit, "left_programme", ref)
        share_nothing(db, ref)
        keep_leaving(db, ref, reason, visit.now)
    look_after(visit.behind)


def _mean(visit: Visit, what: What, ref: str) -> None:
    """Write it beside the names first: it holds whatever becomes of the answers."""
    with visit.people() as names:
        identities.identity(names, ref)
        visit.write(names, what, ref)


def _choose(db: DoingsDb, visit: Visit, what: What, ref: str) -> None:
    """Write a new answer to the three choices, where any was given, and the deed."""
    if last := people.consent(db, ref):
        end(db, ref, last, what, visit.now)
    visit.write(db, what, ref)


ANSWERS: Answers = {
    SeeMine: _see_mine,
    AskStaff: _ask_staff,
    WithdrawEvaluation: _withdraw,
    Leave: _leave,
}
