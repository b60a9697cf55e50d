"""The day at the counter: booked, moved, swapped, noted; nobody is dropped."""

import time
from datetime import date, timedelta

import msgspec
import pytest
from sqlalchemy import select

from pod import desk
from pod.desk.diary import (
    Added,
    AddHere,
    Book,
    Booked,
    ImportedList,
    ImportList,
    LookToday,
    MakeSlip,
    MoveBooking,
    NoteAttendance,
    PutOnList,
    SetWaiting,
    SwapBookings,
)
from pod.desk.rights import Erase, FindPerson, SeePerson
from pod.journeys.cast import PICTURES
from pod.settings import LockUp
from pod.storage.diary_tables import (
    AlertsRow,
    AppointmentRow,
    BookingRow,
    LeavingRow,
    WaitingRow,
)
from tests.core.staffed import FACILITATOR, SUPERVISOR, enter, signed_in
from tests.lived import SECOND, lines

TODAY = date(2026, 1, 5)


@pytest.fixture(autouse=True)
def local_time(monkeypatch):
    """Moments are kept in UTC; the wall of this prison shows London's time."""
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def glass(inside):
    """The pod's own screen, with a facilitator at it; who there is, by cell."""
    view = enter(inside, FACILITATOR.number, FACILITATOR.code)
    return inside.core.answer, [one.person for one in view.people]


def book(ask, person, starts, **more):
    reply = ask(Book(person=person, starts=starts, **more))
    assert isinstance(reply, Booked), reply
    return reply.booking


def states(ask, **day):
    return {row.booking: row.state for row in ask(LookToday(**day)).rows}


def test_the_next_booked_person_stands_first_whatever_their_cell(glass):
    ask, people = glass
    book(ask, people[2], "09:50")
    book(ask, people[0], "10:30")
    following = ask(desk.Look()).next
    assert (following.person, following.starts, following.minutes) == (
        people[2],
        "09:50",
        20,
    )


def test_nobody_is_next_where_nobody_is_booked(glass):
    ask, _ = glass
    assert ask(desk.Look()).next is None


def test_signing_in_marks_the_booking_attended(glass, inside):
    ask, people = glass
    morning = book(ask, people[0], "09:40")
    evening = book(ask, people[0], "18:00")
    ask(desk.ResetPictures(people[0]))
    ask(desk.PicturesChosen(PICTURES))
    office = signed_in(inside, FACILITATOR.number).answer
    assert states(office) == {morning: "in_use", evening: "next"}
    ask(desk.StopToday())
    assert states(office) == {morning: "attended", evening: "next"}
    assert lines(inside.memory.doings, "attendance_noted") == [morning]


def test_whoever_is_skipped_stays_on_the_list_with_the_reason(glass):
    ask, people = glass
    first, second = book(ask, people[0], "09:50"), book(ask, people[1], "10:30")
    assert ask(NoteAttendance(first, "sick")) == desk.Done()
    assert states(ask) == {first: "sick", second: "next"}


def test_two_facilitators_at_once_do_not_undo_each_other(glass, inside):
    ask, people = glass
    one = book(ask, people[0], "09:50")
    office = signed_in(inside, SUPERVISOR.number).answer
    assert office(NoteAttendance(one, "refused")) == desk.Done()
    late = ask(NoteAttendance(one, "sick"))
    assert late.say == "Somebody else changed that meanwhile."
    assert late.do == "Look at the list again."
    assert states(ask) == {one: "refused"}
    assert ask(NoteAttendance(one, "sick", was="refused")) == desk.Done()
    assert ask(MoveBooking(booking=one, starts="11:00")).code == "meanwhile"


def test_a_double_booking_is_refused_with_one_sentence_and_one_next_step(glass):
    ask, people = glass
    book(ask, people[0], "09:50")
    same_person = ask(Book(person=people[0], starts="10:00", pod="pod02"))
    same_pod = ask(Book(person=people[1], starts="09:45"))
    assert same_person.say == "They are booked at that time already."
    assert same_pod.say == "That pod is booked at that time already."
    assert same_person.do
    assert same_pod.do
    assert len(ask(LookToday()).rows) == 1


