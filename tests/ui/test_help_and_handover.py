"""Help and Handover in the staff's room: through the real pages and the real core."""

from itertools import product

import pytest

from pod import desk
from pod.clock import VirtualClock
from pod.desk.help import HelpBoard, SeeHelp
from pod.desk.shift import SeeHandover
from pod.journeys.cast import PICTURES
from pod.settings import LANGUAGES, Panel, Printer
from pod.ui import sample_help
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.gallery import Exhibit, framed
from pod.ui.kiosk.staff_place import StaffPlace, Ways
from pod.ui.sample_staff import AROUND
from pod.ui.staff import copying
from pod.ui.staff.concern_told import telling
from pod.ui.staff.room import Room
from tests.core.staffed import CODES, FACILITATOR, SUPERVISOR, enter, signed_in
from tests.ui.measuring import clashes, cut_off, hard_to_hit, measured, too_near

POD, CONSOLE = Panel(), Panel(width_px=1920, height_px=1080, px_per_mm=5.56)
KINDS = [*product((POD, CONSOLE), LANGUAGES, ("standard", "large"))]
NOTE = "He rang home"


class Window:
    """A place for the room whose pages are kept here and not shown."""

    def __init__(self, panel):
        self.look, self.text = Look("cream", "standard", panel), read_text("en")
        self.printer = Printer()
        self.copies, self.copied = panel == CONSOLE, ""
        self.screen, self.gone, self.said = None, False, None
        self.room = None

    def put(self, make, then):
        self.screen = make()
        self.screen.chosen.connect(then)

    def copy(self, words):
        self.copied = words

    def after(self, delay_ms, ring):
        del ring
        return VirtualClock(sample_help.NOW).at(delay_ms, lambda: None)

    def sorry(self, reply, then):
        self.said = reply
        then()

    def about(self):
        pass

    def left(self):
        self.gone = True


class Direct:
    """A desk that answers at once: one member of staff's own line to the core."""

    def __init__(self, visit):
        self._visit = visit

    def ask(self, request, answered):
        answered(self._visit.answer(request))


@pytest.fixture(params=[POD, CONSOLE], ids=["pod", "console"])
def window(qapp, request):
    assert qapp is not None
    return Window(request.param)


def room_of(inside, window, number=FACILITATOR.number, part="help"):
    room = window.room = Room(window, Direct(signed_in(inside, number)))
    room.enter(part)
    return room


def press(window, id_):
    """Press the one key whose id begins so."""
    (found,) = [one for one in window.screen.targets() if one.startswith(id_)]
    window.screen.activated(found)


def somebody_asks(inside, kind="not_safe"):
    view = enter(inside, FACILITATOR.number, CODES[FACILITATOR.number])
    inside.core.answer(desk.ResetPictures(view.people[0].person))
    inside.core.answer(desk.PicturesChosen(PICTURES))
    inside.core.answer(desk.AskForHelp(kind))


def test_it_is_taken_on_in_one_tap_and_closed_in_three(inside, window):
    somebody_asks(inside)
    room_of(inside, window)
    press(window, "going:")
    assert window.screen.name == "staff-help"
    press(window, "done:")
    press(window, "talked")
    for sign in "he rang home":
        window.screen.activated("space" if sign == " " else sign)
    window.screen.activated("ok")
    assert window.screen.name == "staff-help-all"
    board = signed_in(inside, SUPERVISOR.number).answer(SeeHelp())
    assert isinstance(board, HelpBoard)
    assert board.needs == ()


def test_of_several_the_one_that_was_opened_stays_open(inside, window):
    somebody_asks(inside)
    inside.core.answer(desk.AskForHelp("upset"))
    room = room_of(inside, window)
    assert window.screen.name == "staff-help-all"
    first = next(one for one in window.screen.targets() if one.startswith("need:"))
    window.screen.activated(first)
    press(window, "sent:")
    room.again()
    assert window.screen.name == "staff-help"
    press(window, "all")
    assert window.screen.name == "staff-help-all"


def test_two_at_once_the_second_is_told_and_sees_how_it_stands(inside, window):
    somebody_asks(inside)
    room_of(inside, window)
    press(window, "going:")
    other = Window(POD)
    room_of(inside, other, SUPERVISOR.number)
    press(window, "done:")
    press(window, "form")
    press(other, "done:")
    press(other, "talked")
    window.screen.activated("ok")
    other.screen.activated("ok")
    assert other.said.code == "alreadyclosed"
    assert other.screen.name == "staff-help-all"


def test_the_words_for_a_form_stand_large_and_without_a_printer_it_is_said(
    inside, window
):
    somebody_asks(inside)
    room_of(inside, window)
    press(window, "words:")
    said = [one.text() for one in window.screen._lines]
    assert any("A1001BC" in one and "I am not safe" in one for one in said)
    firm = [one.text() for one in window.screen._firm]
    assert firm[1] == "The pod never opens or closes an ACCT."
    window.screen.activated("print")
    words = window.text.seeing_to.paper
    told = [one.text() for one in window.screen._lines]
    assert told == [words.none, words.by_hand]


