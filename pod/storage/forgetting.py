"""Forgetting somebody: every row of theirs goes; their key went before."""

import msgspec
from sqlalchemy import Delete, delete, select

from pod.storage.diary_tables import (
    AlertsRow,
    AppointmentRow,
    BookingRow,
    LeavingRow,
    WaitingRow,
)
from pod.storage.doings_tables import (
    ActivityRow,
    ArmRow,
    ConcernRow,
    ConsentRow,
    ExportRow,
    JournalRow,
    KeptRow,
    NoteRow,
    PackedRow,
    PersonRow,
    SittingRow,
)
from pod.storage.need_tables import NeedChoiceRow
from pod.storage.people_tables import IdentityRow
from pod.storage.shift_tables import (
    ConcernStepRow,
    DraftRow,
    ShareRow,
    StaffNoteRow,
)
from pod.storage.vault import DoingsDb, PeopleDb


class _Named(msgspec.Struct):
    """What a bundle's record says of people; the rest is the export's own."""

    people: tuple[str, ...]
    activities: tuple[str, ...]


def forget_doings(db: DoingsDb, ref: str) -> bool:
    """Delete all that somebody did and chose; tell whether there was anything.

    A bundle that waits to leave with something of theirs leaves no more.
    """
    known = db.get(PersonRow, ref)
    if known is None:
        return False
    _stay(db, known.study_code)
    for deletion in _deletions(ref):
        db.execute(deletion, execution_options={"synchronize_session": False})
    db.expunge_all()
    return True


def forget_name(db: PeopleDb, ref: str) -> bool:
    """Delete who somebody is; tell whether they were there."""
    row = db.get(IdentityRow, ref)
    if row is None:
        return False
    db.delete(row)
    db.flush()
    return True


def _deletions(ref: str) -> tuple[Delete, ...]:
    """Return what deletes it all, children before what they belong to."""
    sittings = select(SittingRow.id).where(SittingRow.person == ref)
    activities = select(ActivityRow.id).where(ActivityRow.sitting.in_(sittings))
    rows = (JournalRow, KeptRow, PackedRow)
    concerns = select(ConcernRow.id).where(ConcernRow.person == ref)
    noted = (NeedChoiceRow, StaffNoteRow, DraftRow, ShareRow, NoteRow)
    diary = (BookingRow, AppointmentRow, WaitingRow, AlertsRow, LeavingRow)
    persons = (*noted, *diary, SittingRow, ConsentRow, ConcernRow, ArmRow)
    return (
        *(delete(table).where(table.activity.in_(activities)) for table in rows),
        delete(ActivityRow).where(ActivityRow.sitting.in_(sittings)),
        delete(ConcernStepRow).where(ConcernStepRow.concern.in_(concerns)),
        *(delete(table).where(table.person == ref) for table in persons),
        delete(PersonRow).where(PersonRow.ref == ref),
    )


def _stay(db: DoingsDb, study_code: str) -> None:
    """Void the bundles that were made with somebody in them and have not left."""
    waiting = db.scalars(select(ExportRow).where(ExportRow.written.is_(False)))
    for row in waiting:
        if row.record and study_code in codes_in(row.record):
            row.record = b""
    db.flush()


def codes_in(record: bytes) -> frozenset[str]:
    """Return the study codes that a bundle's record names."""
    told = msgspec.json.decode(record, type=_Named)
    return frozenset(told.people) | {key.partition("/")[0] for key in told.activities}


def activities_in(record: bytes) -> frozenset[str]:
    """Return the keys of the measured activities that a bundle's record names."""
    return frozenset(msgspec.json.decode(record, type=_Named).activities)
