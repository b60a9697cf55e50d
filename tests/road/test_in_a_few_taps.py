"""An officer in gloves, standing: taps and seconds to unlock, to reset, to add.

Each tap takes 1.2 s: four tenths to look, eight to move a gloved hand. Seconds are the
window's own; the real window, the real core and what they cost are in between.
"""

import time

import pytest

from pod import desk
from pod.desk.diary import Book, LookToday
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF
from tests.core.staffed import signed_in

HAND_MS = 800.0
OFFICER = STAFF[0]


@pytest.fixture(autouse=True)
def local_time(monkeypatch):
    """The wall of this prison shows London's time, wherever the test runs."""
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


class Gloved:
    """Hands that count their taps and take their time."""

    def __init__(self, there, clock):
        self.hands, self.clock = there.hands, clock
        self.taps, self.began_ms = 0, 0.0

    def after_the_code(self):
        """Come in with a code, and count from there."""
        self.hands.wait_for("locked")
        self.hands.tap("staff")
        self.hands.wait_for("staff-code")
        self.hands.enter(OFFICER.number, OFFICER.code)
        self.hands.wait_for("staff-next")
        self.taps, self.began_ms = 0, self.clock.now_ms()

    def tap(self, *ids):
        for id_ in ids:
            self.clock.advance(HAND_MS)
            self.hands.tap(id_)
            self.taps += 1

    @property
    def seconds(self):
        return (self.clock.now_ms() - self.began_ms) / 1000


@pytest.fixture
def gloved(at_the_pod, clock):
    return Gloved(at_the_pod, clock)


@pytest.fixture
def office(inside, gloved):
    """Ask as a command does, once the window has nothing to ask."""
    gloved.hands.wait_for("locked")
    visit = signed_in(inside, OFFICER.number)

    def ask(request):
        gloved.hands.settle()
        return visit.answer(request)

    return ask


def test_the_pod_is_ready_for_the_next_booked_person_after_one_tap(gloved, office):
    *_, last = office(desk.Look()).people
    office(Book(person=last.person, starts="09:40"))
    gloved.after_the_code()
    gloved.tap(f"unlock:{last.person}")
    gloved.hands.wait_for("pictures")
    assert gloved.taps <= 3
    assert gloved.seconds <= 10


def test_the_pod_is_ready_for_somebody_else_after_two_taps(gloved, office):
    second = office(desk.Look()).people[1]
    gloved.after_the_code()
    gloved.tap("list", f"unlock:{second.person}")
    gloved.hands.wait_for("pictures")
    assert gloved.taps <= 3
    assert gloved.seconds <= 10


def test_forgotten_pictures_are_reset_within_ten_seconds(gloved, daniel):
    story.unlock(gloved.hands, OFFICER, daniel)
    story.first_time(gloved.hands)
    gloved.hands.wait_for("plan")
    gloved.hands.tap("pause")
    gloved.hands.tap("stop")
    gloved.after_the_code()
    gloved.tap("list", f"reset:{daniel}")
    gloved.hands.wait_for("pictures-choosing")
    assert gloved.taps == 2
    assert gloved.seconds <= 10


def test_somebody_is_added_by_touch_within_a_minute_and_can_be_unlocked_for(
    gloved, office
):
    gloved.after_the_code()
    gloved.tap("room")
    gloved.hands.wait_for("staff-today")
    gloved.tap("add", *"a9876xy", "ok", *"christopher", "ok", *"b2", "space", *"14")
    gloved.tap("ok")
    gloved.hands.wait_for("staff-adding-check")
    gloved.tap("add")
    gloved.hands.wait_for("staff-added")
    assert gloved.seconds <= 60
    assert any(one.first_name == "Christopher" for one in office(desk.Look()).people)


def test_what_became_of_a_booking_is_said_in_two_taps_of_the_day(gloved, office):
    """One to say whose, one to say what."""
    first = office(desk.Look()).people[0]
    one = office(Book(person=first.person, starts="09:40")).booking
    gloved.after_the_code()
    gloved.tap("room")
    gloved.hands.wait_for("staff-today")
    before = gloved.taps
    gloved.tap(f"row:{one}", "reason:refused")
    gloved.hands.wait_for("staff-today")
    assert gloved.taps - before == 2
    assert [row.state for row in office(LookToday()).rows] == ["refused"]


def test_somebody_is_booked_for_later_by_touch(gloved, office):
    second = office(desk.Look()).people[1]
    gloved.after_the_code()
    gloved.tap("room")
    gloved.hands.wait_for("staff-today")
    gloved.tap("waiting", "book", second.person)
    gloved.hands.wait_for("staff-book-day")
    gloved.tap(str(office(LookToday()).on))
    gloved.hands.wait_for("staff-book-when")
    gloved.tap("10:00")
    gloved.hands.wait_for("staff-today")
    assert gloved.taps == 6
    (row,) = office(LookToday()).rows
    assert (row.person, row.starts) == (second.person, "10:00")


def test_somebody_is_put_on_the_waiting_list_by_touch(gloved, office):
    third = office(desk.Look()).people[2]
    gloved.after_the_code()
    gloved.tap("room")
    gloved.hands.wait_for("staff-today")
    gloved.tap("waiting", "join", third.person)
    gloved.hands.wait_for("staff-join-by")
    gloved.tap("key_worker_pom")
    gloved.hands.wait_for("staff-waiting")
    assert gloved.taps == 5
    (one,) = office(LookToday()).waiting
    assert (one.person, one.requested_by) == (third.person, "key_worker_pom")
    assert gloved.hands.sees(f"who:{third.person}")
