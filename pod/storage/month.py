"""What a month left behind: who was booked, called and was answered; what befell."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeAlias

from sqlalchemy import func, select

from pod.errors import Usage
from pod.storage import outbox
from pod.storage.concerns import WISHES
from pod.storage.diary_tables import BookingRow
from pod.storage.doings_tables import ConcernRow
from pod.storage.shift_tables import ConcernStepRow
from pod.storage.tables import AuditRow
from pod.storage.vault import Db, DoingsDb
from pod.study import SUPPRESS_BELOW
from pod.values import Value

NOT_NOTED = "not_noted"
"""A booking of which nobody said what became of it."""
Of: TypeAlias = tuple[str, str]
"""What was, and whose it was; nobody where nobody is known."""


class Span(Value, frozen=True):
    """From the first day until before the other, as days are counted here."""

    first_on: date
    after_on: date

    @property
    def since(self) -> datetime:
        """The moment at which it begins."""
        return _midnight(self.first_on)

    @property
    def until(self) -> datetime:
        """The moment at which it is over."""
        return _midnight(self.after_on)


class Call(Value, frozen=True, kw_only=True):
    """Somebody called for a person; `waited_s` None: nobody took it on."""

    person: str
    in_time: bool
    waited_s: float | None


class Rule(Value, frozen=True):
    """How small a group may be, and to what counts are rounded."""

    least: int
    round_to: int


def rule(db: DoingsDb) -> Rule:
    """Return the rule of the study in force, else the usual one."""
    try:
        policy = outbox.study(db).policy
    except Usage:
        return Rule(SUPPRESS_BELOW, 1)
    return Rule(policy.suppress_below, policy.round_to)


def booked(db: DoingsDb, span: Span) -> Sequence[Of]:
    """Return what became of each booking of these days."""
    query = select(BookingRow).where(
        BookingRow.held_on >= span.first_on, BookingRow.held_on < span.after_on
    )
    return [(row.reason or NOT_NOTED, row.person) for row in db.scalars(query)]


def calls(db: DoingsDb, span: Span) -> Sequence[Call]:
    """Return each call for a person; a wish that can wait is none."""
    query = select(ConcernRow).where(
        ConcernRow.raised_at >= span.since,
        ConcernRow.raised_at < span.until,
        ConcernRow.kind.not_in(WISHES),
    )
    return [_call(row) for row in db.scalars(query)]


def done(db: DoingsDb, span: Span) -> Sequence[Of]:
    """Return what staff did about concerns, each with whom it was about."""
    when = ConcernStepRow.done_at
    joined = select(ConcernStepRow.did, ConcernRow.person).join(ConcernRow)
    found = db.execute(joined.where(when >= span.since, when < span.until))
    return [(did, person or "") for did, person in found]


def acts(db: Db, span: Span) -> Counter[Of]:
    """Return how often each act is in a store's record, with what it was about."""
    when, times = AuditRow.done_at, func.count()
    query = select(AuditRow.what, AuditRow.about, times).where(
        when >= span.since, when < span.until
    )
    found = db.execute(query.group_by(AuditRow.what, AuditRow.about))
    return Counter({(what, about): number for what, about, number in found})


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day).astimezone()


def _call(row: ConcernRow) -> Call:
    taken = row.acknowledged_at
    return Call(
        person=row.person or "",
        in_time=taken is not None and row.escalated_at is None,
        waited_s=(taken - row.raised_at).total_seconds() if taken else None,
    )
