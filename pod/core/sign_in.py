"""Staff sign in, see what has been since they were here, and take new codes."""

import msgspec

from pod import desk
from pod.core.by_staff import staff_view
from pod.core.visit import Answers, Visit
from pod.core.way_in import Proven, prove
from pod.desk import Reply
from pod.errors import Usage
from pod.storage import codes, staff


def _staff_sign_in(visit: Visit, request: desk.StaffSignIn) -> Reply:
    found = prove(visit, request.number, request.code)
    if isinstance(found, desk.Refused):
        return found
    return _come_in(visit, found)


def _come_in(visit: Visit, proven: Proven) -> Reply:
    """Sign in whoever has proved who they are; a one-time code must be changed."""
    visit.who = proven.who
    visit.staying.came(visit.behind.clock.now_ms())
    if proven.renewing:
        return desk.CodeNeeded(phrase=proven.role == "supervisor")
    if proven.sealed:
        return staff_view(visit)
    now = visit.behind.wall.now()
    with visit.people() as db:
        row = staff.account(db, proven.number)
        since = desk.SinceThen(row.last_in_at, row.wrong_since)
        staff.came_in(row, now)
        visit.write(db, "staff_signed_in")
    return staff_view(visit, since)


def _new_code(visit: Visit, request: desk.NewCode) -> Reply:
    number = visit.who.staff
    with visit.people() as db:
        row, work = staff.account(db, number), codes.cost(db)
        role, card, before = row.role, row.card is not None, row.code_hash
    kind = codes.check_code(role, number, request.code)
    if role == "supervisor" and kind == "pin" and not card:
        raise Usage("Without a card you need a passphrase of 15 letters or more.")
    if codes.matches(before, request.code, work):
        raise Usage("That is the code you have. Please take another one.")
    kept = codes.hashed(request.code, work)
    with visit.people() as db:
        staff.set_code(staff.account(db, number), kept, kind)
        visit.write(db, "code_renewed", number)
    if visit.who.role != "nobody":
        return staff_view(visit)
    proven = msgspec.convert({"number": number, "role": role}, Proven)
    return _come_in(visit, proven)


ANSWERS: Answers = {desk.StaffSignIn: _staff_sign_in, desk.NewCode: _new_code}
