"""Staff accounts: who works here, what they may, how they sign in."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select

from pod.desk import Account
from pod.errors import Usage
from pod.storage import attempts, training
from pod.storage.codes import Kind
from pod.storage.people_tables import StaffRow
from pod.storage.sealed_codes import NOBODYS_NUMBER
from pod.storage.tables import AuditRow
from pod.storage.vault import PeopleDb
from pod.values import Value

NUMBER_LENGTHS = range(4, 9)
UNUSED = timedelta(days=90)
ONE_TIME = timedelta(days=1)


class NewAccount(Value, frozen=True, kw_only=True):
    """An account to be made, its code hashed already."""

    number: str
    role: str
    code_hash: str
    code_kind: Kind
    certified_until: date | None = None


def check_number(number: str) -> None:
    """Refuse what is no staff number."""
    digits = number.isascii() and number.isdigit()
    if not digits or len(number) not in NUMBER_LENGTHS or number == NOBODYS_NUMBER:
        raise Usage("A staff number has four to eight digits.")


def add_staff(db: PeopleDb, new: NewAccount, now: datetime) -> None:
    """Make an account; a number that has one is refused."""
    if db.get(StaffRow, new.number) is not None:
        raise Usage("That number has an account already.")
    db.add(
        StaffRow(
            number=new.number,
            role=new.role,
            code_hash=new.code_hash,
            code_kind=new.code_kind,
            certified_until=new.certified_until,
            made_at=now,
            wrong_since=0,
        )
    )
    db.flush()
    open_again(db, new.number)


def account(db: PeopleDb, number: str) -> StaffRow:
    """Return somebody's account by number."""
    row = db.get(StaffRow, number)
    if row is None:
        raise Usage("That number has no account.")
    return row


def revoke(db: PeopleDb, number: str) -> None:
    """End an account; the last supervisor who can come in stays."""
    row = account(db, number)
    db.delete(row)
    db.flush()
    open_again(db, number)
    check_last(db, row)


def take_card(db: PeopleDb, number: str) -> None:
    """Let somebody's card open nothing any more; the last supervisor keeps theirs."""
    row = account(db, number)
    row.card = None
    db.flush()
    check_last(db, row)


def check_last(db: PeopleDb, changed: StaffRow) -> None:
    """Refuse a supervisor's change after which none could come in, today or later."""
    if changed.role != "supervisor":
        return
    if not any(_comes_in(db, row) for row in _supervisors(db)):
        raise Usage("This is the last supervisor. Add another one first.")


def set_code(
    row: StaffRow, code_hash: str, kind: Kind, until: datetime | None = None
) -> None:
    """Give an account another code, for good or `until` a moment."""
    row.code_hash, row.code_kind, row.code_until_at = code_hash, kind, until


def open_again(db: PeopleDb, number: str) -> None:
    """Forget an account's wrong codes, and with them that it was locked."""
    attempts.forget(db, attempts.by_number(number), attempts.by_card(number))


def came_in(row: StaffRow, now: datetime) -> None:
    """Remember that somebody has signed in, and count wrong codes from here."""
    row.last_in_at, row.wrong_since = now, 0


def any_staff(db: PeopleDb) -> bool:
    """Tell whether anybody could unlock this pod."""
    return bool(db.scalar(select(func.count()).select_from(StaffRow)))


def any_supervisor(db: PeopleDb) -> bool:
    """Tell whether a supervisor has a way in: a passphrase, or a card and a code."""
    return bool(_supervisors(db))


def _supervisors(db: PeopleDb) -> Sequence[StaffRow]:
    way_in = or_(StaffRow.code_kind == "phrase", StaffRow.card.is_not(None))
    supervisor = StaffRow.role == "supervisor"
    return db.scalars(select(StaffRow).where(supervisor, way_in)).all()


def _comes_in(db: PeopleDb, row: StaffRow) -> bool:
    """Tell whether nothing is in the way: no lock, and no code that ends in a day."""
    return row.code_until_at is None and not attempts.is_locked(db, row.number)


def gave_code(db: PeopleDb, number: str, since: datetime) -> set[str]:
    """Return who made this account, or gave it a one-time code, `since` a moment.

    A line from after a clock was set back counts as well.
    """
    gave = AuditRow.what.in_(("staff_added", "code_reset"))
    query = select(AuditRow.staff).where(gave, AuditRow.about == number)
    return set(db.scalars(query.where(AuditRow.done_at > since)))


def listed(db: PeopleDb, now: datetime) -> tuple[Account, ...]:
    """Return every account as supervisors see it, by number."""
    rows = db.scalars(select(StaffRow).order_by(StaffRow.number)).all()
    day = now.astimezone().date()
    return tuple(
        Account(
            number=row.number,
            role=row.role,
            card=row.card is not None,
            locked=attempts.is_locked(db, row.number),
            unused=_unused(row, now),
            renewing=row.code_until_at is not None,
            certified_until=training.certified_until(db, row, day),
            last_in_at=row.last_in_at,
            super_user=row.super_user,
            to_do=_to_do(db, row, day),
        )
        for row in rows
    )


def _to_do(db: PeopleDb, row: StaffRow, day: date) -> tuple[str, ...]:
    """Return what is to do of the training, where somebody's role needs it."""
    needs = row.role in training.TRAINED
    return training.stands(db, row.number, day).to_do if needs else ()


def _unused(row: StaffRow, now: datetime) -> bool:
    """Tell whether nobody has signed in here for so long that somebody should ask."""
    since = row.last_in_at or row.made_at
    return since is None or now - since > UNUSED
