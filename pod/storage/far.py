"""What needs a person at the pods of a wing, as their console keeps it.

Each is a concern like any other, whose person this store does not know. What a pod says
of them, a first name and a cell, is kept as it was said last, and no longer than that.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import select

from pod.safeguarding import VERSION
from pod.storage.doings_tables import ConcernRow
from pod.storage.pod_memory import recall, remember
from pod.storage.shift_tables import ConcernStepRow
from pod.storage.vault import DoingsDb
from pod.wing.kinds import Concerns, Need, Word

PODS, NEEDS = "wing-far", "wing-needs"
TOLD_FOR = timedelta(hours=12)
"""So long a pod is told what was done about a concern of its own."""
MOST_OF_ONE = 128
"""So many of one pod's are kept at once: twice what it can say in a letter."""


def pods(db: DoingsDb) -> dict[str, str]:
    """Return at which pod each far concern is, by its reference."""
    raw = recall(db, PODS)
    return msgspec.json.decode(raw, type=dict[str, str]) if raw else {}


def said(db: DoingsDb) -> Mapping[str, Concerns]:
    """Return what each pod said last of what is open there."""
    raw = recall(db, NEEDS)
    return msgspec.json.decode(raw, type=dict[str, Concerns]) if raw else {}


def keep_said(db: DoingsDb, pod: str, body: Concerns) -> None:
    """Write down what a pod said, in the place of what it said before."""
    kept = {**said(db), pod: body}
    open_there = {one: what for one, what in kept.items() if what.needs}
    remember(db, NEEDS, msgspec.json.encode(open_there))


def keep_only(db: DoingsDb, pods_here: Collection[str]) -> None:
    """Keep no first name and no cell from a pod that belongs to the wing no more."""
    kept = {one: what for one, what in said(db).items() if one in pods_here}
    remember(db, NEEDS, msgspec.json.encode(kept))


def keep(db: DoingsDb, pod: str, need: Need, now: datetime) -> bool:
    """Write a concern of a pod's down; tell whether it is new.

    What has another pod's reference, or one of our own, is not taken for it. A pod that
    names ever more must not bury what the others need: its tile still calls.
    """
    lately = _lately(db, now)
    theirs = sum(whose == pod for whose in lately.values())
    if theirs >= MOST_OF_ONE or db.get(ConcernRow, need.concern) is not None:
        return False
    row = ConcernRow(
        id=need.concern,
        kind=need.kind,
        person=None,
        raised_at=min(need.raised_at, now),
        rules=VERSION,
    )
    db.add(row)
    db.flush()
    remember(db, PODS, msgspec.json.encode({**lately, need.concern: pod}))
    return True


def open_at(db: DoingsDb, pod: str) -> frozenset[str]:
    """Return what is open of this pod's."""
    here = [ref for ref, one in pods(db).items() if one == pod]
    rows = (db.get(ConcernRow, ref) for ref in here)
    return frozenset(row.id for row in rows if row and row.closed_at is None)


def close(db: DoingsDb, concern: str, now: datetime) -> None:
    """Close what its own pod has closed: what was done is written down there."""
    row = db.get(ConcernRow, concern)
    if row is not None:
        row.acknowledged_at = row.acknowledged_at or now
        row.closed_at = now


def words(db: DoingsDb, now: datetime) -> tuple[Word, ...]:
    """Return how each concern of the pods stands here, oldest first."""
    found = ((db.get(ConcernRow, ref), pod) for ref, pod in _lately(db, now).items())
    return tuple(_word(db, row, pod) for row, pod in found if row is not None)


def _word(db: DoingsDb, row: ConcernRow, pod: str) -> Word:
    steps = _steps(db, row.id)
    return Word(
        pod=pod,
        concern=row.id,
        by=row.acknowledged_by,
        at=row.acknowledged_at if row.acknowledged_by else None,
        how=steps[0].did if steps else None,
        done=steps[-1].did if steps and row.closed_at else None,
    )


def _steps(db: DoingsDb, concern: str) -> Sequence[ConcernStepRow]:
    query = select(ConcernStepRow).where(ConcernStepRow.concern == concern)
    return db.scalars(query.order_by(ConcernStepRow.number)).all()


def _lately(db: DoingsDb, now: datetime) -> dict[str, str]:
    """Return far concerns that are open, or were until a while ago."""
    rows = ((db.get(ConcernRow, ref), pod) for ref, pod in pods(db).items())
    return {
        row.id: pod
        for row, pod in rows
        if row and (row.closed_at is None or now - row.closed_at < TOLD_FOR)
    }
