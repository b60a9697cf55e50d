"""Writes a travelling record into the stores: joined with what is here, nothing lost.

Done again it comes to the same: what is there already is left as it is.
"""

from collections.abc import Sequence

import msgspec
from sqlalchemy import delete, text

from pod.bundle.merging import merge, parted
from pod.bundle.travel import Record
from pod.bundle.traveller import Held, Person, Run
from pod.storage import journeys, keeping, people, sittings
from pod.storage.arms import drew_elsewhere
from pod.storage.codes_of import code_of, keep_code
from pod.storage.doings_tables import (
    ActivityRow,
    ConsentRow,
    DoingsBase,
    PersonRow,
    SittingRow,
)
from pod.storage.identities import (
    Name,
    checked,
    identify,
    identity,
    name_of,
    rename,
    set_pictures,
)
from pod.storage.keeping import Written
from pod.storage.people import Enrolment, enrol
from pod.storage.people_tables import IdentityRow
from pod.storage.travel_tables import TravelRow
from pod.storage.travelling import read_person, runs_of
from pod.storage.vault import DoingsDb, PeopleDb
from pod.values import Value

AT_THE_END = text(
    "UPDATE activity SET rowid = (SELECT max(rowid) + 1 FROM activity) WHERE id = :id"
)
UNKNOWN = "-"
"""The cell of somebody who has just come, until staff say which it is."""


class Taken(Value, frozen=True, kw_only=True):
    """A record that is taken in: for whom here, at which pod."""

    record: Record
    ref: str
    pod: str
    cell: str = ""


def joined(names: PeopleDb, db: DoingsDb, one: Taken) -> Person:
    """Return what is known of somebody with this record."""
    theirs = one.record.person
    if db.get(PersonRow, one.ref) is None or names.get(IdentityRow, one.ref) is None:
        return parted(theirs)
    mine = read_person(names, db, one.pod, one.ref)
    if mine.ref != theirs.ref:
        mine = _taken_on(mine, theirs)
    return parted(merge(mine, theirs))


def _taken_on(mine: Person, theirs: Person) -> Person:
    """Return somebody whom staff had only added as whom they turn out to be."""
    code = theirs.enrolled.code if mine.enrolled.code else ""
    enrolled = msgspec.structs.replace(theirs.enrolled, code=code)
    return msgspec.structs.replace(
        mine, ref=theirs.ref, enrolled=enrolled, home=theirs.home
    )


def write_names(db: PeopleDb, one: Taken, person: Person) -> None:
    """Write who somebody is, and their code, where that is news; the keys are there."""
    row = db.get(IdentityRow, one.ref)
    cell = person.known.cell or one.cell or (name_of(db, row).cell if row else UNKNOWN)
    name = Name(
        number=person.known.number, first_name=person.known.first_name, cell=cell
    )
    (rename if row else identify)(db, one.ref, checked(name))
    set_pictures(identity(db, one.ref), person.signing.pictures)
    code = person.enrolled.code
    if code and code != code_of(db, one.ref):
        keep_code(db, one.ref, code)


def write_doings(db: DoingsDb, one: Taken, person: Person) -> bool:
    """Write what somebody did and chose, and that this record was taken in.

    Tell whether they are new here, or did anything elsewhere that was not known.
    """
    before = _done(db, one.ref)
    row = _person(db, one, person)
    _move(row, one, person)
    _write_consents(db, one.ref, person)
    drew_elsewhere(db, one.ref, person.drew)
    _write_course(db, one.ref, person)
    _write_told(db, one.ref, person)
    record = one.record
    line = TravelRow(
        record=record.id,
        way="in",
        kind=record.kind,
        pod=record.pod,
        person=person.ref,
        at=record.made_at,
    )
    journeys.note_travel(db, line)
    return before is None or before != _done(db, one.ref)


def _done(db: DoingsDb, ref: str) -> frozenset[str] | None:
    """Return the activities that are known of somebody; None of whoever is not here."""
    if db.get(PersonRow, ref) is None:
        return None
    held = sittings.all_sittings(db, ref)
    return frozenset(run.id for one in held for run in sittings.activities(db, one.id))


def _person(db: DoingsDb, one: Taken, person: Person) -> PersonRow:
    """Return whom it is of, written down anew where they were not here."""
    bands, liked = dict(person.enrolled.bands), person.liked
    new = Enrolment(
        ref=one.ref,
        language=liked.likes.language,
        enrolled_on=person.enrolled.on,
        bands=bands,
    )
    enrol(db, new)
    row = people.person(db, one.ref)
    row.enrolled_on, row.bands = person.enrolled.on, msgspec.json.encode(bands)
    people.keep_likes(row, liked.likes)
    row.likes_chosen = liked.chosen
    return row


def _move(row: PersonRow, one: Taken, person: Person) -> None:
    """Write from where their results leave; whoever is at home here is expected."""
    row.home = "" if person.home.pod == one.pod else person.home.pod
    told = one.record.person.home == person.home
    if not row.home or (told and one.record.kind == "transfer"):
        row.moved_on = None
    elif told:
        row.moved_on = one.record.moved_on


def _write_consents(db: DoingsDb, ref: str, person: Person) -> None:
    """Write every answer to the three choices in the order in which they were given."""
    db.execute(delete(ConsentRow).where(ConsentRow.person == ref))
    for one in person.consents:
        db.add(ConsentRow(person=ref, **_columns(ConsentRow, one)))
        db.flush()


def _write_course(db: DoingsDb, ref: str, person: Person) -> None:
    """Write sittings and activities; what was changed nowhere is not touched."""
    for held in person.sittings:
        db.merge(SittingRow(person=ref, **_columns(SittingRow, held)))
    db.flush()
    here = {run.id: run for run in runs_of(db, person.sittings)}
    fresh = [run for run in person.runs if here.get(run.id) != run]
    for run in fresh:
        _write_run(db, ref, run)
    for run in person.runs if fresh else ():
        db.execute(AT_THE_END, {"id": run.id})
    _close_behind(db, person.sittings)
    db.expire_all()


def _write_run(db: DoingsDb, ref: str, run: Run) -> None:
    """Write one activity as it came, with its rows where they came along."""
    db.merge(ActivityRow(**_columns(ActivityRow, run)))
    db.flush()
    if run.rows is not None:
        rows = Written(run.rows, run.journal, ended=run.ended is not None)
        keeping.keep_anew(db, ref, run.id, rows)


def _close_behind(db: DoingsDb, held: Sequence[Held]) -> None:
    """Close what stayed open here of a sitting that was finished elsewhere."""
    closed = {
        (one.programme, one.number): one.closed_at for one in held if one.closed_at
    }
    for one in held:
        at = closed.get((one.programme, one.number))
        if one.closed_at is None and at is not None:
            sittings.close_sitting(db, db.get_one(SittingRow, one.id), at)


def _write_told(db: DoingsDb, ref: str, person: Person) -> None:
    """Write since when what is known counts, and what has left elsewhere."""
    known = msgspec.structs.replace(
        journeys.told(db, ref),
        known_at=person.known.at,
        signing_at=person.signing.at,
        liked_at=person.liked.at,
        home_since=person.home.since,
        roams=person.roaming.on,
        roams_at=person.roaming.at,
        drew=person.drew,
        gone=person.gone,
    )
    journeys.keep_told(db, ref, known, person.ref)


def _columns(table: type[DoingsBase], value: Value) -> dict[str, object]:
    """Return what a table and the record call by the same names."""
    columns = {column.key for column in table.__table__.columns}
    told = msgspec.structs.asdict(value)
    return {name: told[name] for name in told.keys() & columns if name != "rows"}
