"""Whoever asked for somebody still waits, and whoever went has gone, after a restore.

A backup knows neither what was asked for since nor what staff did about it. What its
people asked for keeps its person; of somebody whom it does not know, only the concern
is kept.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias, cast

from sqlalchemy import Table, delete, insert, select

from pod.storage.audit import Act, audit
from pod.storage.concerns import NOTICE, any_late
from pod.storage.doings_tables import ConcernRow, PersonRow
from pod.storage.pod_memory import give_notice, withdraw_notice
from pod.storage.shift_tables import ConcernStepRow
from pod.storage.vault import DoingsDb

CONCERNS = cast("Table", ConcernRow.__table__)
STEPS = cast("Table", ConcernStepRow.__table__)
Row: TypeAlias = Mapping[str, Any]
Rows: TypeAlias = Sequence[Row]


class Concerns(NamedTuple):
    """Everything that anybody asked for, and what staff did about each."""

    asked: Rows
    steps: Rows


def concerns_of(db: DoingsDb) -> Concerns:
    """Return every concern as it is now, with its steps."""
    return Concerns(_rows(db, CONCERNS), _rows(db, STEPS))


def wait_on(db: DoingsDb, known: Concerns, now: datetime) -> None:
    """Have every concern as it was just before; write down which were not so here."""
    here = {row["id"]: row for row in _rows(db, CONCERNS)}
    people = frozenset(db.scalars(select(PersonRow.ref)))
    nobodys = {row["id"] for row in known.asked if row["person"] not in people}
    ids = [row["id"] for row in known.asked]
    db.execute(delete(STEPS).where(STEPS.c.concern.in_(ids)))
    db.execute(delete(CONCERNS).where(CONCERNS.c.id.in_(ids)))
    for row in known.asked:
        db.execute(insert(CONCERNS), _without(row, "person", nobodys))
        if row != here.get(row["id"]):
            about = Act(role="pod", what="concern_carried", about=row["id"])
            audit(db, about, now)
    for step in known.steps:
        db.execute(insert(STEPS), _without(step, "said", nobodys, "concern"))
    if any_late(db):
        give_notice(db, NOTICE, now)
    else:
        withdraw_notice(db, NOTICE)


def _rows(db: DoingsDb, table: Table) -> Rows:
    return [dict(row) for row in db.execute(select(table)).mappings()]


def _without(row: Row, what: str, of: set[str], key: str = "id") -> dict[str, Any]:
    """Return a row without what this store knows nobody for."""
    return {**row, what: None} if row[key] in of else {**row}
