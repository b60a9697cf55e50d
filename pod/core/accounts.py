"""What supervisors may ask about staff accounts; no page asks for any of it."""

from datetime import UTC

from msgspec import structs

from pod import desk
from pod.core.two import SETS_CLOCK_WITH as WITH
from pod.core.two import second_person
from pod.core.visit import Answers, Visit
from pod.core.way_in import SEALED_CODE_USED
from pod.desk import Reply
from pod.errors import TryAgain, Usage
from pod.storage import cards, codes, drafts, sealed_codes, staff
from pod.storage.audit import Act, audit
from pod.storage.people_tables import StaffRow
from pod.storage.pod_memory import withdraw_notice
from pod.storage.staff import NewAccount
from pod.storage.vault import PeopleDb


def _first_supervisor(visit: Visit, request: desk.FirstSupervisor) -> Reply:
    """Make the two accounts that nobody signed in makes: at set-up, and only then.

    The work of a code is measured on this machine first, unless it is a demonstration.
    """
    second = request.second
    _are_two(request)
    with visit.people() as db:
        _none_yet(db)
        work = codes.cost(db)
    if work == codes.LEAST and not visit.behind.settings.demo:
        work = codes.tuned()
    first = _new(request.number, "supervisor", request.code, work)
    both = (first, _new(second.number, second.role, second.code, work))
    now = visit.behind.wall.now()
    with visit.people() as db:
        codes.keep_cost(db, work)
        for one in both:
            _replace_one_without_a_way_in(db, one.number)
            staff.add_staff(db, one, now)
            visit.write(db, "staff_added", one.number)
        agreed = Act(
            role=first.role,
            staff=first.number,
            what="second_agreed",
            about=second.number,
        )
        audit(db, agreed, now)
    return desk.Done()


def _are_two(request: desk.FirstSupervisor) -> None:
    """Refuse one person who comes as both, as far as that can be seen."""
    if request.number == request.second.number:
        raise Usage("A second person must agree. This is the same one.")
    if request.code == request.second.code:
        raise Usage("Each of the two chooses a code of their own.")


def _none_yet(db: PeopleDb) -> None:
    if staff.any_supervisor(db):
        raise Usage(
            "This pod has a supervisor already.", "Let them add others: use --as."
        )


def _replace_one_without_a_way_in(db: PeopleDb, number: str) -> None:
    """Let go of a supervisor of an older pod, whose six digits alone are no way in."""
    old = db.get(StaffRow, number)
    if old is not None and old.role == "supervisor":
        db.delete(old)
        db.flush()


def _add(visit: Visit, request: desk.AddStaff) -> Reply:
    staff.check_number(request.number)
    if request.role == "supervisor":
        _two(visit, request.second)
    with visit.people() as db:
        work = codes.cost(db)
    new = _new(request.number, request.role, request.code, work)
    new = structs.replace(new, certified_until=request.certified_until)
    now = visit.behind.wall.now()
    with visit.people() as db, visit.doings() as doings:
        staff.add_staff(db, new, now)
        drafts.drop_of(doings, request.number)
        visit.write(db, "staff_added", request.number)
        if request.certified_until is not None:
            visit.write(db, "staff_certified", request.number)
    return desk.Done()


def _new(number: str, role: str, code: str, work: desk.HashCost) -> NewAccount:
    """Return an account as it is kept; a supervisor begins with a passphrase."""
    staff.check_number(number)
    kind = codes.check_code(role, number, code)
    if role == "supervisor" and kind == "pin":
        raise Usage(
            "A supervisor begins with a passphrase of 15 letters or more.",
            "With a card, six digits can follow: `pod staff code`.",
        )
    return NewAccount(
        number=number, role=role, code_hash=codes.hashed(code, work), code_kind=kind
    )


def _two(visit: Visit, second: desk.Second | None) -> None:
    """Have a second person agree to what makes a supervisor."""
    if second is None:
        raise Usage("A supervisor's account needs a second person.")
    second_person(visit, second)


