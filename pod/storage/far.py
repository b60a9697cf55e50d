"""What needs a person at the pods of a wing, as their console keeps it.

Each is a concern like any other, whose person this store does not know. What a pod says
of them, a first name and a cell, is kept as it was said last, and no longer than that.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import get_args

import msgspec
from sqlalchemy import select

from pod.desk.help import WasDone
from pod.safeguarding import VERSION
from pod.settings import Id
from pod.storage.doings_tables import ConcernRow
from pod.storage.pod_memory import recall, remember
from pod.storage.shift_tables import ConcernStepRow
from pod.storage.vault import DoingsDb
from pod.values import Value
from pod.wing.kinds import MOST_CLOSED, Need, Word

PODS, NEEDS = "wing-far", "wing-needs"
TOLD_FOR = timedelta(hours=12)
"""So long a pod is told what was done about a concern of its own."""
MOST_OF_ONE = 128
"""So many of one pod's are kept at once: twice what it can say in a letter."""
DONE = frozenset(get_args(WasDone))


class Known(Value, frozen=True, tag="concern"):
    """What is open at a pod, as it said it last.

    Of what is `lost` it says no more, nor that it was closed.
    """

    needs: tuple[Need, ...] = ()
    lost: tuple[Id, ...] = ()


def pods(db: DoingsDb) -> dict[str, str]:
    """Return at which pod each far concern is, by its reference."""
    raw = recall(db, PODS)
    return msgspec.json.decode(raw, type=dict[str, str]) if raw else {}


def said(db: DoingsDb) -> Mapping[str, Known]:
    """Return what is known of what is open at each pod."""
    raw = recall(db, NEEDS)
    return msgspec.json.decode(raw, type=dict[str, Known]) if raw else {}


def keep_said(db: DoingsDb, pod: str, known: Known) -> None:
    """Write down what is known of a pod, in the place of what was known before."""
    kept = {**said(db), pod: known}
    open_there = {one: what for one, what in kept.items() if what.needs}
    remember(db, NEEDS, msgspec.json.encode(open_there))


def known_of(db: DoingsDb, pod: str, needs: Mapping[str, Need], *, full: bool) -> Known:
    """Return what is known of a pod now that it says this is open there.

    What is open here and left out stays as it was said last: lost, unless the letter
    was full. Whom it is about is kept no longer than it is open here.
    """
    before = said(db).get(pod, Known())
    told, here = {one.concern: one for one in before.needs}, open_at(db, pod)
    left_out = sorted(here - needs.keys())
    lost = set(before.lost) & set(left_out) if full else left_out
    kept = [told.get(ref) or _unnamed(db, ref) for ref in left_out]
    now_open = [one if one.concern in here else nameless(one) for one in needs.values()]
    return Known((*now_open, *kept), tuple(sorted(lost)))


def nameless(need: Need) -> Need:
    """Return the same without whom it is about."""
    return msgspec.structs.replace(need, first_name="", cell="", known_as=())


def forget_names(
    db: DoingsDb, concerns: Collection[str] = (), refs: Collection[str] = ()
) -> None:
    """Keep no name and no cell of what these are, or of whoever these refer to."""
    kept = {
        pod: msgspec.structs.replace(
            known,
            needs=tuple(
                nameless(one)
                if one.concern in concerns or set(one.known_as) & set(refs)
                else one
                for one in known.needs
            ),
        )
        for pod, known in said(db).items()
    }
    remember(db, NEEDS, msgspec.json.encode(kept))


def _unnamed(db: DoingsDb, concern: str) -> Need:
    """Return a concern of which no more is known than what it is."""
    row = db.get_one(ConcernRow, concern)
    return Need(concern=row.id, kind=row.kind, raised_at=row.raised_at)


def keep_only(db: DoingsDb, pods_here: Collection[str]) -> None:
    """Keep no first name and no cell from a pod that belongs to the wing no more."""
    kept = {one: what for one, what in said(db).items() if one in pods_here}
    remember(db, NEEDS, msgspec.json.encode(kept))


def keep(
    db: DoingsDb, pod: str, needs: Mapping[str, Need], now: datetime
) -> frozenset[str]:
    """Write down what is open at a pod; return what was not open here before.

    What has another pod's reference is not taken for it. A pod that names ever more
    must not bury what the others need: its tile still calls. What staff here have
    closed stays so, and the pod is told again; what the pod had closed opens again.
    """
    known, news = _lately(db, now), set()
    for ref, need in needs.items():
        theirs = sum(whose == pod for whose in known.values())
        if known.get(ref, pod) != pod or (ref not in known and theirs >= MOST_OF_ONE):
            continue
        known[ref] = pod
        row = db.get(ConcernRow, ref)
        if row is None:
            _add(db, need, now)
        if row is None or _opened_again(db, row):
            news.add(ref)
    remember(db, PODS, msgspec.json.encode(known))
    return frozenset(news)


def _add(db: DoingsDb, need: Need, now: datetime) -> None:
    row = ConcernRow(
        id=need.concern,
        kind=need.kind,
        person=None,
        raised_at=min(need.raised_at, now),
        rules=VERSION,
    )
    db.add(row)
    db.flush()


def _opened_again(db: DoingsDb, row: ConcernRow) -> bool:
    """Open what the pod alone had closed; tell whether it was that."""
    if row.closed_at is None or _done(_steps(db, row.id)) is not None:
        return False
    row.closed_at = None
    if row.acknowledged_by is None:
        row.acknowledged_at = None
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
    done = _done(steps) if row.closed_at else None
    return Word(
        pod=pod,
        concern=row.id,
        by=row.acknowledged_by,
        at=row.acknowledged_at if row.acknowledged_by else None,
        how=steps[0].did if steps else None,
        done=done.did if done else None,
        closed_by=done.staff if done else None,
        closed_at=row.closed_at if done else None,
    )


def _done(steps: Sequence[ConcernStepRow]) -> ConcernStepRow | None:
    """Return how staff here closed it, where they did."""
    return steps[-1] if steps and steps[-1].did in DONE else None


def _steps(db: DoingsDb, concern: str) -> Sequence[ConcernStepRow]:
    query = select(ConcernStepRow).where(ConcernStepRow.concern == concern)
    return db.scalars(query.order_by(ConcernStepRow.number)).all()


def _lately(db: DoingsDb, now: datetime) -> dict[str, str]:
    """Return far concerns that are open, here or there, or were until a while ago."""
    told = {one.concern for known in said(db).values() for one in known.needs}
    rows = ((db.get(ConcernRow, ref), pod) for ref, pod in pods(db).items())
    return {
        row.id: pod
        for row, pod in rows
        if row
        and (row.closed_at is None or row.id in told or now - row.closed_at < TOLD_FOR)
    }


def lately_closed(db: DoingsDb, now: datetime, asked: Iterable[str]) -> tuple[str, ...]:
    """Return what of this store's own was closed a while ago, or is asked for."""
    late = ConcernRow.closed_at > now - TOLD_FOR
    query = select(ConcernRow.id).where(
        ConcernRow.closed_at.is_not(None), late | ConcernRow.id.in_(asked)
    )
    newest = query.order_by(ConcernRow.closed_at.desc(), ConcernRow.id)
    return tuple(db.scalars(newest.limit(MOST_CLOSED)))
