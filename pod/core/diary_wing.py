"""The diary between the wing's console and its pods: who is expected where, and when.

The console says all that is so for a day; a pod takes in what is new, and keeps what
was taken back as cancelled: nobody goes from its list unseen.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from pod.core.visit import Behind
from pod.diary.day import Booking, next_up, still_open
from pod.diary.terms import slot_of
from pod.errors import Usage
from pod.storage import diary, identities, referred
from pod.storage.acts import What
from pod.storage.audit import Act, audit, head
from pod.storage.both import Deed, Newcomer, add_person
from pod.storage.diary import Noted
from pod.storage.identities import Name
from pod.storage.people import new_id
from pod.storage.vault import DoingsDb
from pod.wing import expected
from pod.wing.expected import (
    MOST_BOOKINGS,
    MOST_PEOPLE,
    Bookings,
    Later,
    People,
    Somebody,
)
from pod.wing.intake import Taken

log = logging.getLogger(__name__)

KNOWN_FOR = timedelta(days=2)
"""So long a pod says what became of a console's booking."""
Expected: TypeAlias = tuple[Bookings, People]


def next_at(behind: Behind, db: DoingsDb) -> datetime | None:
    """Return when the next booking at this pod begins, today."""
    now, pod = behind.clock.utc().astimezone(), behind.settings.pod
    minute = now.hour * 60 + now.minute
    following = next_up(diary.day(db, now.date()), pod, minute)
    return _begins_at(following) if following else None


def _begins_at(one: Booking) -> datetime:
    """Return the moment at which a booking begins, by the wall here."""
    return datetime.combine(one.on, time.fromisoformat(one.starts)).astimezone()


class Expecting:
    """What a console says to its pods; made anew only when something was written."""

    def __init__(self, behind: Behind) -> None:
        self._behind = behind
        self._known: tuple[object, ...] = ()
        self._said: Mapping[str, Expected] = {}

    def at(self, db: DoingsDb, pods: Sequence[str]) -> Mapping[str, Expected]:
        """Return who is expected at each pod today, and who they are."""
        today = self._behind.clock.utc().astimezone().date()
        with self._behind.memory.people.begin() as names:
            known = (head(names)[0], head(db)[0], today, tuple(pods))
            if known != self._known:
                self._known = known
                everybody = identities.names(names)
                self._said = {pod: _at(db, everybody, pod, today) for pod in pods}
        return self._said


def _at(db: DoingsDb, names: Mapping[str, Name], pod: str, on: date) -> Expected:
    """Return the open bookings of one pod, and whoever they are of."""
    held = [one for one in still_open(diary.day(db, on), pod) if one.person in names]
    bookings = tuple(
        expected.Booking(
            booking=one.booking,
            number=names[one.person].number,
            begins_at=_begins_at(one),
            minutes=one.minutes,
        )
        for one in held[:MOST_BOOKINGS]
    )
    refs = dict.fromkeys(one.person for one in held)
    people = tuple(_somebody(ref, names[ref]) for ref in refs)
    later = tuple(
        Later(ref=ref, number=names[ref].number)
        for ref in diary.expected_after(db, on, pod)
        if ref in names
    )
    said = People(people[:MOST_PEOPLE], later[:MOST_PEOPLE])
    return Bookings(on, bookings), said


def _somebody(ref: str, name: Name) -> Somebody:
    return Somebody(
        ref=ref, number=name.number, first_name=name.first_name, cell=name.cell
    )


