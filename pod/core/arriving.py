"""Takes in a travelling record that another pod made."""

from collections.abc import Iterable, Sequence

from pod.bundle.travel import Record, open_record
from pod.core.laid_out import look_after
from pod.core.travelling import check_away
from pod.core.visit import Behind
from pod.desk.travelling import RecordTaken
from pod.errors import PartRefused, Untrusted
from pod.storage import both, identities, journeys, neighbours, outbox, sittings
from pod.storage.both import Deed
from pod.storage.doings_tables import PersonRow
from pod.storage.journeys import last_done
from pod.storage.neighbours import Neighbour
from pod.storage.people import new_id, person
from pod.storage.taking import Taken
from pod.storage.vault import DoingsDb, PeopleDb


def taken(
    behind: Behind, deed: Deed, untrusted: bytes, untrusted_sig: str, cell: str = ""
) -> RecordTaken:
    """Take in a record that a known pod made for this one; again is no change."""
    memory = behind.memory
    record = _opened(behind, untrusted, untrusted_sig)
    with memory.people.begin() as names, memory.doings.begin() as db:
        again = journeys.was_taken(db, record.id)
        ref = _whose(behind, names, db, record)
        before = frozenset(_activities(db, ref))
        known = db.get(PersonRow, ref) is not None
    if not again:
        check_away(behind, ref)
        one = Taken(record=record, ref=ref, pod=behind.settings.pod, cell=cell)
        both.take_record(memory, one, deed)
        look_after(behind)
    with memory.people.begin() as names, memory.doings.begin() as db:
        name = identities.name_of(names, identities.identity(names, ref))
        return RecordTaken(
            person=ref,
            first_name=name.first_name,
            cell=name.cell,
            kind=record.kind,
            again=again,
            known=known,
            home=not person(db, ref).home,
            activities=len(frozenset(_activities(db, ref)) - before),
        )


def _opened(behind: Behind, untrusted: bytes, untrusted_sig: str) -> Record:
    """Return a record that a known pod sealed for this one and may send."""
    with behind.memory.doings.begin() as db:
        pods = neighbours.neighbours(db, behind.settings)
        identity = outbox.identity(db)
    trusted, me = [one.trusted for one in pods], behind.settings.pod
    record = open_record(untrusted, untrusted_sig, trusted, identity, me)
    _check_prison(record, pods)
    return record


def _check_prison(record: Record, known: Sequence[Neighbour]) -> None:
    """Refuse what is shared in a prison from anybody who is not of it."""
    ours = {one.member.id for one in known if one.prison == "here"}
    if record.kind == "shared" and record.pod not in ours:
        raise Untrusted("Only pods of this prison share records with this one.")


def _whose(behind: Behind, names: PeopleDb, db: DoingsDb, record: Record) -> str:
    """Return who of this pod a record is of, or the reference that they get."""
    theirs = record.person
    alike = [
        ref
        for ref, name in identities.names(names).items()
        if name.number == theirs.known.number
    ]
    found = journeys.here(db, theirs.ref)
    if found is None:
        _check_not_erased(behind, names, record)
    if found is None and not alike:
        return _new(behind, record)
    if found is not None and alike in ([], [found]):
        return found
    if found is None and _is_unused(db, alike[0]):
        return alike[0]
    raise PartRefused(
        "Somebody else is here under that prison number.",
        "They were enrolled at both pods. They go on here as they are.",
    )


def _is_unused(db: DoingsDb, ref: str) -> bool:
    """Tell whether staff have only added somebody, who has done nothing here."""
    unknown = journeys.ref_of(db, ref) == ref
    return unknown and not sittings.all_sittings(db, ref)


def _new(behind: Behind, record: Record) -> str:
    """Return the reference of somebody who is new here."""
    ref = record.person.ref
    if record.kind == "shared" and not record.person.roaming.on:
        raise PartRefused("They share their record no more, and were never here.")
    erased = ref in behind.memory.persons.forgotten()
    return new_id(behind.rng) if erased else ref


def _check_not_erased(behind: Behind, names: PeopleDb, record: Record) -> None:
    """Refuse whoever was erased, here or at another pod of the wing.

    They come back neither with what the pods of a prison share, nor with a transfer
    that was agreed to before; nor as whom staff have added since, who is somebody new.
    """
    ref, persons = record.person.ref, behind.memory.persons
    if ref not in persons.forgotten():
        return
    known = [one.at for one in persons.erased() if one.ref == ref]
    erased = max(known, default=last_done(names, ref, "erased", "purged"))
    if record.kind == "shared" or erased is None or record.made_at <= erased:
        raise PartRefused("That person was erased here. Nothing of theirs came back.")


def _activities(db: DoingsDb, ref: str) -> Iterable[str]:
    """Return the activities that are here of somebody."""
    if db.get(PersonRow, ref) is None:
        return ()
    held = sittings.all_sittings(db, ref)
    return (one.id for row in held for one in sittings.activities(db, row.id))
