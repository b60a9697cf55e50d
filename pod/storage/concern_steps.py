"""What staff do about a concern: taken on, then open until they say what was done.

A note of theirs is sealed with the key of the person whom the concern is about.
"""

from collections.abc import Sequence
from datetime import datetime

from msgspec import convert
from sqlalchemy import select

from pod.desk.help import How, NeedsPerson, Step, StepDid, WasDone
from pod.errors import Usage
from pod.storage.doings_tables import ConcernRow
from pod.storage.seals import sealing
from pod.storage.shift_tables import ConcernStepRow
from pod.storage.vault import DoingsDb
from pod.values import Value


class AlreadyClosed(Usage):
    """Somebody has said what was done about a concern; it is closed."""


class NotTakenOn(Usage):
    """Nobody has taken a concern on, so nobody can say what was done."""


class NoteWithoutPerson(Usage):
    """Words of staff are kept with the key of somebody, and nobody is known."""


class Hand(Value, frozen=True):
    """Who of the staff does something, by number, and when."""

    staff: str
    now: datetime


def take_on(db: DoingsDb, concern: str, how: How, hand: Hand) -> None:
    """Write down who has a concern now, and how they took it on.

    When it was first taken on stays; whoever takes it on after that has it then.
    """
    row = _open_one(db, concern)
    row.acknowledged_at = row.acknowledged_at or hand.now
    row.acknowledged_by = hand.staff
    _add(db, row, how, hand, "")


def take_over(db: DoingsDb, hand: Hand) -> Sequence[str]:
    """Let the next shift have what is open and taken on; return which those are.

    What nobody has taken on stays so: signing on answers nobody.
    """
    taken = [
        row
        for row in open_ones(db)
        if row.acknowledged_at is not None and row.acknowledged_by != hand.staff
    ]
    for row in taken:
        row.acknowledged_by = hand.staff
        _add(db, row, "taken_over", hand, "")
    return [row.id for row in taken]


def close(db: DoingsDb, concern: str, done: WasDone, said: str, hand: Hand) -> None:
    """Write down what was done about a concern that somebody had taken on."""
    row = _open_one(db, concern)
    if row.acknowledged_at is None:
        raise NotTakenOn("Nobody has taken that on yet.", "Say first who goes.")
    if said and not said.isprintable():
        raise Usage("A note is a few plain words.", "Write it again.")
    if said.strip() and row.person is None:
        raise NoteWithoutPerson(
            "The pod does not know whom that is about.",
            "Leave the note empty, and write it in the wing's own book.",
        )
    row.closed_at = hand.now
    _add(db, row, done, hand, said.strip())


def open_ones(db: DoingsDb) -> Sequence[ConcernRow]:
    """Return what is open: what nobody has first, then the rest, oldest first."""
    query = select(ConcernRow).where(ConcernRow.closed_at.is_(None))
    order = (ConcernRow.acknowledged_at.is_not(None), ConcernRow.raised_at)
    return db.scalars(query.order_by(*order, ConcernRow.id)).all()


def one(db: DoingsDb, concern: str) -> ConcernRow:
    """Return a concern, open or closed."""
    row = db.get(ConcernRow, concern)
    if row is None:
        raise Usage("That is not on this pod.", "Look again.")
    return row


def told(db: DoingsDb, row: ConcernRow) -> NeedsPerson:
    """Return a concern as it stands, without who the person is."""
    return NeedsPerson(
        concern=row.id,
        kind=row.kind,
        person=row.person or "",
        raised_at=row.raised_at,
        escalated_at=row.escalated_at,
        taken_at=row.acknowledged_at,
        owner=row.acknowledged_by or "",
        steps=tuple(_step(db, row, step) for step in _steps(db, row.id)),
    )


def said_about(db: DoingsDb, ref: str) -> Sequence[Step]:
    """Return what staff did about what somebody asked for, oldest first."""
    query = select(ConcernRow).where(ConcernRow.person == ref)
    rows = db.scalars(query.order_by(ConcernRow.raised_at)).all()
    return [_step(db, row, step) for row in rows for step in _steps(db, row.id)]


def _open_one(db: DoingsDb, concern: str) -> ConcernRow:
    row = one(db, concern)
    if row.closed_at is not None:
        raise AlreadyClosed("Somebody has closed that already.", "Look again.")
    return row


def _steps(db: DoingsDb, concern: str) -> Sequence[ConcernStepRow]:
    query = select(ConcernStepRow).where(ConcernStepRow.concern == concern)
    return db.scalars(query.order_by(ConcernStepRow.number)).all()


def _add(db: DoingsDb, row: ConcernRow, did: StepDid, hand: Hand, said: str) -> None:
    """Write down one more step, its words sealed with the person's own key."""
    number = len(_steps(db, row.id)) + 1
    sealed = None
    if said and row.person is not None:
        sealed = sealing(db).seal(row.person, _place(row.id, number), said.encode())
    step = ConcernStepRow(
        concern=row.id,
        number=number,
        done_at=hand.now,
        staff=hand.staff,
        did=did,
        said=sealed,
    )
    db.add(step)
    db.flush()


def _step(db: DoingsDb, row: ConcernRow, step: ConcernStepRow) -> Step:
    """Return a step with its words, where their key is still here."""
    said = ""
    if step.said is not None and row.person in sealing(db).known():
        place = _place(row.id, step.number)
        said = sealing(db).open(row.person or "", place, step.said).decode()
    raw = {"done_at": step.done_at, "staff": step.staff, "did": step.did, "note": said}
    return convert(raw, Step)


def _place(concern: str, number: int) -> str:
    return f"concern_step/{concern}/{number}"