class Taking:
    """What a pod takes in of what its console says: people first, then bookings."""

    def __init__(self, behind: Behind) -> None:
        self._behind = behind
        self._day: Bookings | None = None

    def take(self, came: Sequence[Taken]) -> None:
        """Take in what came at once; a day that came before its people comes again.

        Call it outside any transaction: it writes to both stores. Done twice, it is as
        if it was done once.
        """
        said = [one.letter.body for one in came]
        people = [one for one in said if isinstance(one, People)]
        days = [one for one in said if isinstance(one, Bookings)]
        for one in people:
            self._people(one)
        self._day = days[-1] if days else self._day
        if self._day is not None and (people or days):
            self._bookings(self._day)

    def _people(self, said: People) -> None:
        """Add whoever is not here yet; who is here stays as staff here know them.

        Who was erased here is not taken in again: their console has still to learn it.
        """
        behind = self._behind
        deed = Deed(role="pod", now=behind.clock.utc())
        with behind.memory.doings.begin() as db:
            gone = forgotten_refs(behind, db)
        here = self._here()
        for one in said.people:
            if one.number not in here and one.ref not in gone:
                self._add(one, deed)
        here = self._here()
        named = {one.ref: one.number for one in said.people if one.ref}
        named |= {one.ref: one.number for one in said.later}
        found = {
            ref: here[number]
            for ref, number in named.items()
            if ref not in gone and number in here
        }
        with behind.memory.doings.begin() as db:
            referred.keep_people(db, found)

    def _here(self) -> Mapping[str, str]:
        """Return whose each prison number is."""
        with self._behind.memory.people.begin() as db:
            return {name.number: ref for ref, name in identities.names(db).items()}

    def _add(self, one: Somebody, deed: Deed) -> None:
        """Add somebody; whose name is none is left out, and hinders nobody else."""
        who = Newcomer(
            number=one.number,
            first_name=one.first_name,
            cell=one.cell,
            language=one.language,
        )
        try:
            add_person(self._behind.memory, who, deed, self._behind.rng)
        except Usage as refused:
            log.warning("a person was not taken in: %s", type(refused).__name__)

    def _bookings(self, said: Bookings) -> None:
        """Take a day in: what is new is booked, what was taken back is cancelled."""
        behind, refs = self._behind, self._here()
        with behind.memory.doings.begin() as db:
            met: dict[str, str] = {}
            for one in said.bookings:
                if booked := self._book(db, one, refs):
                    met[booked] = one.booking
            mine = still_open(diary.day(db, said.day), behind.settings.pod)
            sent = diary.sent_on(db, said.day)
            for held in mine:
                if held.booking in sent and held.booking not in met:
                    noted = Noted("cancelled", "", behind.clock.utc())
                    diary.note(db, held.booking, noted)
                    self._write(db, "attendance_noted", held.booking)
            known = {here: there for here, there in met.items() if there}
            referred.keep_bookings(db, known, said.day - KNOWN_FOR)

    def _book(
        self, db: DoingsDb, one: expected.Booking, refs: Mapping[str, str]
    ) -> str | None:
        """Return the booking that this is; booked now, if it was not."""
        begins, ref = one.begins_at.astimezone(), refs.get(one.number)
        if ref is None:
            return None
        starts, back = f"{begins:%H:%M}", diary.taken_back(db, begins.date())
        for held in diary.day(db, begins.date()):
            same = (held.person, held.starts) == (ref, starts)
            if same and held.booking not in back:
                return held.booking
        new = Booking(
            booking=new_id(self._behind.rng),
            person=ref,
            on=begins.date(),
            slot=slot_of(starts),
            starts=starts,
            minutes=one.minutes,
            pod=self._behind.settings.pod,
        )
        diary.keep_sent(db, new)
        self._write(db, "booked", new.booking)
        return new.booking

    def _write(self, db: DoingsDb, what: What, booking: str) -> None:
        act = Act(role="pod", what=what, about=booking)
        audit(db, act, self._behind.clock.utc())


def forgotten_refs(behind: Behind, db: DoingsDb) -> frozenset[str]:
    """Return how consoles refer to whoever was erased here."""
    persons, known = behind.memory.persons, referred.people(db)
    gone = set(known.values()) - persons.known()
    erased = persons.forgotten() if gone else frozenset()
    return frozenset(there for there, here in known.items() if here in erased)
