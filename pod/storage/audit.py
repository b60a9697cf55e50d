"""The record of who did what: append-only, each line hashed onto all before it.

Triggers refuse that a line is changed or taken away. Whoever goes past them breaks the
chain, and whoever cuts its end off is behind the heads that were signed and carried
elsewhere (`pod.storage.anchors`).
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import msgspec
from sqlalchemy import and_, func, or_, select

from pod.storage.acts import What, check
from pod.storage.tables import AuditRow
from pod.storage.vault import Db
from pod.values import Value

CARD_SEEN, WORDS_MADE = "card_seen", "concern_words_made"
LOOKS = ("answers_seen", CARD_SEEN)


class Act(Value, frozen=True, kw_only=True):
    """Something somebody did: categories and references, never an answer."""

    role: str
    staff: str = ""
    what: What
    about: str = ""


class Line(Value, frozen=True, kw_only=True):
    """A line of the record as it was written; an older pod knew other acts."""

    role: str
    staff: str
    what: str
    about: str


class Numbered(Value, frozen=True, kw_only=True):
    """A line with its number and moment."""

    number: int
    done_at: datetime
    line: Line


class Seen(Value, frozen=True, kw_only=True):
    """One look of staff's; `why` is the reason that they chose, where one is asked."""

    done_at: datetime
    what: str
    why: str


def audit(db: Db, act: Act, now: datetime) -> None:
    """Write an act down in the same transaction, chained to all before it.

    ValueError, and nothing of the deed is done, if it holds more than it may.
    """
    check(act.role, act.staff, act.what, act.about)
    number, before = head(db)
    line = Line(role=act.role, staff=act.staff, what=act.what, about=act.about)
    db.add(
        AuditRow(
            id=number + 1,
            done_at=now,
            **msgspec.structs.asdict(line),
            hash=_link(before, line, now),
        )
    )


def head(db: Db) -> tuple[int, str]:
    """Return how many lines there are, and the hash of the last; 0 and nothing."""
    query = select(AuditRow.id, AuditRow.hash).order_by(AuditRow.id.desc()).limit(1)
    last = db.execute(query).first()
    return (last.id, last.hash) if last else (0, "")


def hash_at(db: Db, number: int) -> str:
    """Return the hash of the line of this number; nothing where there is none."""
    found = db.scalar(select(AuditRow.hash).where(AuditRow.id == number))
    return found or ""


def first_break(db: Db) -> int | None:
    """Return the number of the first line that does not fit the chain, or None."""
    before = ""
    for expected, row in enumerate(_rows(db), start=1):
        if row.id != expected or row.hash != _link(before, _line(row), row.done_at):
            return expected
        before = row.hash
    return None


def lines(db: Db, before: int | None, most: int) -> Sequence[Numbered]:
    """Return a page of the record: at most so many lines before a number, in order."""
    query = select(AuditRow).order_by(AuditRow.id.desc()).limit(most)
    if before is not None:
        query = query.where(AuditRow.id < before)
    return [_numbered(row) for row in db.scalars(query)][::-1]


def count(db: Db, what: What) -> int:
    """Return how often this was done."""
    query = select(func.count()).select_from(AuditRow).where(AuditRow.what == what)
    return db.scalar(query) or 0


def done(db: Db, what: What) -> Sequence[Numbered]:
    """Return every line that says that this was done, in order."""
    query = select(AuditRow).where(AuditRow.what == what).order_by(AuditRow.id)
    return [_numbered(row) for row in db.scalars(query)]


def seen_by_staff(db: Db, ref: str, concerns: Sequence[str] = ()) -> Sequence[Seen]:
    """Return when staff looked at what is kept of somebody, and why, newest first.

    `concerns` are theirs: whoever made the words for a form looked at them too.
    """
    with_why = ("need_seen", "need_listed")
    query = select(AuditRow).where(
        or_(
            and_(AuditRow.what.in_(LOOKS), AuditRow.about == ref),
            and_(AuditRow.what.in_(with_why), AuditRow.about.endswith(f":{ref}")),
            and_(AuditRow.what == WORDS_MADE, AuditRow.about.in_(concerns)),
        ),
        AuditRow.role != "participant",
    )
    return [
        Seen(done_at=row.done_at, what=row.what, why=_why(row))
        for row in db.scalars(query.order_by(AuditRow.id.desc()))
    ]


def _why(row: AuditRow) -> str:
    """Return why somebody looked; a key-work card is looked at for key work."""
    if row.what == CARD_SEEN:
        return "key_work"
    return row.about.rpartition(":")[0]


def _rows(db: Db) -> Iterator[AuditRow]:
    query = select(AuditRow).order_by(AuditRow.id)
    yield from db.scalars(query.execution_options(yield_per=1000))


def _numbered(row: AuditRow) -> Numbered:
    return Numbered(number=row.id, done_at=row.done_at, line=_line(row))


def _line(row: AuditRow) -> Line:
    return Line(role=row.role, staff=row.staff, what=row.what, about=row.about)


def _link(before: str, line: Line, now: datetime) -> str:
    """Hash a line onto the chain: SHA-256 over the last hash and canonical JSON."""
    said = msgspec.json.encode(
        (before, now.astimezone(UTC).isoformat(), line), order="deterministic"
    )
    return hashlib.sha256(said).hexdigest()
