"""Shifts: who handed the pod over, who signed on after them, what was noted between."""

from collections.abc import Sequence
from datetime import datetime
from random import Random

from msgspec import convert, structs
from sqlalchemy import select

from pod.desk.shift import Handed, NoteLine, WriteNote
from pod.errors import Usage
from pod.storage.concern_steps import Hand, NoteWithoutPerson
from pod.storage.people import new_id, person
from pod.storage.seals import sealing
from pod.storage.shift_tables import HandoverRow, StaffNoteRow
from pod.storage.vault import DoingsDb


class SameHands(Usage):
    """Whoever hands over does not sign on for the next shift."""


CHOICES = ("happened", "did", "told", "then")
MOST_NOTES = 8


def hand_over(db: DoingsDb, hand: Hand, heads: str, rng: Random) -> None:
    """End a shift, with how far the record has come; again before it is taken: anew."""
    row = _newest(db)
    if row is None or row.taken_at is not None:
        row = HandoverRow(id=new_id(rng), heads=heads)
        db.add(row)
    row.handed_at, row.handed_by, row.heads = hand.now, hand.staff, heads
    db.flush()


def sign_on(db: DoingsDb, hand: Hand, heads: str, rng: Random) -> None:
    """Begin a shift: the one that was handed over, or one that nobody handed over."""
    row = _newest(db)
    if row is None or row.taken_at is not None:
        row = HandoverRow(id=new_id(rng), handed_at=None, heads=heads)
        db.add(row)
    if row.handed_by == hand.staff:
        raise SameHands(
            "You handed over yourself: somebody else signs on.",
            "Ask whoever comes next to sign in and sign on.",
        )
    row.taken_at, row.taken_by = hand.now, hand.staff
    db.flush()


def newest(db: DoingsDb) -> Handed | None:
    """Return the newest handover, or None where there was none yet."""
    row = _newest(db)
    if row is None:
        return None
    return Handed(
        handed_at=row.handed_at,
        handed_by=row.handed_by or "",
        taken_at=row.taken_at,
        taken_by=row.taken_by or "",
    )


def write_note(db: DoingsDb, asked: WriteNote, hand: Hand, rng: Random) -> str:
    """Keep a 90-second note; its words are sealed with the person's own key."""
    said, id_, sealed = asked.note.strip(), new_id(rng), None
    if said and not said.isprintable():
        raise Usage("A note is a few plain words.", "Write it again.")
    if said and asked.person is None:
        raise NoteWithoutPerson(
            "Words need the person whom they are about.",
            "Choose who it is about, or leave the words out.",
        )
    if asked.person is not None:
        person(db, asked.person)
        sealed = sealing(db).seal(asked.person, _place(id_), said.encode())
    chosen = {name: getattr(asked, name) for name in CHOICES}
    row = StaffNoteRow(id=id_, written_at=hand.now, staff=hand.staff, **chosen)
    row.person, row.said = asked.person, sealed if said else None
    db.add(row)
    db.flush()
    return id_


def notes_since(db: DoingsDb, since: datetime | None) -> Sequence[tuple[str, NoteLine]]:
    """Return the newest notes since a moment, oldest first, each with its person."""
    query = select(StaffNoteRow).order_by(StaffNoteRow.written_at.desc())
    if since is not None:
        query = query.where(StaffNoteRow.written_at >= since)
    rows = reversed(db.scalars(query.limit(MOST_NOTES)).all())
    return [(row.person or "", _line(db, row)) for row in rows]


def notes_about(db: DoingsDb, ref: str) -> Sequence[NoteLine]:
    """Return what staff noted about somebody, oldest first."""
    query = select(StaffNoteRow).where(StaffNoteRow.person == ref)
    return [
        _line(db, row) for row in db.scalars(query.order_by(StaffNoteRow.written_at))
    ]


def shift_began(db: DoingsDb) -> datetime | None:
    """Return when the shift that is on now signed on, where anybody ever did."""
    query = select(HandoverRow.taken_at).where(HandoverRow.taken_at.is_not(None))
    return db.scalars(query.order_by(HandoverRow.taken_at.desc()).limit(1)).first()


def named(line: NoteLine, first_name: str, cell: str) -> NoteLine:
    """Return a note with whom it is about."""
    return structs.replace(line, first_name=first_name, cell=cell)


def _newest(db: DoingsDb) -> HandoverRow | None:
    when = (HandoverRow.taken_at.is_(None).desc(), HandoverRow.taken_at.desc())
    return db.scalars(select(HandoverRow).order_by(*when).limit(1)).first()


def _line(db: DoingsDb, row: StaffNoteRow) -> NoteLine:
    said, keys = "", sealing(db)
    if row.said is not None and row.person in keys.known():
        said = keys.open(row.person or "", _place(row.id), row.said).decode()
    raw = {name: getattr(row, name) for name in (*CHOICES, "written_at", "staff")}
    return convert(raw | {"note": said}, NoteLine)


def _place(note: str) -> str:
    return f"staff_note/{note}"