def test_the_words_are_copied_on_a_staff_pc_and_never_at_a_pod(inside, window):
    somebody_asks(inside)
    room_of(inside, window)
    press(window, "words:")
    if window.copies:
        window.screen.activated("copy")
        assert window.copied.startswith("At ")
        assert "A1001BC" in window.copied
    else:
        assert "copy" not in window.screen.targets()


def test_what_was_copied_is_forgotten_unless_it_is_anothers_by_now(qapp):
    copying.copy_words("At 10:42 somebody")
    assert qapp.clipboard().text() == "At 10:42 somebody"
    copying.forget_words("At 10:42 somebody")
    assert qapp.clipboard().text() == ""
    qapp.clipboard().setText("another's")
    copying.forget_words("At 10:42 somebody")
    assert qapp.clipboard().text() == "another's"
    qapp.clipboard().clear()


def test_a_pods_own_place_copies_nothing(qapp):
    qapp.clipboard().clear()
    place = StaffPlace(None, print, Ways(print, print, print))
    place.copy("words")
    assert (place.copies, qapp.clipboard().text()) == (False, "")


def test_what_comes_after_staff_have_gone_is_shown_to_nobody(inside, window):
    somebody_asks(inside)
    room = room_of(inside, window)
    before = window.screen
    room.leave()
    room.put_aside(lambda: None, print)
    assert window.screen is before


@pytest.mark.usefixtures("qapp")
def test_facts_that_do_not_fit_at_once_are_turned_to_and_none_is_left_out():
    look, text = Look("cream", "large", POD), read_text("cy")
    (page,) = [
        one
        for one in sample_help.helping(look, text, AROUND)
        if one.name == "staff-help-words-long"
    ]
    frame = framed(Exhibit(page.name, page, "hidden"), look, "cy")
    frame.show()
    said = []
    while not said or page._first:
        said += [one.text() for one in page._lines if not one.isHidden()]
        page.activated("turn")
    assert said == [one.text() for one in page._lines]


def test_one_hands_over_and_the_next_signs_on(inside, window):
    room_of(inside, window, part="handover")
    window.screen.activated("hand_over")
    assert not window.screen._keys_[1].isEnabled()
    other = Window(POD)
    room_of(inside, other, SUPERVISOR.number, "handover")
    other.screen.activated("sign_on")
    last = signed_in(inside, SUPERVISOR.number).answer(SeeHandover()).last
    assert (last.handed_by, last.taken_by) == ("1001", SUPERVISOR.number)


def test_a_note_is_four_taps_and_whom_it_was_about(inside, window):
    room_of(inside, window, part="handover")
    window.screen.activated("note")
    for id_ in ("fault", "mended", "works", "repair", "nobody"):
        window.screen.activated(id_)
    assert window.screen.name == "staff-handover"
    (note,) = signed_in(inside, SUPERVISOR.number).answer(SeeHandover()).notes
    assert (note.happened, note.did, note.told, note.then) == (
        "fault",
        "mended",
        "works",
        "repair",
    )


def test_the_whole_page_is_read_on_the_glass_before_it_is_printed(inside, window):
    somebody_asks(inside)
    room_of(inside, window, part="handover")
    window.screen.activated("read")
    said = []
    while "next" in window.screen.targets():
        said += [one.text() for one in window.screen._lines]
        window.screen.activated("next")
    assert "Nobody has answered." in said[0]
    window.screen.activated("print")
    words = window.text.seeing_to.paper
    told = [one.text() for one in window.screen._lines]
    assert told == [words.none, words.office]


def test_back_leads_one_step_back_and_keeps_nothing(inside, window):
    room_of(inside, window, part="handover")
    window.screen.activated("note")
    window.screen.activated("ill")
    window.screen.activated("back")
    assert window.screen.name == "staff-note-happened"
    window.screen.activated("back")
    assert window.screen.name == "staff-handover"
    assert signed_in(inside, SUPERVISOR.number).answer(SeeHandover()).notes == ()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("panel", "language", "size"), KINDS)
def test_every_page_holds_on_both_panels(panel, language, size):
    look, text = Look("cream", size, panel), read_text(language)
    pages = (
        *sample_help.helping(look, text, AROUND),
        *sample_help.handing_over(look, text, AROUND),
    )
    for page in pages:
        one = measured(framed(Exhibit(page.name, page, "hidden"), look, language))
        assert not cut_off(one)
        assert not clashes(one)
        assert not hard_to_hit(one, 20)
        assert not too_near(one)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("panel", [POD, CONSOLE], ids=["pod", "console"])
def test_an_escalation_time_is_never_shortened(panel):
    look, text = Look("cream", "large", panel), read_text("cy")
    for page in sample_help.helping(look, text, AROUND):
        if page.name in ("staff-help-not_safe", "staff-help-upset"):
            frame = framed(Exhibit(page.name, page, "hidden"), look, "cy")
            frame.show()
            assert not any("…" in one for one in page._tell._lines.texts), page.name


def test_whom_to_tell_is_said_in_the_language_in_view():
    told = telling(read_text("cy"), sample_help.LATE, sample_help.SECOND)
    assert "y rheolwr dyletswydd" in told
    assert sample_help.SECOND not in told
