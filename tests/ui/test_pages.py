"""Pages answer to fingers, buttons and keys alike, and do nothing by themselves."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from pod.settings import Panel
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.kiosk.consent import ChoicesScreen, ConsentCard
from pod.ui.kiosk.frame import Frame
from pod.ui.kiosk.help import Facts, ToldScreen
from pod.ui.kiosk.moments import PausedScreen, RestScreen
from pod.ui.kiosk.pictures import PicturesScreen
from pod.ui.kiosk.question import QuestionScreen
from pod.ui.sample_pages import questions
from pod.ui.staff.code import CodeScreen

LEFT = Qt.MouseButton.LeftButton
FOUR = ("moon", "tree", "fish", "sun")


@pytest.fixture
def look(clock):
    return Look("cream", "standard", Panel(), clock.now_ms)


@pytest.fixture
def text():
    return read_text("en")


@pytest.fixture
def frame(qtbot, look, text):
    frame = Frame(look, "en", text)
    qtbot.addWidget(frame)
    frame.show()
    return frame


@pytest.fixture
def tap(frame, clock):
    """Put a finger on a control and lift it, with time to breathe."""

    def tap(id_, breathe_ms=1000):
        where = (frame.screen_shown.targets() | frame.targets())[id_].center()
        widget = frame.childAt(where)
        QTest.mouseClick(widget, LEFT, pos=widget.mapFrom(frame, where))
        clock.advance(breathe_ms)

    return tap


@pytest.fixture
def put(frame):
    """Show a page; return what is chosen on it."""

    def put(screen):
        chosen = []
        screen.chosen.connect(chosen.append)
        frame.put(screen)
        return chosen

    return put


@pytest.fixture
def after(clock):
    """Ring after a delay of the test's own clock."""

    def after(wait_ms, then):
        clock.at(clock.now_ms() + wait_ms, then)

    after.clock = clock
    return after


def question(name):
    return dict(questions("en"))[name]


def test_a_key_acts_when_the_finger_lifts(frame, put, look, text):
    chosen = put(ConsentCard(look, text, 1))
    key = frame.screen_shown._ways[1]
    QTest.mousePress(key, LEFT)
    assert chosen == []
    QTest.mouseRelease(key, LEFT)
    assert chosen == ["next"]


def test_sliding_off_a_key_calls_it_off(frame, put, look, text):
    chosen = put(ConsentCard(look, text, 1))
    key = frame.screen_shown._ways[1]
    QTest.mousePress(key, LEFT)
    QTest.mouseMove(key, QPoint(-40, -40))
    QTest.mouseRelease(key, LEFT, pos=QPoint(-40, -40))
    assert chosen == []


def test_a_trembling_finger_presses_once(put, tap, look, text):
    chosen = put(ConsentCard(look, text, 1))
    tap("next", breathe_ms=299)
    tap("next", breathe_ms=300)
    tap("next")
    assert chosen == ["next", "next"]


def test_two_buttons_walk_every_control_and_the_bar_and_come_round(
    frame, put, look, text
):
    helped = []
    frame.help.connect(lambda: helped.append(True))
    chosen = put(ConsentCard(look, text, 1))
    walked = []
    frame.screen_shown.focused.connect(walked.append)
    for _ in range(6):
        frame.press("right")
    assert walked == ["Back", "Next", "Hear again", "Pause", "I need help", "Back"]
    frame.press("left")
    frame.press("choose")
    assert helped == [True]
    frame.press("left")
    frame.press("left")
    frame.press("left")
    frame.press("choose")
    assert chosen == ["next"]


def test_the_next_button_takes_the_main_way_on(frame, put, look, text):
    chosen = put(ConsentCard(look, text, 1))
    frame.press("next")
    assert chosen == ["next"]


def test_the_next_button_chooses_nothing_where_a_choice_must_be_free(
    frame, put, look, text
):
    chosen = put(RestScreen(look, text))
    walked = []
    frame.screen_shown.focused.connect(walked.append)
    frame.press("next")
    assert (chosen, walked) == ([], ["Rest now"])


