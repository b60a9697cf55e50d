"""Corrections that stand beside what was kept: sealed with the person's own key."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from pod.errors import Usage
from pod.storage import keeping
from pod.storage.doings_tables import ActivityRow, NoteRow
from pod.storage.seals import sealing
from pod.storage.vault import DoingsDb
from pod.values import Value


class NewNote(Value, frozen=True, kw_only=True):
    """A correction about an activity, or about all that is kept."""

    id: str
    person: str
    activity: str | None
    written_on: date


class Written(Value, frozen=True, kw_only=True):
    """A correction as it was written."""

    written_on: date
    activity: str | None
    said: str


def add_note(db: DoingsDb, new: NewNote, said: str) -> None:
    """Keep a correction, sealed; Usage where the activity is not this person's."""
    if new.activity is not None:
        known = db.get(ActivityRow, new.activity)
        if known is None or keeping.person_of(db, known.id) != new.person:
            raise Usage("That activity is not among theirs.")
    sealed = sealing(db).seal(new.person, f"note/{new.id}", said.encode())
    db.add(
        NoteRow(
            id=new.id,
            person=new.person,
            activity=new.activity,
            written_on=new.written_on,
            said=sealed,
        )
    )
    db.flush()


def notes(db: DoingsDb, ref: str) -> Sequence[Written]:
    """Return somebody's corrections in the order in which they were written."""
    query = select(NoteRow).where(NoteRow.person == ref)
    return [
        Written(
            written_on=row.written_on,
            activity=row.activity,
            said=sealing(db).open(ref, f"note/{row.id}", row.said).decode(),
        )
        for row in db.scalars(query.order_by(NoteRow.written_on, NoteRow.id))
    ]
