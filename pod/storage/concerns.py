"""What needs a person: raised, shown to staff, taken on by one of them or escalated."""

from collections.abc import Mapping
from datetime import datetime
from random import Random

from sqlalchemy import Select, func, select

from pod.desk import ConcernTile
from pod.desk.rights import Raised
from pod.safeguarding import VERSION
from pod.storage.doings_tables import ConcernRow
from pod.storage.people import new_id
from pod.storage.vault import DoingsDb
from pod.values import Value

NOTICE = "nobody_came"
"""What staff are told while somebody waits to whom nobody came in time."""
WISHES = ("print_asked", "correct_asked", "erase_asked", "certificate_asked")
"""What somebody wants of staff without needing anybody now: no lamp is lit for it."""


class Waiting(Value, frozen=True, kw_only=True):
    """Something that waits for somebody, and since when; nobody was told it is late."""

    concern: str
    kind: str
    raised_at: datetime


def raise_concern(db: DoingsDb, kind: str, ref: str, now: datetime, rng: Random) -> str:
    """Write down that somebody needs a person; the same need twice stays one.

    Asked for again after nobody came, it is another, with its own time to wait.
    """
    same = select(ConcernRow).where(
        ConcernRow.kind == kind,
        ConcernRow.person == (ref or None),
        ConcernRow.acknowledged_at.is_(None),
        ConcernRow.escalated_at.is_(None),
    )
    if open_one := db.scalars(same).first():
        return open_one.id
    row = ConcernRow(
        id=new_id(rng),
        kind=kind,
        person=ref or None,
        raised_at=now,
        rules=VERSION,
    )
    db.add(row)
    return row.id


def waiting(db: DoingsDb) -> tuple[Waiting, ...]:
    """Return what nobody has taken on and nobody was told is late; no wishes."""
    query = _calling().where(ConcernRow.escalated_at.is_(None))
    return tuple(
        Waiting(concern=row.id, kind=row.kind, raised_at=row.raised_at)
        for row in db.scalars(query.order_by(ConcernRow.raised_at))
    )


def escalate(db: DoingsDb, concern: str, now: datetime) -> None:
    """Write down that nobody came in time."""
    row = db.get(ConcernRow, concern)
    if row is not None:
        row.escalated_at = now


def any_late(db: DoingsDb) -> bool:
    """Tell whether somebody still waits to whom nobody came in time."""
    late = _calling().where(ConcernRow.escalated_at.is_not(None))
    return db.scalars(late.limit(1)).first() is not None


def _calling() -> Select[ConcernRow]:
    """Select what calls for somebody now: what is open, and no wish."""
    return select(ConcernRow).where(
        ConcernRow.acknowledged_at.is_(None), ConcernRow.kind.not_in(WISHES)
    )


def nobody_has(db: DoingsDb, ref: str) -> bool:
    """Tell whether something of somebody's calls whom nobody has taken on; no wish."""
    theirs = _calling().where(ConcernRow.person == ref)
    return db.scalars(theirs.limit(1)).first() is not None


def raised_for(db: DoingsDb, ref: str) -> tuple[Raised, ...]:
    """Return what was raised by somebody or for them, each kind once."""
    times, last = func.count(), func.max(ConcernRow.raised_at)
    query = select(ConcernRow.kind, times, last).where(ConcernRow.person == ref)
    found = db.execute(query.group_by(ConcernRow.kind).order_by(ConcernRow.kind))
    return tuple(
        Raised(kind=kind, times=number, last_on=at.date()) for kind, number, at in found
    )


def ids_for(db: DoingsDb, ref: str) -> tuple[str, ...]:
    """Return what was raised by somebody or for them, by its references."""
    return tuple(db.scalars(select(ConcernRow.id).where(ConcernRow.person == ref)))


def calling(db: DoingsDb) -> int:
    """Return how many wait for somebody now whom nobody has taken on; no wishes."""
    return db.scalars(select(func.count()).select_from(_calling().subquery())).one()


def taken_on(db: DoingsDb) -> int:
    """Return how many somebody has taken on that nobody has closed yet."""
    mine = (ConcernRow.acknowledged_at.is_not(None), ConcernRow.closed_at.is_(None))
    return db.scalars(select(func.count(ConcernRow.id)).where(*mine)).one()


def any_open(db: DoingsDb) -> bool:
    """Tell whether somebody waits whom nobody has taken on yet; a wish can wait."""
    return db.scalars(_calling().limit(1)).first() is not None


def open_concerns(
    db: DoingsDb, cells: Mapping[str, str], second: str = ""
) -> tuple[ConcernTile, ...]:
    """Return what nobody has taken on yet, oldest first; `cells` by reference.

    `second` is to be told too where nobody came in time.
    """
    query = (
        select(ConcernRow)
        .where(ConcernRow.acknowledged_at.is_(None))
        .order_by(ConcernRow.raised_at)
    )
    return tuple(
        ConcernTile(
            concern=row.id,
            kind=row.kind,
            cell=cells.get(row.person or "", ""),
            clock=f"{row.raised_at.astimezone():%H:%M}",
            tell=second if row.escalated_at else "",
        )
        for row in db.scalars(query)
    )
