"""The end of a shift and the beginning of the next: what must not be lost between.

No answers, no scores: what is open, what is amiss, who is part-way, how far the record
has come.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from pod.core.course_of import Pod, course_of
from pod.core.needs_person import hand, needing
from pod.core.visit import Answers, Visit
from pod.course import plan
from pod.desk import Reply
from pod.desk.draft import DropDraft
from pod.desk.shift import (
    HandOver,
    HandoverView,
    NoteLine,
    PartWay,
    SeeHandover,
    SignOn,
    WriteNote,
)
from pod.storage import concern_steps, drafts, duty, identities, shifts, sittings
from pod.storage.anchors import heads
from pod.storage.diary import by_slot
from pod.storage.doings_tables import SittingRow
from pod.storage.identities import Name
from pod.storage.pod_memory import notices
from pod.storage.reunited import restored
from pod.storage.vault import DoingsDb
from pod.storage.verified import written

DAY = timedelta(days=1)
Names = Mapping[str, Name]


def view(visit: Visit) -> HandoverView:
    """Return what the next shift must know."""
    behind, settings, ends = visit.behind, visit.behind.settings, _heads(visit)
    with visit.people() as people:
        names = identities.names(people)
    with visit.doings() as db:
        return HandoverView(
            pod=settings.pod,
            now=visit.now,
            second=settings.second_contact,
            needs=needing(visit, db, names),
            notices=behind.devices.not_told(notices(db)),
            troubles=(*behind.devices.troubles, *restored(db)),
            part_way=tuple(_part_way(visit, db, names)),
            tomorrow=tuple(by_slot(db, visit.now.astimezone().date() + DAY)),
            notes=tuple(_notes(db, names)),
            heads=ends,
            last=shifts.newest(db),
            me=visit.who.staff,
        )


def _heads(visit: Visit) -> tuple[str, ...]:
    """Return how far the record of each store has come; it is held on to."""
    visit.hold_on()
    return tuple(written(one) for one in heads(visit.behind.memory))


def _part_way(visit: Visit, db: DoingsDb, names: Names) -> Iterator[PartWay]:
    """Return whose sitting waits for them, by cell; whose place is kept."""
    waiting = [row for row in sittings.all_under_way(db) if row.person in names]
    for row in sorted(waiting, key=lambda one: (names[one.person].cell, one.id)):
        done, of = _parts(visit, db, row)
        name = names[row.person]
        yield PartWay(first_name=name.first_name, cell=name.cell, done=done, of=of)


def _parts(visit: Visit, db: DoingsDb, row: SittingRow) -> tuple[int, int]:
    """Return how many parts of a sitting are done, and of how many."""
    pod = Pod(visit.behind.settings.pod, visit.behind.programme)
    course = course_of(db, pod, row.person, visit.now)
    if course.programme.name != row.programme:
        done = [one for one in sittings.activities(db, row.id) if one.ended]
        return len(done), len(done)
    parts = plan(course.programme, row.number, course.facts)
    return len(course.facts.done), len(parts)


def _notes(db: DoingsDb, names: Names) -> Iterator[NoteLine]:
    """Return the notes of the shift that is on, with whom each is about."""
    for ref, line in shifts.notes_since(db, shifts.shift_began(db)):
        name = names.get(ref)
        yield shifts.named(line, name.first_name, name.cell) if name else line


def _see(visit: Visit, _request: SeeHandover) -> Reply:
    return view(visit)


def _hand_over(visit: Visit, _request: HandOver) -> Reply:
    """End a shift; whoever hands over answers for it until the next one signs on."""
    ends = " ".join(_heads(visit))
    with visit.doings() as db:
        shifts.hand_over(db, hand(visit), ends, visit.behind.rng)
        visit.write(db, "handed_over")
    return view(visit)


def _sign_on(visit: Visit, _request: SignOn) -> Reply:
    """Begin a shift: what is open and taken on is theirs, and so is being on duty."""
    ends, me = " ".join(_heads(visit)), hand(visit)
    with visit.doings() as db:
        shifts.sign_on(db, me, ends, visit.behind.rng)
        visit.write(db, "signed_on")
        for concern in concern_steps.take_over(db, me):
            visit.write(db, "concern_taken_over", concern)
        before = shifts.newest(db)
        if before and before.handed_by:
            duty.set_duty(db, before.handed_by, visit.now, on=False)
        duty.set_duty(db, me.staff, visit.now, on=True)
        visit.write(db, "on_duty")
    return view(visit)


def _write_note(visit: Visit, request: WriteNote) -> Reply:
    with visit.doings() as db:
        note = shifts.write_note(db, request, hand(visit), visit.behind.rng)
        drafts.drop(db, DropDraft("note"), visit.who.staff)
        visit.write(db, "staff_note_added", note)
    return view(visit)


ANSWERS: Answers = {
    SeeHandover: _see,
    HandOver: _hand_over,
    SignOn: _sign_on,
    WriteNote: _write_note,
}
