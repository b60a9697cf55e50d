"""What staff may do for a person about what is kept of them: commands, not pages."""

from msgspec import structs

from pod import desk
from pod.core.about import about
from pod.core.door import check_nobody_there
from pod.core.laid_out import look_after
from pod.core.rights import leave, withdraw
from pod.core.two import second_person
from pod.core.visit import Answers, Visit
from pod.core.what_left import left_of
from pod.desk import Reply
from pod.desk.rights import (
    AddNote,
    AddPerson,
    CodeForgotten,
    CorrectPerson,
    Erase,
    Erased,
    FindPerson,
    ForgetCode,
    FoundPerson,
    LeavePerson,
    Purge,
    Purged,
    SeePerson,
    WithdrawPerson,
)
from pod.errors import Usage
from pod.settings import known
from pod.storage import both, concerns, identities, notes, people, retention
from pod.storage.both import Newcomer
from pod.storage.codes_of import codes
from pod.storage.covered import is_covered
from pod.storage.identities import Name
from pod.storage.neighbours import beyond_wing


class StillCalls(Usage):
    """Somebody whom nobody has gone to yet would be forgotten with what they asked."""


def _find(visit: Visit, request: FindPerson) -> Reply:
    """Find somebody by prison number; that the names were looked through is kept."""
    wanted = request.number.strip().upper()
    with visit.people() as db:
        visit.write(db, "names_seen")
        found = [
            (ref, n) for ref, n in identities.names(db).items() if n.number == wanted
        ]
    if not found:
        raise Usage("That person is not on this pod.")
    ref, name = found[0]
    return FoundPerson(ref, name.first_name, name.cell)


def _add(visit: Visit, request: AddPerson) -> Reply:
    known(request.language)
    who = Newcomer(**structs.asdict(request))
    both.add_person(visit.behind.memory, who, visit.deed, visit.behind.rng)
    return desk.Done()


def _see(visit: Visit, request: SeePerson) -> Reply:
    return about(visit, request.person, request.page)


def _correct(visit: Visit, request: CorrectPerson) -> Reply:
    """Correct who somebody is, or their language; what is not given stays."""
    ref = request.person
    if request.language is not None:
        known(request.language)
    with visit.people() as names:
        name = identities.name_of(names, identities.identity(names, ref))
        raw = structs.asdict(name)
        given = {one: getattr(request, one) for one in raw if getattr(request, one)}
        identities.rename(names, ref, identities.checked(Name(**{**raw, **given})))
        visit.write(names, "person_corrected", ref)
    if request.language is not None:
        with visit.doings() as db:
            people.person(db, ref).language = request.language
            visit.write(db, "person_corrected", ref)
    return desk.Done()


def _add_note(visit: Visit, request: AddNote) -> Reply:
    new = notes.NewNote(
        id=people.new_id(visit.behind.rng),
        person=request.person,
        activity=request.activity,
        written_on=visit.now.date(),
    )
    with visit.doings() as db:
        people.person(db, request.person)
        notes.add_note(db, new, request.note)
        visit.write(db, "note_added", request.person)
    return desk.Done()


def _withdraw(visit: Visit, request: WithdrawPerson) -> Reply:
    return withdraw(visit, request.person)


def _leave(visit: Visit, request: LeavePerson) -> Reply:
    leave(visit, request.person, request.reason)
    return desk.Done()


def _erase(visit: Visit, request: Erase) -> Reply:
    """Erase somebody, once two people agree and nobody is there: it may be them."""
    left = left_of(visit, request.person)
    with visit.doings() as db:
        people.person(db, request.person)
        elsewhere = beyond_wing(db, visit.behind.settings, request.person)
        if concerns.nobody_has(db, request.person):
            raise StillCalls(
                "They called, and nobody has gone yet.", "Go to them first."
            )
    check_nobody_there(visit)
    second_person(visit, request.second)
    both.erase(visit.behind.memory, request.person, visit.deed, "erase")
    look_after(visit.behind)
    visit.hold_on()
    return Erased(*left, elsewhere)


def _forget_code(visit: Visit, request: ForgetCode) -> Reply:
    """Cut the tie between somebody and what has left, once two people agree."""
    ref = request.person
    with visit.doings() as db:
        people.person(db, ref)
    left, linked = left_of(visit, ref)
    if left is None:
        raise Usage("Their code is forgotten already.")
    second_person(visit, request.second)
    both.forget_code(visit.behind.memory, ref, visit.deed)
    look_after(visit.behind)
    visit.hold_on()
    return CodeForgotten(left, linked)


def _purge(visit: Visit, request: Purge) -> Reply:
    """Purge what was kept long enough and a receipt covers, once two people agree."""
    memory, days = visit.behind.memory, visit.behind.settings.retention_days
    if request.second is not None:
        check_nobody_there(visit)
        second_person(visit, request.second)
    with visit.people() as names:
        known = codes(names)
    with visit.doings() as db:
        due = retention.due(db, visit.now, days)
        covered = [ref for ref in due if is_covered(db, ref, known.get(ref, ""))]
    if request.second is not None:
        for ref in covered:
            both.erase(memory, ref, visit.deed, "purge")
        with visit.doings() as db:
            retention.tell(db, visit.now, days, known)
        visit.hold_on()
    left = len(due) - len(covered)
    return Purged(purged=len(covered), uncovered=left, retention_days=days)


ANSWERS: Answers = {
    FindPerson: _find,
    AddPerson: _add,
    SeePerson: _see,
    CorrectPerson: _correct,
    AddNote: _add_note,
    WithdrawPerson: _withdraw,
    LeavePerson: _leave,
    Erase: _erase,
    ForgetCode: _forget_code,
    Purge: _purge,
}
