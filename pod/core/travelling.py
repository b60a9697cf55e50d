"""Makes somebody's travelling record for other pods, and marks who moved."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from hashlib import sha256

import msgspec
from msgspec.structs import replace

from pod.bundle.travel import Kind, Record, SealedRecord, seal_record
from pod.bundle.traveller import Gone, Home, Person
from pod.core.laid_out import look_after
from pod.core.visit import Behind, Visit
from pod.errors import TryAgain, Usage
from pod.storage import forgetting, journeys, neighbours, outbox
from pod.storage.doings_tables import PersonRow
from pod.storage.neighbours import Neighbour
from pod.storage.people import consents, new_id, person
from pod.storage.travel_tables import TravelRow
from pod.storage.travelling import ALL, COUNTED, NONE, Answers, read_person
from pod.storage.vault import DoingsDb
from pod.values import Value

STOPPED, WITHDREW = "stopped", "stopped-and-withdrew"
LEAST_LATER = timedelta(seconds=1)
"""So much newer is a new home than the one before, whatever the clocks say."""


class NotAgreed(Usage):
    """The person has not said at the pod that their record may go."""


class Moved(Usage):
    """Somebody's record went to another prison: they go on there."""


class Prepared(Value, frozen=True, kw_only=True):
    """A record that is ready to go; nothing has changed yet."""

    ref: str
    record: Record
    sealed: SealedRecord
    was: Person

    @property
    def kind(self) -> Kind:
        """Whether it is for another prison, or for the pods of this one."""
        return self.record.kind

    @property
    def pods(self) -> tuple[str, ...]:
        """The pods that can open it."""
        return self.record.to


def prepared(behind: Behind, ref: str, to: Sequence[str]) -> Prepared:
    """Return somebody's record for these pods or wings; nothing is changed by it.

    They have agreed to it at the pod, and nobody is in the middle of a sitting.
    """
    check_away(behind, ref)
    look_after(behind)
    settings, memory = behind.settings, behind.memory
    with memory.people.begin() as names, memory.doings.begin() as db:
        found = _pods(neighbours.neighbours(db, settings), to)
        row, kind = person(db, ref), _kind(found)
        answers = _agreed(journeys.told(db, ref), kind)
        _check_home(row, kind, found)
        was = read_person(names, db, settings.pod, ref, answers)
        record = Record(
            id=new_id(behind.rng),
            kind=kind,
            pod=settings.pod,
            to=tuple(one.member.id for one in found),
            made_at=behind.clock.utc(),
            person=_shared(was) if kind == "shared" else _moving(behind, was, found[0]),
            moved_on=row.moved_on if kind == "shared" else None,
        )
        readers = [one.member.recipient for one in found]
        sealed = seal_record(record, readers, outbox.signing_key(db))
    return Prepared(ref=ref, record=record, sealed=sealed, was=was)


def gone(visit: Visit, ready: Prepared) -> None:
    """Write down that a record goes; after a transfer the person is at home there.

    Do this before the file is put out. If that fails, the record is made again: the
    other way round somebody could be at home at two pods.
    """
    behind, record = visit.behind, ready.record
    with visit.people() as names, visit.doings() as db:
        now = read_person(names, db, behind.settings.pod, ready.ref, COUNTED)
        if now.gone != ready.was.gone or now.home != ready.was.home:
            raise TryAgain("Something left meanwhile.", "Make the record again.")
        if record.kind == "transfer":
            _move(visit, db, ready)
        line = TravelRow(
            record=record.id,
            way="out",
            kind=record.kind,
            pod=" ".join(record.to),
            person=record.person.ref,
            at=record.made_at,
        )
        journeys.note_travel(db, line)
        visit.write(db, "record_made", ready.ref)
    look_after(behind)


def _move(visit: Visit, db: DoingsDb, ready: Prepared) -> None:
    """Mark somebody as moved: nothing more of theirs leaves from here."""
    home, row = ready.record.person.home, person(db, ready.ref)
    forgetting.stay(db, ready.was.enrolled.code)
    if row.moved_on is None:
        row.moved_on = visit.now.date()
        visit.write(db, "person_moved", ready.ref)
    row.home = home.pod
    known = journeys.told(db, ready.ref)
    journeys.keep_told(db, ready.ref, replace(known, home_since=home.since))


