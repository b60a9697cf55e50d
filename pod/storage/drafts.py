"""What staff have begun to write and not sent: nobody else is given it back.

Words are sealed with the key of the person whom they are about, as those that are sent.
"""

from collections.abc import Sequence

from msgspec import convert
from sqlalchemy import delete, select

from pod.desk.draft import Draft, DropDraft, KeepDraft, SeeDraft
from pod.errors import Usage
from pod.storage import concern_steps
from pod.storage.concern_steps import AlreadyClosed, Hand, NoteWithoutPerson
from pod.storage.people import person
from pod.storage.seals import sealing
from pod.storage.shift_tables import DraftRow
from pod.storage.vault import DoingsDb

CONCERN, NOTE = "concern", "note"


def keep(db: DoingsDb, asked: KeepDraft, hand: Hand) -> None:
    """Keep what somebody has begun of a form, in place of what it was before."""
    if not asked.note.isprintable():
        raise Usage("A note is a few plain words.")
    row = DraftRow(staff=hand.staff, form=asked.form, about=asked.about)
    row.written_at, row.chosen = hand.now, " ".join(asked.chosen)
    row.person, row.said = _whom(db, asked), None
    if asked.note and row.person is None:
        raise NoteWithoutPerson(
            "Words need the person whom they are about.",
            "Choose who it is about, or leave the words out.",
        )
    if row.person is not None:
        person(db, row.person)
        row.said = sealing(db).seal(row.person, _place(row), asked.note.encode())
    db.merge(row)
    db.flush()


def begun(db: DoingsDb, asked: SeeDraft, staff: str) -> Draft:
    """Return what somebody has begun of a form; of nobody else's anything."""
    row = db.get(DraftRow, (staff, asked.form, asked.about))
    if row is None:
        return Draft(form=asked.form, about=asked.about)
    raw = {"form": row.form, "about": row.about, "written_at": row.written_at}
    raw |= {"chosen": row.chosen.split(), "person": row.person}
    return convert(raw | {"type": "Draft", "note": _words(db, row)}, Draft)


def drop(db: DoingsDb, asked: DropDraft, staff: str) -> None:
    """Forget what somebody has begun of a form: it is sent, or thrown away."""
    mine = (DraftRow.staff == staff, DraftRow.form == asked.form)
    db.execute(delete(DraftRow).where(*mine, DraftRow.about == asked.about))


def drop_about(db: DoingsDb, concern: str) -> None:
    """Forget what anybody has begun about a concern: it is closed."""
    about = (DraftRow.form == CONCERN, DraftRow.about == concern)
    db.execute(delete(DraftRow).where(*about))


def drop_of(db: DoingsDb, staff: str) -> None:
    """Forget all that somebody has begun: their account has ended."""
    db.execute(delete(DraftRow).where(DraftRow.staff == staff))


def words_about(db: DoingsDb, ref: str) -> Sequence[str]:
    """Return what staff have begun to write about somebody, oldest first."""
    query = select(DraftRow).where(DraftRow.person == ref)
    rows = db.scalars(query.order_by(DraftRow.written_at))
    return [said for row in rows if (said := _words(db, row))]


def _whom(db: DoingsDb, asked: KeepDraft) -> str | None:
    """Return whom a form is about: of a concern, whoever it is about."""
    if asked.form == NOTE:
        return asked.person
    row = concern_steps.one(db, asked.about)
    if row.closed_at is not None:
        raise AlreadyClosed("Somebody has closed that already.", "Look again.")
    return row.person


def _words(db: DoingsDb, row: DraftRow) -> str:
    keys = sealing(db)
    if row.said is None or row.person not in keys.known():
        return ""
    return keys.open(row.person or "", _place(row), row.said).decode()


def _place(row: DraftRow) -> str:
    return f"draft/{row.staff}/{row.form}/{row.about}"