def test_two_people_swap_their_times(glass):
    ask, people = glass
    first, second = book(ask, people[0], "09:50"), book(ask, people[1], "10:30")
    assert ask(SwapBookings(first, second)) == desk.Done()
    found = {row.person: row.starts for row in ask(LookToday()).rows}
    assert found == {people[0]: "10:30", people[1]: "09:50"}


def test_a_move_goes_to_another_time_day_and_pod(glass):
    ask, people = glass
    one = book(ask, people[0], "09:50")
    ask(MoveBooking(booking=one, starts="14:00", on=date(2026, 1, 6), pod="pod02"))
    assert ask(LookToday()).rows == ()
    (row,) = ask(LookToday(date(2026, 1, 6))).rows
    assert (row.starts, row.slot, row.pod, row.state) == (
        "14:00",
        "pm",
        "pod02",
        "booked",
    )


@pytest.mark.parametrize(
    ("day", "starts", "say"),
    [
        (date(2026, 1, 4), "09:00", "That day is over."),
        (date(2036, 1, 4), "09:00", "That day is too far ahead."),
        (None, "23:50", "That ends after midnight."),
    ],
)
def test_a_day_or_time_that_cannot_be_is_refused(glass, day, starts, say):
    ask, people = glass
    assert ask(Book(person=people[0], on=day, starts=starts)).say == say


def test_a_booking_of_somebody_who_is_not_here_is_refused(glass):
    ask, _ = glass
    assert ask(Book(person="nobody99", starts="10:00")).code == "usage"
    assert ask(NoteAttendance("nothing99", "sick")).do == "Look at the list again."


def test_enough_time_is_counted_to_the_lock_up_after_the_booking(inside, glass):
    ask, people = glass
    behind = inside.core._behind
    table = LockUp(every=("11:45", "16:30"))
    behind.settings = msgspec.structs.replace(behind.settings, lock_up=table)
    one = book(ask, people[0], "11:30")
    found = ask(desk.Look()).next
    assert (found.enough, found.lock_up) == (False, "11:45")
    ask(MoveBooking(booking=one, starts="14:00"))
    found = ask(desk.Look()).next
    assert (found.enough, found.lock_up) == (True, "16:30")
    assert ask(LookToday()).lock_up_minutes == 135


LIST = b"""Number;Cell;Time;Appointment;Alerts
A1001BC;A1-01;10:00;Training appointment;PEEP, TACT
A1002BC;A9-99;10:30;Training appointment;
A1001BC;A1-01;10:10;Healthcare;
Z9999ZZ;B1-01;11:00;Training appointment;
A1003BC;A1-03;noon;Training appointment;
"""


def test_a_list_books_people_and_tells_of_every_line_it_did_not_take(inside):
    office = signed_in(inside, FACILITATOR.number).answer
    told = office(ImportList(LIST))
    assert isinstance(told, ImportedList)
    assert (told.booked, told.elsewhere, told.known, told.clashes) == (2, 1, 0, 1)
    assert [(one.line, one.say) for one in told.refused] == [
        (6, "A time looks like 09:15.")
    ]
    assert [(one.line, one.say) for one in told.unknown] == [
        (5, "Z9999ZZ is not on this pod.")
    ]
    assert [one.line for one in told.cells] == [3]
    assert [one.say for one in told.left_out] == ["Not kept here, alerts: TACT."]
    again = office(ImportList(LIST))
    assert (again.booked, again.elsewhere, again.known) == (0, 0, 3)


def test_alerts_and_other_appointments_are_told_at_no_pods_own_glass(inside, glass):
    office = signed_in(inside, FACILITATOR.number).answer
    office(ImportList(LIST))
    ask, _ = glass
    told = [msgspec.json.encode(ask(one)) for one in (LookToday(), desk.Look())]
    assert not any(b"peep" in one or b"Healthcare" in one for one in told)
    assert [one.kind for one in ask(LookToday()).clashes] == ["appointment"]
    view = office(LookToday())
    assert view.rows[0].alerts == ("peep",)
    assert [one.what for one in view.clashes] == ["Healthcare"]


