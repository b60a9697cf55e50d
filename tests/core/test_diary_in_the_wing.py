"""Bookings made at the wing's console reach the pod, through one real folder."""

import time

import msgspec
import pytest
from msgspec.structs import replace

from pod import desk
from pod.desk.diary import (
    AddHere,
    Book,
    ImportList,
    LookToday,
    MoveBooking,
    NoteAttendance,
)
from pod.journeys.cast import PICTURES
from pod.wing.expected import Booking, People, Somebody
from pod.wing.intake import Mark, Taken
from pod.wing.kinds import kind_of
from pod.wing.letter import Letter, Stream
from tests.conftest import BEGINS
from tests.core.staffed import FACILITATOR
from tests.core.winged import carried

NEVER = "0001-01-01T00:00:00Z"


@pytest.fixture(autouse=True)
def local_time(monkeypatch):
    """The wall of this prison shows London's time, wherever the test runs."""
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def kit(wing):
    """Somebody whom the console alone knows."""
    _, console = wing
    added = console.ask(AddHere(number="B4321XY", first_name="Kit", cell="B1-02"))
    return added.person.person


def letter(body, sender="desk01", number=10**9):
    """Return a letter of the console's, as it is taken."""
    stream = Stream(sender, kind_of(body), "pod01")
    inside = Letter(
        wing="bwing", stream=stream, number=number, written_at=BEGINS, body=body
    )
    return Taken(inside, Mark(stream, number, ""))


def book(console, person, starts="10:30"):
    return console.ask(Book(person=person, starts=starts, pod="pod01")).booking


def day(one):
    return {
        (row.first_name, row.starts): row.state for row in one.ask(LookToday()).rows
    }


def test_somebody_booked_at_the_console_can_be_unlocked_at_the_pod(wing, kit):
    pod, console = wing
    book(console, kit)
    carried(pod, console)
    view = pod.core.answer(desk.StaffSignIn(FACILITATOR.number, FACILITATOR.code))
    assert (view.next.first_name, view.next.starts) == ("Kit", "10:30")
    assert isinstance(pod.core.answer(desk.Unlock(view.next.person)), desk.Unlocked)
    assert pod.core.answer(desk.PicturesChosen(PICTURES))
    assert day(pod) == {("Kit", "10:30"): "in_use"}


def test_the_board_says_when_the_next_one_comes(wing, kit):
    pod, console = wing
    book(console, kit)
    carried(pod, console)
    carried(pod, console)
    assert f"{console.tiles()['7'].next_at.astimezone():%H:%M}" == "10:30"


def test_what_is_said_again_books_nobody_twice(wing, kit):
    pod, console = wing
    book(console, kit)
    for _ in range(3):
        carried(pod, console)
    pod.restart()
    carried(pod, console)
    assert day(pod) == {("Kit", "10:30"): "next"}


def test_what_the_console_takes_back_stays_on_the_pods_list_as_cancelled(wing, kit):
    pod, console = wing
    one = book(console, kit)
    carried(pod, console)
    console.ask(MoveBooking(booking=one, starts="14:00"))
    carried(pod, console)
    assert day(pod) == {("Kit", "10:30"): "cancelled", ("Kit", "14:00"): "next"}
    console.ask(NoteAttendance(one, "sick"))
    carried(pod, console)
    assert day(pod)["Kit", "14:00"] == "cancelled"


def test_a_booking_that_is_moved_away_and_back_is_kept_after_all(wing, kit):
    pod, console = wing
    one = book(console, kit)
    carried(pod, console)
    for starts in ("14:00", "10:30"):
        console.ask(MoveBooking(booking=one, starts=starts))
        carried(pod, console)
        carried(pod, console)
    states = sorted((row.starts, row.state) for row in pod.ask(LookToday()).rows)
    cancelled = [("10:30", "cancelled"), ("14:00", "cancelled")]
    assert states == sorted([*cancelled, ("10:30", "next")])


def test_what_staff_at_the_pod_noted_is_not_booked_again(wing, kit):
    pod, console = wing
    book(console, kit)
    carried(pod, console)
    here = pod.ask(LookToday()).rows[0].booking
    pod.ask(NoteAttendance(here, "cancelled"))
    console.ask(Book(person=kit, starts="15:00", pod="pod01"))
    carried(pod, console)
    assert day(pod) == {("Kit", "10:30"): "cancelled", ("Kit", "15:00"): "next"}


def test_one_name_that_is_none_makes_no_pod_deaf(wing, kit):
    """What a console says wrongly of one hinders neither the next nor a call."""
    pod, console = wing
    book(console, kit)
    bad = Somebody(number="A1111BB", first_name="a\nb", cell="B1-01")
    good = replace(bad, number="A2222BB", first_name="Huw")
    pod.core.wings._hearing._taking.take([letter(People((bad, good)))])
    carried(pod, console)
    assert day(pod) == {("Kit", "10:30"): "next"}
    assert {one.first_name for one in pod.ask(desk.Look()).people} >= {"Huw", "Kit"}


def test_no_booking_comes_that_the_diary_could_not_read():
    said = {"number": "A1234BC", "begins_at": "2026-01-05T11:00:00Z", "minutes": 0}
    for wrong in ({}, {"minutes": 600}, {"minutes": 20, "begins_at": NEVER}):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(said | wrong, Booking)


def test_what_was_booked_at_the_pod_is_not_the_consoles_to_take_back(wing, kit):
    pod, console = wing
    daniel = pod.ask(desk.Look()).people[0].person
    pod.ask(Book(person=daniel, starts="09:45"))
    book(console, kit)
    carried(pod, console)
    assert day(pod)["Daniel", "09:45"] == "next"


def test_another_days_bookings_stay_at_the_console(wing, kit):
    pod, console = wing
    tomorrow = BEGINS.date().replace(day=6)
    console.ask(Book(person=kit, starts="10:30", on=tomorrow, pod="pod01"))
    carried(pod, console)
    assert len(pod.ask(desk.Look()).people) == 3


def test_a_console_says_who_is_next_at_which_pod(wing, kit):
    _, console = wing
    other = console.ask(AddHere(number="B4322XY", first_name="Ali", cell="B1-03"))
    for person, starts, pod in (
        (kit, "10:30", "pod01"),
        (other.person.person, "11:00", "pod01"),
        (kit, "11:30", "pod02"),
    ):
        console.ask(Book(person=person, starts=starts, pod=pod))
    day = console.ask(LookToday())
    told = [(row.pod, row.first_name, row.state) for row in day.rows]
    assert told == [
        ("pod01", "Kit", "next"),
        ("pod01", "Ali", "booked"),
        ("pod02", "Kit", "next"),
    ]
    assert (day.next.pod, day.next.first_name) == ("pod01", "Kit")


def test_a_console_asks_at_which_pod(wing, kit):
    _, console = wing
    visit = console.core.visit()
    visit.who = replace(visit.who, role="facilitator", staff=FACILITATOR.number)
    assert visit.answer(Book(person=kit, starts="10:30")).say == "Say at which pod."
    rows = b"Number,Cell,Time,Appointment\nB4321XY,B1-02,10:30,Training"
    told = visit.answer(ImportList(rows))
    assert [one.say for one in told.refused] == ["It does not say at which pod."]
