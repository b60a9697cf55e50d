"""Today in the staff's room: who is next, what became of it, on both panels."""

from datetime import timedelta
from itertools import product

import pytest
from msgspec.structs import replace

from pod import desk
from pod.clock import VirtualClock
from pod.desk.diary import (
    Added,
    AddHere,
    Book,
    Booked,
    LookToday,
    MakeSlip,
    NoteAttendance,
    PutOnList,
    SetWaiting,
    SlipMade,
    SwapBookings,
    TodayView,
)
from pod.diary.slip import Slip
from pod.diary.terms import REASONS, REQUESTED_BY, minute_of
from pod.settings import LANGUAGES, Panel, Printer
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.kiosk.frame import Frame
from pod.ui.sample_diary import LATE, NEXT, VIEW, after_the_code, the_day
from pod.ui.sample_staff import AROUND, PEOPLE
from pod.ui.staff.adding import AddingScreen
from pod.ui.staff.next_person import NextPersonScreen
from pod.ui.staff.parts.today_booking import free_times
from pod.ui.staff.parts.today_page import At, TodayScreen
from pod.ui.staff.room import Room
from tests.conftest import BEGINS
from tests.ui.measuring import (
    STAFF_MM,
    clashes,
    cut_off,
    hard_to_hit,
    seen,
    too_near,
    too_small,
)

CONSOLE = Panel(width_px=1920, height_px=1080, px_per_mm=5.56)
TODAY = replace(AROUND, parts=("today",))
SLIP = Slip(
    prison="HMP Test",
    name="Daniel",
    number="A1001BC",
    cell="B2-14",
    appointment="Training appointment",
    when="05/01/2026, 10:30",
    location="B Wing",
    information="",
    printed="05/01/2026, 10:28",
)

pytestmark = pytest.mark.usefixtures("qapp")


class Window:
    """A place that keeps what it shows, and a core that says what we let it say."""

    printer = Printer()

    def __init__(self, look, text):
        self.look, self.text, self.clock = look, text, VirtualClock(BEGINS)
        self.pages, self.asked, self.refusals = [], [], []
        self.view, self.says = VIEW, desk.Done()
        self.room = Room(self, self)
        self.room.enter()

    def put(self, make, then):
        self.pages.append((make(), then))

    def after(self, delay_ms, ring):
        return self.clock.at(self.clock.now_ms() + delay_ms, ring)

    def sorry(self, reply, then):
        self.refusals.append((reply, then))

    def ask(self, request, answered):
        self.asked.append(request)
        if isinstance(request, desk.LookRound):
            answered(TODAY)
        else:
            answered(self.view if isinstance(request, LookToday) else self.says)

    @property
    def page(self):
        return self.pages[-1][0]

    def tap(self, id_):
        """Tap a key that is live in the page in view."""
        page, then = self.pages[-1]
        assert id_ in page.targets(), (id_, page.targets().keys())
        page.chosen.connect(then)
        page.activated(id_)
        page.chosen.disconnect(then)


@pytest.fixture(params=[Panel(), CONSOLE], ids=["pod", "console"])
def window(request, text):
    return Window(Look("cream", "standard", request.param), text)


def test_what_became_of_a_booking_is_said_by_one_tap(window):
    window.tap("row:b004")
    assert {f"reason:{one}" for one in REASONS} <= window.page.targets().keys()
    window.tap("reason:sick")
    assert NoteAttendance("b004", "sick") in window.asked
    assert window.page.name == "staff-today"


def test_what_was_noted_before_is_sent_along_so_that_nobody_undoes_another(window):
    window.view = replace(VIEW, rows=VIEW.rows[:2])
    window.room.again()
    window.tap("row:b002")
    window.tap("reason:attended")
    assert NoteAttendance("b002", "attended", was="refused") in window.asked


def test_two_people_are_swapped(window):
    window.tap("row:b004")
    window.tap("swap")
    window.tap("with:b006")
    assert SwapBookings("b004", "b006") in window.asked


def test_a_booking_that_is_gone_meanwhile_shows_the_day_anew(window):
    page, then = window.pages[-1]
    window.view = replace(VIEW, rows=())
    page.chosen.connect(then)
    page.activated("row:b004")
    assert window.page.name == "staff-today"


def test_a_slip_without_a_printer_says_what_else_can_be_done(window, text):
    window.tap("row:b004")
    window.says = SlipMade(SLIP)
    window.tap("slip")
    assert MakeSlip("b004") in window.asked
    assert window.page.name == "staff-printed"
    said = [one.text() for one in window.page._lines]
    assert said == [text.seeing_to.paper.none, text.seeing_to.paper.slip]


def test_every_booking_of_the_day_can_be_paged_to(window):
    wide = window.look.panel == CONSOLE
    met = set()
    for slot in ("am", "pm", "ed") if wide else ("am",):
        if wide:
            window.tap(f"slot:{slot}")
        for _ in range(4):
            met |= {one for one in window.page.targets() if one.startswith("row:")}
            if "more" in window.page.targets():
                window.tap("more")
    assert met == {f"row:{row.booking}" for row in VIEW.rows}


