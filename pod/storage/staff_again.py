"""Who may come in stays as it is when a backup is put back: it undoes no ending.

A backup knows accounts that were ended since, codes that were changed, and sealed codes
that were used. Accounts that only the backup knows, and nobody ended here, come back.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

from sqlalchemy import delete, select, update

from pod.storage.memory import Memory
from pod.storage.people_tables import (
    AttemptRow,
    PassedRow,
    SealedCodeRow,
    StaffRow,
)
from pod.storage.tables import AuditRow
from pod.storage.vault import PeopleDb
from pod.values import Value

Table: TypeAlias = (
    type[StaffRow] | type[AttemptRow] | type[SealedCodeRow] | type[PassedRow]
)
Rows: TypeAlias = Sequence[dict[str, Any]]


class WaysIn(Value, frozen=True, kw_only=True):
    """Every way in as it is now, and whose accounts were ended."""

    accounts: Rows
    attempts: Rows
    sealed: Rows
    passed: Rows
    ended: frozenset[str]


def ways_in(db: PeopleDb) -> WaysIn:
    """Return how anybody comes in now."""
    query = select(AuditRow.about).where(AuditRow.what == "staff_revoked")
    accounts = _rows(db, StaffRow)
    here = {row["number"] for row in accounts}
    return WaysIn(
        accounts=accounts,
        attempts=_rows(db, AttemptRow),
        sealed=_rows(db, SealedCodeRow),
        passed=_rows(db, PassedRow),
        ended=frozenset(db.scalars(query)) - here,
    )


def as_they_were(memory: Memory, known: WaysIn) -> None:
    """Have these ways in, and no others that were ended, in what was put back."""
    cards = [row["card"] for row in known.accounts if row["card"]]
    with memory.people.begin() as db:
        db.execute(delete(StaffRow).where(StaffRow.number.in_(known.ended)))
        db.execute(update(StaffRow).where(StaffRow.card.in_(cards)).values(card=None))
        db.execute(delete(AttemptRow))
        if known.sealed:
            db.execute(delete(SealedCodeRow))
        for row in known.accounts:
            db.merge(StaffRow(**row))
        here = [row["number"] for row in known.accounts]
        db.execute(delete(PassedRow).where(PassedRow.staff.in_(here)))
        db.flush()
        for row in known.passed:
            db.add(PassedRow(**row))
        for row in known.attempts:
            db.add(AttemptRow(**row))
        for row in known.sealed:
            db.merge(SealedCodeRow(**row))


def _rows(db: PeopleDb, table: Table) -> Rows:
    names = [column.key for column in table.__table__.columns]
    return [{name: getattr(row, name) for name in names} for row in db.query(table)]