def _revoke(visit: Visit, request: desk.RevokeStaff) -> Reply:
    with visit.people() as db:
        staff.revoke(db, request.number)
        visit.write(db, "staff_revoked", request.number)
    with visit.doings() as doings:
        drafts.drop_of(doings, request.number)
    visit.sign_out(request.number)
    return desk.Done()


def _reset(visit: Visit, request: desk.ResetCode) -> Reply:
    """Open an account again, with a code that is good for one day and one sign-in."""
    with visit.people() as db:
        role, work = staff.account(db, request.number).role, codes.cost(db)
    if role == "supervisor":
        _two(visit, request.second)
    code = codes.one_time(role, request.number)
    kept = codes.hashed(code, work)
    until = visit.behind.wall.now() + staff.ONE_TIME
    with visit.people() as db:
        row = staff.account(db, request.number)
        staff.set_code(row, kept, "pin" if code.isdigit() else "phrase", until)
        staff.open_again(db, request.number)
        visit.write(db, "code_reset", request.number)
    visit.sign_out(request.number)
    return desk.OneTimeCode(code)


def _certify(visit: Visit, request: desk.Certify) -> Reply:
    with visit.people() as db:
        staff.account(db, request.number).certified_until = request.until
        visit.write(db, "staff_certified", request.number)
    return desk.Done()


def _give_card(visit: Visit, request: desk.GiveCard) -> Reply:
    card = visit.behind.card.here()
    if card is None:
        raise TryAgain(
            "No card was seen.", "Hold it to the pod's reader first, then try again."
        )
    with visit.people() as db:
        row = staff.account(db, request.number)
        if row.role == "supervisor" and not card.sealed:
            raise Usage(
                "This reader's cards can be copied: no card for a supervisor.",
                "A supervisor keeps to their number and passphrase.",
            )
        cards.give(db, row, card.mark)
        visit.write(db, "card_given", request.number)
    visit.behind.card.used()
    return desk.Done()


def _take_card(visit: Visit, request: desk.TakeCard) -> Reply:
    with visit.people() as db:
        staff.take_card(db, request.number)
        visit.write(db, "card_taken", request.number)
    return desk.Done()


def _list(visit: Visit, _request: desk.ListStaff) -> Reply:
    now = visit.behind.wall.now()
    with visit.people() as db:
        return desk.StaffList(staff.listed(db, now))


def _new_sheet(visit: Visit, request: desk.NewSheet) -> Reply:
    made = sealed_codes.make(request.count)
    hashes = [sealed_codes.as_kept(code) for code in made]
    with visit.people() as db:
        sealed_codes.keep(db, hashes)
        visit.write(db, "sealed_codes_made")
    with visit.doings() as db:
        withdraw_notice(db, SEALED_CODE_USED)
    return desk.Sheet(tuple(made))


def _hash_cost(visit: Visit, request: desk.HashCost) -> Reply:
    with visit.people() as db:
        codes.keep_cost(db, request)
        visit.write(db, "code_cost_set")
    return desk.Done()


def _set_clock(visit: Visit, request: desk.SetClock) -> Reply:
    """Believe what two people say of the time; one of them is a supervisor."""
    second_person(visit, request.second, WITH[visit.who.role])
    with visit.people() as db:
        visit.write(db, "clock_set", f"{request.at.astimezone(UTC):%Y-%m-%d}")
    visit.behind.wall.put_right(request.at)
    return desk.Done()


ANSWERS: Answers = {
    desk.FirstSupervisor: _first_supervisor,
    desk.AddStaff: _add,
    desk.RevokeStaff: _revoke,
    desk.ResetCode: _reset,
    desk.Certify: _certify,
    desk.GiveCard: _give_card,
    desk.TakeCard: _take_card,
    desk.ListStaff: _list,
    desk.NewSheet: _new_sheet,
    desk.HashCost: _hash_cost,
    desk.SetClock: _set_clock,
}
