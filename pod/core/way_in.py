"""How staff prove who they are: a number or a card, and what they alone know.

A try is on the disk before the code is looked at, so that no power cut undoes it. Wrong
codes with a number make everybody with a number wait, at this pod and for this account,
and lock nobody: a prisoner could type them. Ten wrong ones with somebody's own card
lock their account. While the code is looked at, no store is held open; the core answers
nobody else for that half second.
"""

from datetime import datetime
from typing import Literal, TypeAlias

import msgspec
from msgspec import structs

from pod import desk
from pod.access import Who, wait_s
from pod.core.card import Card
from pod.core.visit import Visit
from pod.storage import attempts, cards, codes, sealed_codes, staff
from pod.storage.acts import What
from pod.storage.audit import Act, audit
from pod.storage.people_tables import StaffRow
from pod.storage.pod_memory import give_notice
from pod.storage.vault import PeopleDb
from pod.values import Value

SEALED_CODE_USED = "sealed_code_used"
Role: TypeAlias = Literal["facilitator", "supervisor", "technician", "peer"]


class Proven(Value, frozen=True, kw_only=True):
    """Somebody who has proved who they are.

    `sealed`: by a sealed code; `renewing`: by a code for one day.
    """

    number: str
    role: Role
    sealed: bool = False
    renewing: bool = False

    @property
    def who(self) -> Who:
        """Who they are at the pod: nobody yet, until a one-time code is changed."""
        role = "nobody" if self.renewing else self.role
        return Who(role=role, staff=self.number)


class _Trying(Value, frozen=True, kw_only=True):
    """A try: whose, how it is counted, and what would be right."""

    number: str
    account: bool
    own_card: bool
    scopes: tuple[str, ...]
    said: str
    known: Proven | None = None
    kept: str | None = None


def prove(
    visit: Visit, number: str, code: str, refused: What = "staff_refused"
) -> Proven | desk.Refused:
    """Return who this is, or how long to wait; never which part was wrong.

    No number stands for the card that is here. A code that is not even looked at yet
    is not written down as `refused`.
    """
    now_ms = visit.behind.clock.now_ms()
    card = visit.behind.card.here() if not number else None
    now = visit.behind.wall.now()
    with visit.people() as db:
        trying = _sealed(db, number, code) or _trying(db, number, code, card, now)
        if (wait := _wait(db, trying, now_ms)).wait_s or wait.locked:
            return wait
        work = _count(db, trying, now_ms)
    right = codes.matches(trying.kept, trying.said, work)
    with visit.people() as db:
        if trying.known is None or not right:
            return _refuse(visit, db, trying, refused)
    if trying.known.sealed:
        _use_up(visit, trying, trying.known.who)
    else:
        _let_in(visit, trying, work)
    visit.behind.card.used()
    return trying.known


def _sealed(db: PeopleDb, number: str, code: str) -> _Trying | None:
    """Return a try with a sealed code, where one with this beginning is unused."""
    said = sealed_codes.plain(code)
    kept = sealed_codes.hash_of(db, said) if said else None
    if said is None or kept is None:
        return None
    return _Trying(
        number=number,
        account=db.get(StaffRow, number) is not None,
        own_card=False,
        scopes=(attempts.POD, attempts.by_number(number)),
        said=said,
        known=Proven(
            number=sealed_codes.NOBODYS_NUMBER, role="supervisor", sealed=True
        ),
        kept=kept,
    )


def _trying(
    db: PeopleDb, number: str, code: str, card: Card | None, now: datetime
) -> _Trying:
    """Return a try with an account's number or card."""
    row = cards.holder(db, card.mark) if card else db.get(StaffRow, number)
    whose = row.number if row else number
    own_card = row is not None and card is not None and card.sealed
    by_number = attempts.POD, attempts.by_number(whose)
    may = row is not None and _may_come(row, now, own_card=own_card)
    may = may and not attempts.is_locked(db, whose)
    return _Trying(
        number=whose,
        account=row is not None,
        own_card=own_card,
        scopes=(attempts.by_card(whose),) if own_card else by_number,
        said=code,
        known=_proven(row) if row and may else None,
        kept=row.code_hash if row and may else None,
    )


def _proven(row: StaffRow) -> Proven:
    raw = {"number": row.number, "role": row.role}
    return msgspec.convert(raw | {"renewing": row.code_until_at is not None}, Proven)


def _may_come(row: StaffRow, now: datetime, *, own_card: bool) -> bool:
    """Tell whether there is a way in: six digits alone are none for a supervisor."""
    over = row.code_until_at is not None and now > row.code_until_at
    alone = row.role == "supervisor" and row.code_kind == "pin" and not own_card
    return not over and not alone


def _wait(db: PeopleDb, trying: _Trying, now_ms: float) -> desk.Refused:
    """Return how long nothing is looked at; an own card tells that it is locked."""
    waits = [
        attempts.seconds_left(db, scope, now_ms, wait_s) for scope in trying.scopes
    ]
    locked = trying.own_card and attempts.is_locked(db, trying.number)
    return desk.Refused(0 if locked else max(waits), locked)


def _count(db: PeopleDb, trying: _Trying, now_ms: float) -> desk.HashCost:
    """Count a try before its code is looked at; return how much work that is."""
    for scope in trying.scopes:
        attempts.count(db, scope, now_ms)
    sealed = trying.known is not None and trying.known.sealed
    return codes.LEAST if sealed else codes.cost(db)


def _refuse(visit: Visit, db: PeopleDb, trying: _Trying, refused: What) -> desk.Refused:
    """Write a wrong code down, on its account where there is one."""
    if trying.account:
        staff.account(db, trying.number).wrong_since += 1
    visit.write(db, refused, trying.number if trying.account else "")
    told = _wait(db, trying, visit.behind.clock.now_ms())
    if told.locked:
        visit.write(db, "staff_locked", trying.number)
    return told


def _let_in(visit: Visit, trying: _Trying, work: desk.HashCost) -> None:
    """Forget the wrong codes; keep the code as it is hashed today."""
    again = codes.renewed(trying.kept or "", trying.said, work)
    with visit.people() as db:
        attempts.forget(db, *trying.scopes)
        staff.account(db, trying.number).code_hash = again


def _use_up(visit: Visit, trying: _Trying, who: Who) -> None:
    """Use a sealed code up and let staff know, or leave it as it was.

    The store of what people did is written first: where that cannot be, nothing of it
    is in the other either, and the envelope is good for another try.
    """
    loud = Act(role=who.role, staff=who.staff, what="sealed_code_used")
    with visit.people() as names:
        attempts.forget(names, *trying.scopes)
        sealed_codes.use(names, trying.said, visit.now)
        visit.write(names, loud.what, trying.number if trying.account else "")
        audit(names, structs.replace(loud, what="staff_signed_in"), visit.now)
        with visit.doings() as db:
            audit(db, loud, visit.now)
            give_notice(db, SEALED_CODE_USED, visit.now)