def test_the_file_on_the_disk_holds_no_alert_and_no_appointment(inside):
    office = signed_in(inside, FACILITATOR.number).answer
    office(ImportList(LIST))
    with inside.memory.doings.begin() as db:
        for column in (AppointmentRow.what, AlertsRow.said):
            (sealed,) = db.scalars(select(column))
            assert b"ealthcare" not in sealed
            assert b"peep" not in sealed


def test_whoever_waits_is_listed_until_a_booking_gives_them_a_place(glass):
    ask, people = glass
    ask(PutOnList(people[1], "education"))
    ask(PutOnList(people[0], "self"))
    assert {one.status for one in ask(LookToday()).waiting} == {"pending"}
    ask(SetWaiting(people[1], "approved"))
    book(ask, people[1], "10:00")
    assert [one.person for one in ask(LookToday()).waiting] == [people[0]]
    assert ask(SetWaiting(people[2], "declined")).code == "usage"


def test_whoever_had_a_place_and_asks_again_waits_from_that_day(inside, glass, clock):
    """Whoever has waited ever since is not overtaken; asking twice loses no day."""
    ask, people = glass
    ask(PutOnList(people[0], "self"))
    ask(PutOnList(people[1], "self"))
    ask(SetWaiting(people[1], "allocated"))
    clock.advance(24 * 3_600_000)
    ask = signed_in(inside, FACILITATOR.number).answer
    ask(PutOnList(people[0], "education"))
    ask(PutOnList(people[1], "self"))
    waits = {one.person: one.asked_on for one in ask(LookToday()).waiting}
    assert waits == {people[0]: TODAY, people[1]: TODAY + timedelta(days=1)}


def test_a_slip_names_the_way_and_never_what_it_is_for(glass):
    ask, people = glass
    one = book(ask, people[0], "10:00")
    slip = ask(MakeSlip(one, "Bring your glasses.")).slip
    assert msgspec.structs.astuple(slip) == (
        "Test",
        "Daniel",
        "A1001BC",
        "A1-01",
        "Training appointment",
        "05/01/2026, 10:00",
        "A Wing",
        "Bring your glasses.",
        "05/01/2026, 09:30",
    )


def test_a_facilitator_adds_somebody_at_the_pod_and_can_unlock_for_them(glass, inside):
    ask, _ = glass
    added = ask(AddHere(number="b4321xy", first_name="Kit", cell="B1-02"))
    assert isinstance(added, Added)
    assert isinstance(ask(desk.Unlock(added.person.person)), desk.Unlocked)
    office = signed_in(inside, FACILITATOR.number).answer
    assert office(FindPerson("B4321XY")).person == added.person.person


@pytest.mark.parametrize("number", ["4321XY", "B43210Y", "A1001BC", ""])
def test_a_number_that_is_none_or_somebody_elses_is_refused(glass, number):
    ask, people = glass
    refused = ask(AddHere(number=number, first_name="Kit", cell="B1-02"))
    assert refused.say.endswith(".")
    assert len(ask(desk.Look()).people) == len(people)


def test_all_of_it_is_told_to_the_person_and_goes_with_them(inside):
    office = signed_in(inside, SUPERVISOR.number).answer
    office(ImportList(LIST))
    person = office(FindPerson("A1001BC")).person
    office(PutOnList(person, "self"))
    kept = " ".join(office(SeePerson(person)).diary)
    for word in ("10:00", "Healthcare", "peep", "pending"):
        assert word in kept
    office(Erase(person, SECOND))
    with inside.memory.doings.begin() as db:
        for table in (BookingRow, AppointmentRow, WaitingRow, AlertsRow, LeavingRow):
            assert person not in db.scalars(select(table.person)).all()


def test_a_booking_stays_at_its_time_when_the_clocks_change(glass, clock):
    """In summer the wall is an hour ahead: 08:50 in UTC is ten to ten."""
    ask, people = glass
    on = date(2026, 3, 30)
    one = book(ask, people[0], "09:45", on=on)
    clock.days_pass((on - TODAY).days)
    ask(desk.StaffSignIn(FACILITATOR.number, FACILITATOR.code))
    assert ask(desk.Look()).next.late
    assert states(ask) == {one: "next"}
