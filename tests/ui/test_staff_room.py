"""The staff's room: among its parts, kept up to date, never late with help."""

from itertools import product

import pytest
from msgspec.structs import replace

from pod import desk
from pod.clock import VirtualClock
from pod.desk import Sorry, StaffView
from pod.settings import LANGUAGES, Panel
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.kiosk.frame import Frame
from pod.ui.sample_staff import AROUND, PEOPLE
from pod.ui.staff.parts.pods import PodsScreen
from pod.ui.staff.room import Room, parts
from tests.conftest import BEGINS
from tests.ui.measuring import clashes, cut_off, seen

CONSOLE = Panel(width_px=1920, height_px=1080, px_per_mm=5.56)
ONLY_PODS = replace(AROUND, parts=("pods",), unlocks=False)


pytestmark = pytest.mark.usefixtures("qapp")


class Window:
    """A place that keeps what it shows, and a core that says what we let it say."""

    def __init__(self, look, text, around):
        self.look, self.text, self.around = look, text, around
        self.clock = VirtualClock(BEGINS)
        self.pages, self.asked, self.has_left, self.refusals = [], [], False, []
        self.says = StaffView(people=PEOPLE)

    def put(self, make, then):
        self.pages.append((make(), then))

    def after(self, delay_ms, ring):
        return self.clock.at(self.clock.now_ms() + delay_ms, ring)

    def sorry(self, reply, then):
        self.refusals.append((reply, then))

    def about(self):
        self.pages.append(("about", None))

    def left(self):
        self.has_left = True

    def unlocking(self):
        self.is_unlocking = True

    def ask(self, request, answered):
        self.asked.append(request)
        answered(self.around if isinstance(request, desk.LookRound) else self.says)

    def a_moment_later(self):
        """Let the room look round once more."""
        assert self.clock.jump()

    @property
    def names(self):
        return [page.name for page, _ in self.pages]


@pytest.fixture
def window(look, text):
    window = Window(look, text, ONLY_PODS)
    window.room = Room(window, window)
    window.room.enter()
    return window


def test_whoever_may_see_one_part_alone_begins_there(window):
    page, _ = window.pages[-1]
    assert page.name == "staff-pods"
    assert [one for one in page.targets() if one.startswith("go:")] == ["go:pods"]


def test_a_part_is_shown_anew_once_something_was_written_down(window):
    window.a_moment_later()
    assert len(window.pages) == 1
    window.around = replace(ONLY_PODS, stamp=5)
    window.a_moment_later()
    assert window.names == ["staff-pods", "staff-pods"]


def test_nothing_new_disturbs_a_form_of_a_few_taps(window, look, text):
    form = PodsScreen(look, text, StaffView(people=()), ONLY_PODS)
    window.room.put_aside(lambda: form, lambda _id: None)
    window.around = replace(ONLY_PODS, stamp=5, waiting=1)
    window.a_moment_later()
    assert window.pages[-1][0] is form
    window.room.again()
    assert window.pages[-1][0] is not form


def test_whoever_was_signed_out_meanwhile_leaves_the_room(window):
    window.around = Sorry("not_allowed", "That is not open now.", lock=True)
    window.a_moment_later()
    assert window.has_left


def test_a_room_that_was_left_asks_nothing_more(window):
    window.room.leave()
    asked = len(window.asked)
    while window.clock.jump():
        pass
    assert len(window.asked) == asked


def test_what_a_page_wants_done_later_is_not_done_as_whoever_comes_next(window):
    """A refusal of it would lock out somebody who has just been let in."""
    rung = []
    window.room.later(500.0, lambda: rung.append("kept"))
    window.clock.advance(600.0)
    window.room.later(500.0, lambda: rung.append("lost"))
    before = window.room.turn
    window.room.leave()
    window.room.enter()
    window.clock.advance(600.0)
    assert rung == ["kept"]
    assert window.room.turn != before


def test_what_cannot_be_done_is_said_and_the_part_comes_back(window):
    window.says = Sorry("usage", "That is not on this pod.")
    window.room.ask(desk.Look())
    ((_, then),) = window.refusals
    window.says = StaffView(people=())
    then()
    assert window.names[-1] == "staff-pods"


def test_who_waits_is_counted_in_words_and_in_red_alone_there(look, text):
    page = PodsScreen(look, text, StaffView(people=()), replace(AROUND, waiting=2))
    styles = {key.id: key.face.style for key in page._keys if key.id.startswith("go:")}
    assert {id_ for id_, style in styles.items() if style == "danger"} == {"go:help"}
    (help_key,) = [key for key in page._keys if key.id == "go:help"]
    assert "2" in help_key.face.words
    assert help_key.accessibleName() == text.room.waiting.format(count=2)


def test_every_part_has_its_words_and_its_icon(look):
    for language in LANGUAGES:
        words = read_text(language).room
        for name in parts():
            assert words.parts[name]
            assert words.titles[name]
            assert look.icon(name)


@pytest.mark.parametrize(
    ("panel", "language", "size"),
    [*product((Panel(), CONSOLE), LANGUAGES, ("standard", "large"))],
)
def test_the_room_stands_on_both_panels(qtbot, panel, language, size):
    text, look = read_text(language), Look("cream", size, panel)
    frame = Frame(look, language, text)
    qtbot.addWidget(frame)
    frame.bar("hidden")
    view = StaffView(people=PEOPLE, notices=("no_voice", "full"))
    frame.put(PodsScreen(look, text, view, AROUND))
    frame.show()
    assert not cut_off(seen(frame))
    assert not clashes(seen(frame))


def test_a_key_leads_back_to_who_is_next_where_somebody_may_be_let_in(look, text):
    window = Window(look, text, replace(ONLY_PODS, unlocks=True))
    window.room = Room(window, window)
    window.room.enter()
    page, then = window.pages[-1]
    assert "unlocking" in page.targets()
    then("unlocking")
    assert window.is_unlocking
    asked = len(window.asked)
    while window.clock.jump():
        pass
    assert len(window.asked) == asked, "the room asks nothing more"
    for around in (AROUND, ONLY_PODS):
        page = PodsScreen(look, text, StaffView(people=()), around)
        assert ("unlocking" in page.targets()) is around.unlocks


def test_a_console_does_not_call_itself_a_pod(look, text):
    around = replace(ONLY_PODS, console=True)
    page = PodsScreen(look, text, StaffView(people=()), around)
    assert page._rail.title.text() == "This console"
