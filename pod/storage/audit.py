"""The record of who did what: append-only, each line hashed onto all before it."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import select

from pod.storage.tables import AuditRow
from pod.storage.vault import Db
from pod.values import Value


class Act(Value, frozen=True, kw_only=True):
    """Something somebody did: categories and references, never an answer."""

    role: str
    staff: str = ""
    what: str
    about: str = ""


def audit(db: Db, act: Act, now: datetime) -> None:
    """Write an act down in the same transaction, chained to all before it."""
    last = db.scalars(select(AuditRow).order_by(AuditRow.id.desc()).limit(1)).first()
    number, before = (last.id + 1, last.hash) if last else (1, "")
    db.add(
        AuditRow(
            id=number,
            done_at=now,
            role=act.role,
            staff=act.staff,
            what=act.what,
            about=act.about,
            hash=_link(before, act, now),
        )
    )


def first_break(db: Db) -> int | None:
    """Return the number of the first act that does not fit the chain, or None."""
    before = ""
    for expected, row in enumerate(_acts(db), start=1):
        act = Act(role=row.role, staff=row.staff, what=row.what, about=row.about)
        if row.id != expected or row.hash != _link(before, act, row.done_at):
            return expected
        before = row.hash
    return None


def _acts(db: Db) -> Sequence[AuditRow]:
    return db.scalars(select(AuditRow).order_by(AuditRow.id)).all()


def _link(before: str, act: Act, now: datetime) -> str:
    """Hash an act onto the chain: SHA-256 over the last hash and canonical JSON."""
    line = msgspec.json.encode((before, now.isoformat(), act), order="deterministic")
    return hashlib.sha256(line).hexdigest()