def test_a_new_part_of_the_day_begins_with_whoever_is_next_then(window):
    if window.look.panel == CONSOLE:
        window.tap("slot:ed")
        assert not any(one.startswith("row:") for one in window.page.targets())
    else:
        window.tap("more")
    window.view = replace(VIEW, slot="pm", next=None, rows=VIEW.rows[6:])
    window.room.again()
    assert "row:b007" in window.page.targets()


def test_who_waits_is_shown_a_page_at_a_time(window):
    many = tuple(
        replace(VIEW.waiting[0], person=f"p{n:03}", cell=f"C1-{n:02}") for n in range(6)
    )
    window.view = replace(VIEW, waiting=many)
    window.tap("waiting")
    shown = [one for one in window.page.targets() if one.startswith("who:")]
    window.tap("more")
    shown += [one for one in window.page.targets() if one.startswith("who:")]
    assert shown == [f"who:{one.person}" for one in many]
    window.tap("back")
    assert window.page.name == "staff-today"


def test_the_card_says_when_the_next_person_comes_and_if_there_is_time(text):
    look = Look("cream", "standard", Panel())
    for booked, form in ((NEXT, "enough"), (LATE, "not_enough")):
        view = desk.StaffView(people=PEOPLE, next=booked)
        page = NextPersonScreen(look, text, view)
        said = getattr(text.diary.today, form).format(time="11:45")
        assert said in page.sentences()
        assert "10:30, about 20 minutes" in page.sentences()
        assert f"unlock:{booked.person}" in page.targets()


def test_what_clashes_is_named_only_where_it_is_told(text):
    look = Look("cream", "standard", CONSOLE)
    told = replace(VIEW, clashes=(replace(VIEW.clashes[0], what="Healthcare"),))
    for view, words in ((VIEW, "Clash"), (told, "Clash: Healthcare")):
        page = TodayScreen(look, text, view, TODAY, At())
        (key,) = [one for one in page._keys if one.id == "row:b005"]
        assert key.face.words.endswith(words)


def test_the_page_of_the_list_is_that_of_whoever_is_next():
    view = replace(VIEW, rows=VIEW.rows)
    shown = At().shown(view, wide=False)
    assert NEXT.booking in [row.booking for row in shown]
    empty = TodayView(on=VIEW.on, pod="pod03", slot="am", rows=())
    assert At(page=3).shown(empty, wide=False) == []


class Counter(Window):
    """The same, with people to choose from."""

    def ask(self, request, answered):
        if isinstance(request, desk.Look):
            self.asked.append(request)
            answered(desk.StaffView(people=PEOPLE))
        else:
            super().ask(request, answered)


@pytest.fixture
def counter(text):
    return Counter(Look("cream", "standard", Panel()), text)


def test_whoever_waits_is_first_to_be_booked_at_a_time_that_is_free(counter):
    waits = replace(VIEW.waiting[0], person=PEOPLE[3].person)
    counter.view = replace(VIEW, waiting=(waits,), pods=("pod01",))
    counter.says = Booked("b009")
    counter.tap("waiting")
    counter.tap("book")
    assert next(iter(counter.page.targets())) == PEOPLE[3].person
    counter.tap(PEOPLE[3].person)
    counter.tap(str(VIEW.on))
    live = counter.page.targets().keys()
    assert "11:30" not in live, "somebody comes to pod 1 at twenty past eleven"
    assert "12:00" in live
    counter.tap("12:00")
    asked = Book(person=PEOPLE[3].person, starts="12:00", pod="pod01")
    assert asked in counter.asked
    assert counter.page.name == "staff-today"


def test_where_there_are_several_pods_it_is_asked_which(counter):
    counter.view = replace(VIEW, pods=("pod01", "pod02"))
    counter.says = Booked("b009", (replace(VIEW.clashes[0], what="Gym"),))
    counter.tap("waiting")
    counter.tap("book")
    counter.tap(PEOPLE[0].person)
    counter.tap(str(VIEW.on))
    counter.tap("pod02")
    counter.tap("16:00")
    assert counter.asked[-1].pod == "pod02"
    assert "Clash: Gym" in [one.text() for one in counter.page._lines]


def test_a_later_day_is_booked_by_touch_from_the_morning_to_the_evening(counter):
    later = VIEW.on + timedelta(days=12)
    counter.view = replace(VIEW, pods=("pod01",), rows=())
    counter.says = Booked("b009")
    for id_ in ("waiting", "book", PEOPLE[0].person, "more", str(later)):
        counter.tap(id_)
    assert counter.asked[-1] == LookToday(later)
    assert "08:00" in counter.page.targets()
    for id_ in ("more", "more", "20:00"):
        counter.tap(id_)
    asked = Book(person=PEOPLE[0].person, starts="20:00", on=later, pod="pod01")
    assert asked in counter.asked
    assert [one.text() for one in counter.page._lines] == ["Booked: 17/01 at 20:00."]