def stays(visit: Visit, ref: str) -> None:
    """Have somebody at home here again whose record was taken in nowhere."""
    with visit.people() as names, visit.doings() as db:
        row = person(db, ref)
        if row.moved_on is None:
            raise Usage("That person is not marked as moved.")
        was = read_person(names, db, visit.behind.settings.pod, ref, COUNTED)
        row.home, row.moved_on = "", None
        since = max(visit.now, was.home.since + LEAST_LATER)
        known = replace(journeys.told(db, ref), home_since=since)
        journeys.keep_told(db, ref, known)
        visit.write(db, "person_stays", ref)


def sharers(behind: Behind) -> Mapping[str, str]:
    """Return whose record the pods of this prison share, and what changes with it.

    Of whoever shares no more it is said that they stopped, and that they withdrew.
    """
    memory, found = behind.memory, {}
    with memory.people.begin() as names, memory.doings.begin() as db:
        for row, told in journeys.travellers(db):
            if told.roams_at is not None and not told.roams:
                found[row.ref] = STOPPED if _agrees(db, row.ref) else WITHDREW
            elif told.roams:
                known = read_person(names, db, behind.settings.pod, row.ref, COUNTED)
                content = msgspec.json.encode(known, order="sorted")
                found[row.ref] = sha256(content).hexdigest()
    return found


def _agrees(db: DoingsDb, ref: str) -> bool:
    """Tell whether somebody's last answer lets anything leave."""
    return any(one.take_part and one.evaluation for one in consents(db, ref)[-1:])


def check_away(behind: Behind, ref: str) -> None:
    """Refuse what must not happen while somebody is at this pod."""
    if behind.sits_here(ref):
        raise TryAgain("They are at this pod now.", "Try again when they have gone.")


def check_expected(db: DoingsDb, ref: str) -> None:
    """Refuse to go on here with somebody whose record went to another prison."""
    if person(db, ref).moved_on is not None:
        raise Moved("Your record went to another prison. You go on there.")


def _pods(known: Sequence[Neighbour], to: Sequence[str]) -> Sequence[Neighbour]:
    """Return the pods of these names, or of wings of these names, each once."""
    found: dict[str, Neighbour] = {}
    for name in to:
        named = [one for one in known if name in (one.member.id, one.wing)]
        if not named:
            raise Usage(
                f"No pod or wing {name} is known here.",
                "Take its card: `pod record know CARD`.",
            )
        found |= {one.member.id: one for one in named}
    return list(found.values())


def _kind(found: Sequence[Neighbour]) -> Kind:
    """Return what a record for these pods is; one is never both."""
    prisons = {one.prison for one in found}
    if len(prisons) > 1:
        raise Usage("Some of these pods are of this prison and some are not.")
    return "shared" if prisons == {"here"} else "transfer"


def _agreed(told: journeys.Told, kind: Kind) -> Answers:
    """Return whose answers come along; NotAgreed where somebody has not agreed to it.

    Whoever shares no more agreed once: that they stopped is said, and nothing else.
    """
    if kind == "shared" and told.roams_at is not None:
        return ALL if told.roams else NONE
    if kind == "transfer" and told.transfer is not None:
        return Answers(frozenset(told.transfer.answers))
    raise NotAgreed("They have not agreed to this yet.", "They do so at the pod.")


def _shared(was: Person) -> Person:
    """Return somebody as the pods of their prison know them; nearly nothing if not.

    That they take back what leaves holds at every pod that has anything of theirs.
    """
    if was.roaming.on:
        return was
    no = [one for one in was.consents[-1:] if not (one.take_part and one.evaluation)]
    return replace(was, consents=(*no,), drew=None, sittings=(), runs=(), gone=Gone())


def _check_home(row: PersonRow, kind: Kind, found: Sequence[Neighbour]) -> None:
    """Refuse a second home: it is where their results leave from."""
    first = found[0].member.id
    if kind == "shared" or not row.home or (row.moved_on and row.home == first):
        return
    if row.moved_on:
        raise Usage(f"Their record went to {row.home} already.", "Name that pod first.")
    raise Usage(f"They are at home at {row.home}.", "Make the record there.")


def _moving(behind: Behind, was: Person, to: Neighbour) -> Person:
    """Return somebody as they go to another prison, at home there from now on."""
    home, settings = was.home, behind.settings
    if home.pod == settings.pod:
        since = max(behind.clock.utc(), home.since + LEAST_LATER)
        home = Home(since=since, pod=to.member.id)
    roaming = replace(was.roaming, on=False)
    known = replace(was.known, cell="")
    return replace(was, home=home, roaming=roaming, known=known)
