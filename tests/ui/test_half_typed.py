"""A note that a session's end cut off is there again for whoever began it."""

import pytest

from pod.desk.draft import SeeDraft
from pod.desk.help import SeeHelp
from pod.desk.rights import SeePerson
from pod.desk.shift import SeeHandover
from pod.settings import Panel, Printer
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.staff.drafts import KEEP_MS
from pod.ui.staff.room import Room
from pod.ui.staff.writing import Wanted, WritingScreen
from tests.core.staffed import FACILITATOR, SUPERVISOR, signed_in
from tests.core.test_needs_person import somebody_asks

pytestmark = pytest.mark.usefixtures("qapp")
CONSOLE = Panel(width_px=1920, height_px=1080, px_per_mm=5.56)
WANTED = Wanted(name="staff-note-words", title="A few words?", keep="Keep", without="-")


class Window:
    """A place for the room, whose time a test turns by hand."""

    printer, copies = Printer(), False

    def __init__(self, visit, clock):
        self.look, self.text = Look("cream", "standard", Panel()), read_text("en")
        self.visit, self.clock = visit, clock
        self.screen, self.gone = None, False
        self.room = Room(self, self)

    def ask(self, request, answered):
        answered(self.visit.answer(request))

    def put(self, make, then):
        self.make, self.screen = make, make()
        self.screen.chosen.connect(then)

    def after(self, delay_ms, ring):
        return self.clock.at(self.clock.now_ms() + delay_ms, ring)

    def sorry(self, _reply, then):
        then()

    def left(self):
        self.gone = True

    def press(self, *ids):
        """Press keys, each named by how its id begins."""
        for id_ in ids:
            found = [one for one in self.screen.targets() if one.startswith(id_)]
            self.screen.activated(found[0])

    def write(self, words):
        for sign in words:
            self.screen.typed(sign)


@pytest.fixture
def comes_in(inside, clock):
    """Let a member of staff sign in and go to a part of the room."""

    def come(number, part):
        window = Window(signed_in(inside, number), clock)
        window.room.enter(part)
        return window

    return come


def test_words_about_a_concern_are_there_again_after_the_session_ended(
    inside, comes_in, clock
):
    person, _ = somebody_asks(inside)
    window = comes_in(FACILITATOR.number, "help")
    window.press("going:", "done:", "talked")
    window.write("he rang his sister.")
    clock.advance(KEEP_MS)
    clock.advance(91_000)
    assert window.gone
    again = comes_in(FACILITATOR.number, "help")
    again.press("done:")
    assert again.screen.name == "staff-draft"
    again.press("go_on", "ok")
    assert again.visit.answer(SeeHelp()).needs == ()
    assert noted(inside, person.person) == ["He rang his sister."]


def test_a_note_goes_on_at_the_tap_where_it_stopped(comes_in, clock):
    window = comes_in(FACILITATOR.number, "handover")
    window.press("note", "upset", "talked")
    clock.advance(KEEP_MS)
    window.room.leave()
    again = comes_in(FACILITATOR.number, "handover")
    again.press("note", "go_on")
    assert again.screen.name == "staff-note-told"
    again.press("nobody", "visit", "nobody")
    (note,) = again.visit.answer(SeeHandover()).notes
    assert (note.happened, note.did, note.then) == ("upset", "talked", "visit")
    again.press("note")
    assert again.screen.name == "staff-note-happened"


def test_what_is_not_kept_yet_when_staff_go_is_not_kept_as_whoever_comes_next(
    inside, comes_in, clock
):
    """Nor, when practice ends, as their own real note."""
    window = comes_in(FACILITATOR.number, "handover")
    window.press("note", "upset")
    window.room.leave()
    window.visit = signed_in(inside, SUPERVISOR.number)
    window.room.enter("handover")
    clock.advance(KEEP_MS)
    assert window.visit.answer(SeeDraft("note")).written_at is None
    window.press("note", "upset")
    clock.advance(KEEP_MS)
    assert window.visit.answer(SeeDraft("note")).chosen == ("upset",)


def test_nobody_else_is_given_it_and_thrown_away_it_is_gone(comes_in, clock):
    window = comes_in(FACILITATOR.number, "handover")
    window.press("note", "upset")
    clock.advance(KEEP_MS)
    other = comes_in(SUPERVISOR.number, "handover")
    other.press("note")
    assert other.screen.name == "staff-note-happened"
    window.room.again()
    window.press("note", "anew")
    assert window.screen.name == "staff-note-happened"
    window.press("back", "note")
    assert window.screen.name == "staff-note-happened"


def test_words_typed_just_before_going_back_are_kept_and_those_of_another_are_not(
    comes_in,
):
    window = comes_in(FACILITATOR.number, "handover")
    window.press("note", "upset", "talked", "nobody", "visit")
    people = [one for one in window.screen.targets() if one not in ("nobody", "back")]
    window.press(people[0])
    window.write("better now")
    window.press("back", people[0])
    assert shown(window) == "Better now_"
    window.press("back", people[1])
    assert shown(window) == "_"


def test_what_is_sent_is_not_kept_once_more_a_moment_later(comes_in, clock):
    window = comes_in(FACILITATOR.number, "handover")
    window.press("note", "fault", "mended", "works", "repair", "nobody")
    clock.advance(2 * KEEP_MS)
    window.press("note")
    assert window.screen.name == "staff-note-happened"


def test_the_pad_writes_marks_figures_and_every_welsh_letter(look, text):
    page, said = WritingScreen(look, text, WANTED), []
    page.wrote.connect(said.append)
    page.resize(look.panel.width_px, look.panel.height_px)
    for id_ in ("i", ",", "space", "turn", "ŵ", "ŷ", "â", "ê", "î", "ô", "1"):
        assert id_ in page.targets(), id_
        page.activated(id_)
    assert said[-1] == "I, ŵŷâêîô1"
    page.activated("turn")
    for id_ in (".", "space", "a", "'", "-", "/", "?"):
        assert id_ in page.targets(), id_
        page.activated(id_)
    assert said[-1] == "I, ŵŷâêîô1. A'-/?"


@pytest.mark.parametrize("panel", [Panel(), CONSOLE])
@pytest.mark.parametrize("turned", [False, True])
def test_every_key_of_the_pad_is_as_large_as_a_glove_needs(panel, turned):
    look = Look("cream", "large", panel)
    page = WritingScreen(look, read_text("cy"), WANTED)
    page.resize(panel.width_px, panel.height_px)
    page.lay()
    if turned:
        page.activated("turn")
    small = [
        id_
        for id_, place in page.targets().items()
        if min(place.width(), place.height()) < 20 * panel.px_per_mm - 1
    ]
    assert small == []


def shown(window):
    """Return what the page says was typed."""
    return window.screen._shown.text()


def noted(inside, person):
    """Return the words of staff about what somebody asked for."""
    told = signed_in(inside, SUPERVISOR.number).answer(SeePerson(person))
    return [step.note for step in told.helped if step.note]