def test_how_it_stands_with_somebody_who_waits_is_changed_by_two_taps(counter):
    one = replace(VIEW.waiting[0], person=PEOPLE[3].person, status="pending")
    counter.view = replace(VIEW, waiting=(one,), pods=("pod01",))
    for id_ in ("waiting", f"who:{one.person}", "approved"):
        counter.tap(id_)
    assert SetWaiting(one.person, "approved") in counter.asked
    assert counter.page.name == "staff-waiting"
    counter.tap(f"who:{one.person}")
    assert "pending" not in counter.page.targets()
    counter.tap("book")
    assert counter.page.name == "staff-book-day"


def test_somebody_is_put_on_the_waiting_list_by_touch(counter):
    waits = replace(VIEW.waiting[0], person=PEOPLE[0].person)
    counter.view = replace(VIEW, waiting=(waits,), pods=("pod01",))
    for id_ in ("waiting", "join"):
        counter.tap(id_)
    assert PEOPLE[0].person not in counter.page.targets(), "they wait already"
    counter.tap(PEOPLE[3].person)
    assert set(REQUESTED_BY) <= counter.page.targets().keys()
    counter.tap("education")
    assert PutOnList(PEOPLE[3].person, "education") in counter.asked
    assert counter.page.name == "staff-waiting"


def test_back_puts_nobody_on_the_waiting_list(counter):
    for id_ in ("waiting", "join", PEOPLE[3].person, "back"):
        counter.tap(id_)
    assert counter.page.name == "staff-waiting"
    assert not [one for one in counter.asked if isinstance(one, PutOnList)]


def test_where_everybody_waits_already_that_is_said(counter):
    waits = tuple(replace(VIEW.waiting[0], person=one.person) for one in PEOPLE)
    counter.view = replace(VIEW, waiting=waits, pods=("pod01",))
    for id_ in ("waiting", "join"):
        counter.tap(id_)
    assert counter.page.targets().keys() == {"back"}
    assert counter.page._title.text() == "Everybody here is on the list."


def test_no_time_is_free_that_meets_another_booking_or_is_past():
    day = replace(VIEW, clock="10:28")
    for pod in ("pod01", "pod02", "pod03"):
        taken = [
            (minute_of(row.starts), minute_of(row.starts) + row.minutes)
            for row in VIEW.rows
            if row.pod == pod and row.state in ("next", "booked", "late")
        ]
        for time in free_times(day, pod):
            at = minute_of(time)
            assert at > minute_of("10:28")
            assert not any(at < ends and begins < at + 20 for begins, ends in taken)
    assert free_times(replace(VIEW, clock="20:30"), "pod03") == []


def typed(window, signs):
    for id_ in signs:
        window.tap(id_)


def test_somebody_is_added_by_touch_and_looked_at_once_more(window):
    window.tap("add")
    typed(window, [*"b4321xy", "ok", *"kit", "ok", *"b2", "space", *"14", "ok"])
    assert window.page.name == "staff-adding-check"
    window.says = Added(PEOPLE[0])
    window.tap("add")
    assert AddHere(number="B4321XY", first_name="Kit", cell="B2-14") in window.asked
    assert window.page.name == "staff-added"


def test_only_what_a_prison_number_is_made_of_can_be_pressed(look, text):
    page, shape = AddingScreen(look, text), "b4321xy"
    for place, sign in enumerate(shape):
        live = page.targets().keys()
        letters = {one for one in live if len(one) == 1 and one.isalpha()}
        digits = {one for one in live if len(one) == 1 and one.isdigit()}
        assert bool(digits) == (1 <= place <= 4)
        assert bool(letters) != bool(digits)
        assert "ok" not in live
        page.activated(sign)
    assert {"ok", "clear", "back"} == page.targets().keys()


def test_a_keyboard_types_it_too_and_nothing_else(look, text):
    page = AddingScreen(look, text)
    for sign in "1B4321xy!":
        page.typed(sign)
    assert page._shown.text() == "B4321XY_"


def test_a_number_that_is_here_already_is_said_to_be(window):
    window.tap("add")
    typed(window, [*"b4321xy", "ok", *"kit", "ok", *"b2", "ok"])
    window.says = desk.Sorry("alreadyhere", "That person is already here.")
    window.tap("add")
    assert [reply.code for reply, _ in window.refusals] == ["alreadyhere"]


@pytest.mark.parametrize(
    ("panel", "language", "size"),
    [*product((Panel(), CONSOLE), LANGUAGES, ("standard", "large"))],
)
def test_every_page_of_the_day_stands_on_both_panels(qtbot, panel, language, size):
    text, look = read_text(language), Look("cream", size, panel)
    view = desk.StaffView(people=PEOPLE)
    for page in (*after_the_code(look, text, view), *the_day(look, text, AROUND)):
        frame = Frame(look, language, text)
        qtbot.addWidget(frame)
        frame.bar("hidden")
        frame.put(page)
        found = seen(frame)
        assert not cut_off(found)
        assert not clashes(found)
        assert not too_near(found)
        assert not hard_to_hit(found)
        assert not too_small(found, STAFF_MM)
