"""Changes the diary: books, moves, swaps, notes what became of it; never drops one."""

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec.structs import replace

from pod import desk
from pod.core.diary import local, told
from pod.core.visit import Answers, Behind, Visit
from pod.desk import Reply
from pod.desk.diary import Book, Booked, MoveBooking, NoteAttendance, SwapBookings
from pod.diary.day import Booking, Clash, clashes, met_by_coming, swapped
from pod.diary.refused import BookedThen, Meanwhile, NotThatDay, PodBooked
from pod.diary.terms import minute_of, slot_of
from pod.errors import Usage
from pod.storage import diary, diary_people, people
from pod.storage.diary import Noted
from pod.storage.diary_people import Hand
from pod.storage.vault import DoingsDb

AHEAD, DAY_ENDS = timedelta(days=100), 24 * 60
MEANWHILE = "Somebody else changed that meanwhile."
AGAIN = "Look at the list again."


def pod_here(behind: Behind) -> str:
    """Return the pod that is meant where none is named: a console is none."""
    if behind.console:
        raise Usage("Say at which pod.", "A pod is named by its id, such as pod01.")
    return behind.settings.pod


def hand(visit: Visit) -> Hand:
    """Return whose hand writes, and when."""
    return Hand(visit.who.staff, visit.now)


def _book(visit: Visit, request: Book) -> Reply:
    """Book somebody, unless they or the pod are booked then; tell what else clashes."""
    new = Booking(
        booking=people.new_id(visit.behind.rng),
        person=request.person,
        on=request.on or local(visit).date(),
        slot=request.slot or slot_of(request.starts),
        starts=request.starts,
        minutes=request.minutes,
        pod=request.pod or pod_here(visit.behind),
    )
    with visit.doings() as db:
        found = _fitting(visit, db, (new,))
        diary.keep_booking(db, new)
        visit.write(db, "booked", new.booking)
        _allocated(visit, db, new.person)
    return Booked(new.booking, told(visit, found))


def _move(visit: Visit, request: MoveBooking) -> Reply:
    with visit.doings() as db:
        before = _open(db, request.booking)
        starts = request.starts or before.starts
        moved = replace(
            before,
            on=request.on or before.on,
            slot=before.slot if starts == before.starts else slot_of(starts),
            starts=starts,
            minutes=request.minutes or before.minutes,
            pod=request.pod or before.pod,
        )
        found = _fitting(visit, db, (moved,))
        diary.keep_booking(db, moved)
        visit.write(db, "booking_moved", moved.booking)
    return Booked(moved.booking, told(visit, found))


def _swap(visit: Visit, request: SwapBookings) -> Reply:
    if request.booking == request.other:
        raise Usage("A swap is of two bookings.", "Choose another one.")
    with visit.doings() as db:
        both = swapped(_open(db, request.booking), _open(db, request.other))
        _fitting(visit, db, both)
        for one in both:
            diary.keep_booking(db, one)
            visit.write(db, "bookings_swapped", one.booking)
    return desk.Done()


def _note(visit: Visit, request: NoteAttendance) -> Reply:
    """Note what became of a booking, unless somebody else has meanwhile."""
    with visit.doings() as db:
        known = diary.booking(db, request.booking)
        if known.reason not in (request.was, request.reason):
            raise Meanwhile(MEANWHILE, AGAIN)
        if known.on > local(visit).date():
            raise NotThatDay("That day has not come yet.", "Move the booking instead.")
        noted = Noted(request.reason, visit.who.staff, visit.now)
        diary.note(db, known.booking, noted)
        visit.write(db, "attendance_noted", known.booking)
    return desk.Done()


def came(visit: Visit, db: DoingsDb) -> None:
    """Note that whoever signed in has come for what they are booked for now, if so."""
    now = local(visit)
    theirs = [
        one for one in diary.day(db, now.date()) if one.person == visit.who.person
    ]
    met = met_by_coming(theirs, now.hour * 60 + now.minute)
    if met is not None:
        diary.note(db, met.booking, Noted("attended", "", visit.now))
        visit.write(db, "attendance_noted", met.booking)


def check_day(on: date, today: date) -> None:
    """Refuse a day that is over, or further ahead than anybody plans."""
    if on < today:
        raise NotThatDay("That day is over.", "Choose today or a day to come.")
    if on > today + AHEAD:
        raise NotThatDay("That day is too far ahead.", "Check the year.")


def _open(db: DoingsDb, id_: str) -> Booking:
    """Return a booking of which nobody has said yet what became of it."""
    known = diary.booking(db, id_)
    if known.reason is not None:
        raise Meanwhile("It is noted already what became of that booking.", AGAIN)
    return known


def _fitting(visit: Visit, db: DoingsDb, new: tuple[Booking, ...]) -> Iterable[Clash]:
    """Refuse a double booking; return what clashes elsewhere, which is only told."""
    found: list[Clash] = []
    ids = {one.booking for one in new}
    for on in {one.on for one in new}:
        check_day(on, local(visit).date())
        rest = [one for one in diary.day(db, on) if one.booking not in ids]
        day = [*rest, *(one for one in new if one.on == on)]
        met = clashes(day, diary.appointments(db, on))
        found += [one for one in met if ids & {one.booking, one.other}]
    for one in new:
        if minute_of(one.starts) + one.minutes > DAY_ENDS:
            raise Usage("That ends after midnight.", "Choose an earlier time.")
    _refuse(found)
    return found


def _refuse(found: Iterable[Clash]) -> None:
    kinds = {one.kind for one in found}
    if "person" in kinds:
        raise BookedThen(
            "They are booked at that time already.",
            "Move that booking, or choose another time.",
        )
    if "pod" in kinds:
        raise PodBooked(
            "That pod is booked at that time already.",
            "Choose another time or pod, or swap the two.",
        )


def _allocated(visit: Visit, db: DoingsDb, ref: str) -> None:
    """Let whoever was approved and has a booking now wait no longer."""
    asked = diary_people.waiting_of(db, ref)
    if asked is not None and asked.status == "approved":
        diary_people.set_status(db, ref, "allocated", hand(visit))
        visit.write(db, "waiting_changed", ref)


ANSWERS: Answers = {
    Book: _book,
    MoveBooking: _move,
    SwapBookings: _swap,
    NoteAttendance: _note,
}