def test_hear_and_stop_work_from_the_box_on_every_page(frame, put, look, text):
    said = []
    frame.hear.connect(lambda: said.append("hear"))
    frame.pause.connect(lambda: said.append("pause"))
    put(ConsentCard(look, text, 1))
    frame.press("hear")
    frame.press("stop")
    assert said == ["hear", "pause"]


def test_the_keyboard_says_buttons_and_leaves_acting_to_others(frame, put, look, text):
    chosen = put(ConsentCard(look, text, 1))
    pressed = []
    frame.key.connect(pressed.append)
    keys = (
        Qt.Key.Key_Left,
        Qt.Key.Key_Down,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Space,
        Qt.Key.Key_N,
        Qt.Key.Key_H,
        Qt.Key.Key_Escape,
        Qt.Key.Key_Q,
    )
    for key in keys:
        QTest.keyClick(frame, key)
    QTest.keyClick(frame, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert pressed == [
        "left",
        "right",
        "right",
        "choose",
        "next",
        "hear",
        "stop",
        "left",
    ]
    assert chosen == []


def test_no_choice_is_preset_and_next_lives_after_all_three(put, tap, look, text):
    screen = ChoicesScreen(look, text)
    chosen = put(screen)
    assert screen.choices == {}
    assert "next" not in screen.targets()
    for id_ in ("take_part:yes", "evaluation:no", "contact:no"):
        tap(id_)
    assert screen.choices == {"take_part": True, "evaluation": False, "contact": False}
    tap("contact:yes")
    tap("next")
    assert screen.choices["contact"] is True
    assert chosen == ["next"]


def test_an_answer_is_ticked_and_seen_before_the_page_goes_on(
    put, tap, look, text, after
):

    chosen = put(QuestionScreen(look, text, question("often"), after))
    tap("1", breathe_ms=400)
    assert chosen == []
    tap("3", breathe_ms=400)
    assert chosen == []
    after.clock.advance(400)
    assert chosen == ["3"]
    after.clock.advance(5000)
    assert chosen == ["3"]


def test_an_answer_does_not_go_on_from_a_page_that_was_left(
    put, tap, look, text, after
):

    chosen = put(QuestionScreen(look, text, question("mood"), after))
    tap("1", breathe_ms=100)
    put(PausedScreen(look, text, "10:40", "cy"))
    after.clock.advance(2000)
    assert chosen == []


def test_a_question_too_long_for_one_page_is_read_first_then_answered(
    frame, put, tap, look, text
):
    chosen = put(QuestionScreen(look, text, question("long")))
    screen = frame.screen_shown
    assert "0" not in screen.targets()
    assert question("long").stem in screen.sentences()
    tap("answers")
    assert {"0", "1", "2", "3", "read"} <= set(screen.targets())
    assert question("long").prompt in screen.sentences()
    tap("read")
    assert "answers" in screen.targets()
    assert chosen == []


def test_a_scale_of_eleven_says_what_its_ends_mean(frame, put, look, text):
    put(QuestionScreen(look, text, question("eleven")))
    screen = frame.screen_shown
    screen.activated("answers")
    assert {str(n) for n in range(11)} <= set(screen.targets())
    assert screen.sentences()[1:3] == ["0 not at all", "10 completely"]


def test_four_pictures_sign_in_and_nothing_shows_which(put, tap, look, text):
    screen = PicturesScreen(look, text, choosing=False)
    put(screen)
    tapped = []
    screen.tapped.connect(tapped.append)
    for picture in FOUR:
        tap(picture)
    assert tapped == [FOUR]
    assert not any(key.chosen for key in screen._keys)


def test_start_again_forgets_the_pictures_tapped(put, tap, look, text):
    screen = PicturesScreen(look, text, choosing=False)
    put(screen)
    tapped = []
    screen.tapped.connect(tapped.append)
    for id_ in ("book", "ball", "again", *FOUR):
        tap(id_)
    assert tapped == [FOUR]


def test_new_pictures_are_asked_for_twice(put, tap, look, text):
    screen = PicturesScreen(look, text, choosing=True)
    put(screen)
    tapped = []
    screen.tapped.connect(tapped.append)
    for picture in FOUR:
        tap(picture)
    assert tapped == []
    assert screen.sentences()[0] == "Tap them again."
    for picture in FOUR:
        tap(picture)
    assert tapped == [FOUR]


def test_different_pictures_the_second_time_begin_anew(put, tap, look, text):
    screen = PicturesScreen(look, text, choosing=True)
    put(screen)
    tapped = []
    screen.tapped.connect(tapped.append)
    for picture in (*FOUR, "book", "tree", "fish", "sun"):
        tap(picture)
    assert tapped == []
    assert "Pick 4 again" in screen.sentences()[0]


def test_wrong_pictures_are_met_calmly_and_staff_can_help(put, look, text):
    screen = PicturesScreen(look, text, choosing=False)
    put(screen)
    screen.not_those(ask_staff=False)
    assert "Staff can help." not in screen.sentences()
    screen.not_those(ask_staff=True)
    assert screen.sentences()[:2] == ["Not those four. Try again.", "Staff can help."]


def test_staff_enter_number_then_code(put, tap, look, text):
    screen = CodeScreen(look, text)
    put(screen)
    entered = []
    screen.entered.connect(lambda number, code: entered.append((number, code)))
    for id_ in ("1", "0", "0"):
        tap(id_)
    assert "ok" not in screen.targets()
    for id_ in ("1", "ok", *"123455", "ok"):
        tap(id_)
    assert entered == [("1001", "123455")]


def test_a_refused_code_never_says_which_part_and_begins_anew(put, tap, look, text):
    screen = CodeScreen(look, text)
    put(screen)
    entered = []
    screen.entered.connect(lambda number, code: entered.append((number, code)))
    screen.refused(30)
    said = " ".join(screen.sentences())
    assert "Not accepted. Please try both again." in said
    assert "30 seconds" in said
    for id_ in (*"2002", "ok", *"654321", "ok"):
        tap(id_)
    assert entered == [("2002", "654321")]


@pytest.mark.parametrize("told", [True, False])
def test_help_says_only_what_is_so(look, text, told, put):
    facts = Facts(
        kind="not_safe",
        told=told,
        wing="B Wing",
        minutes=1,
        second="the duty manager",
    )
    screen = ToldScreen(look, text, facts)
    put(screen)
    said = " ".join(screen.sentences())
    assert ("B Wing staff have been told." in said) is told
    assert ("in about 1 minute." in said) is told
    assert ("This pod cannot tell staff now." in said) is not told
    assert ("cell bell" in said) is not told


def test_only_one_page_lives_at_a_time_and_the_last_one_is_let_go(
    frame, put, look, text, qtbot
):
    put(ConsentCard(look, text, 1))
    put(ConsentCard(look, text, 2))
    qtbot.waitUntil(lambda: len(frame.findChildren(ConsentCard)) == 1)
    assert frame.findChild(ConsentCard).name == "consent-2"


def test_the_bar_has_no_pause_while_locked_and_none_is_there_when_hidden(frame):
    frame.bar("locked")
    assert set(frame.targets()) == {"hear", "help"}
    frame.bar("hidden")
    assert frame.targets() == {}
    frame.bar("page", "help", speaking=True)
    assert set(frame.targets()) == {"hear", "pause", "help"}
    assert frame._bar.keys["hear"].text() == "Quiet"
    assert frame._bar.keys["help"].chosen


def test_a_notice_makes_the_page_give_room_and_covers_nothing(frame, put, look, text):
    put(ConsentCard(look, text, 1))
    before = frame.screen_shown.targets()["next"]
    frame.notice(text.notices["no_voice"])
    after = frame.screen_shown.targets()["next"]
    assert after.bottom() < frame._notice.geometry().top()
    assert after.size() == before.size()
    frame.notice("")
    assert frame.screen_shown.targets()["next"] == before
