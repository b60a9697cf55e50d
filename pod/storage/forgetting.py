"""Forgetting somebody: every row of theirs goes; their key went before."""

from random import SystemRandom

import msgspec
from sqlalchemy import Delete, delete, select

from pod.bundle.traveller import Gone
from pod.storage.codes_of import new_code
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
    GoneCodeRow,
    JournalRow,
    KeptRow,
    NoteRow,
    PackedRow,
    PersonRow,
    SittingRow,
)
from pod.storage.need_tables import NeedChoiceRow
from pod.storage.people_tables import IdentityRow, StudyCodeRow
from pod.storage.pieces import drop_pieces
from pod.storage.shift_tables import (
    ConcernStepRow,
    DraftRow,
    ShareRow,
    StaffNoteRow,
)
from pod.storage.travel_tables import TravellerRow
from pod.storage.vault import DoingsDb, PeopleDb

NOTHING = Gone()


class _Named(msgspec.Struct):
    """What a bundle's record says of people; the rest is the export's own."""

    people: tuple[str, ...]
    activities: tuple[str, ...]
    about: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()


def forget_doings(db: DoingsDb, ref: str) -> bool:
    """Delete all that somebody did and chose; tell whether there was anything."""
    if db.get(PersonRow, ref) is None:
        return False
    for deletion in _deletions(ref):
        db.execute(deletion, execution_options={"synchronize_session": False})
    db.expunge_all()
    return True


def forget_name(db: PeopleDb, ref: str) -> bool:
    """Delete who somebody is, and their code; tell whether they were there."""
    db.execute(delete(StudyCodeRow).where(StudyCodeRow.ref == ref))
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
    others = (ConsentRow, ConcernRow, ArmRow, TravellerRow)
    persons = (*noted, *diary, SittingRow, *others)
    return (
        *(delete(table).where(table.activity.in_(activities)) for table in rows),
        delete(ActivityRow).where(ActivityRow.sitting.in_(sittings)),
        delete(ConcernStepRow).where(ConcernStepRow.concern.in_(concerns)),
        *(delete(table).where(table.person == ref) for table in persons),
        delete(PersonRow).where(PersonRow.ref == ref),
    )


def stay(db: DoingsDb, study_code: str) -> None:
    """Void the bundles that were made with somebody in them and have not left."""
    nowhere = (ExportRow.written.is_(False), ExportRow.begun == "")
    for row in db.scalars(select(ExportRow).where(*nowhere)):
        if row.record and study_code in codes_in(row.record):
            row.record = b""
            drop_pieces(db, row.sequence)
    db.flush()


def note_gone(db: DoingsDb, study_code: str, elsewhere: Gone = NOTHING) -> None:
    """Remember the code of somebody who is erased, if anything of theirs has left.

    From here or `elsewhere`: the other pod may never hear of it. Evaluators are told to
    take it out; to this pod it stands for nobody any more.
    """
    records = db.scalars(select(ExportRow.record).where(ExportRow.record != b""))
    left = elsewhere.entered and not elsewhere.withdrawn
    if study_code and (left or any(study_code in codes_in(one) for one in records)):
        db.merge(GoneCodeRow(code=study_code))
    db.flush()


def untie(db: DoingsDb, study_code: str) -> None:
    """Have no bundle's record name somebody's code: that of nobody stands there.

    It is one and the same everywhere, for the gate must go on counting whoever left in
    somebody's company. A bundle without a receipt is not offered again: nobody of that
    code agrees to it.
    """
    theirs, nobody = study_code.encode(), new_code(SystemRandom()).encode()
    for row in db.scalars(select(ExportRow).where(ExportRow.record != b"")):
        row.record = row.record.replace(theirs, nobody)
    db.flush()


def gone_codes(db: DoingsDb) -> frozenset[str]:
    """Return the codes of everybody who was erased and of whom something had left."""
    return frozenset(db.scalars(select(GoneCodeRow.code)))


def codes_in(record: bytes) -> frozenset[str]:
    """Return the study codes that a bundle's record names."""
    told = msgspec.json.decode(record, type=_Named)
    measured = {key.partition("/")[0] for key in told.activities}
    return frozenset(told.people) | frozenset(told.about) | measured


def linked_in(record: bytes) -> frozenset[str]:
    """Return the study codes whose prison numbers left with a bundle, sealed apart."""
    return frozenset(msgspec.json.decode(record, type=_Named).linked)


def activities_in(record: bytes) -> frozenset[str]:
    """Return the keys of the measured activities that a bundle's record names."""
    return frozenset(msgspec.json.decode(record, type=_Named).activities)
