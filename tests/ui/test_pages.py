"""Pages answer to fingers, buttons and keys alike, and do nothing by themselves."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from pod.ui.kiosk.consent import ChoicesScreen, ConsentCard
from pod.ui.kiosk.help import Facts, HelpScreen, ToldScreen
from pod.ui.kiosk.moments import PausedScreen
from pod.ui.kiosk.question import QuestionScreen
from pod.ui.sample_pages import questions

LEFT = Qt.MouseButton.LeftButton


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
    chosen = put(HelpScreen(look, text))
    walked = []
    frame.screen_shown.focused.connect(walked.append)
    frame.press("next")
    assert (chosen, walked) == ([], ["The machine"])


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


def test_the_window_asks_before_it_closes(frame):
    asked = []
    frame.closing.connect(lambda: asked.append(True))
    assert not frame.close()
    assert frame.isVisible()
    assert asked == [True]


def test_the_window_cannot_be_made_smaller_than_the_panel(frame, look):
    frame.resize(800, 600)
    assert frame.width() == look.panel.width_px
    assert frame.height() == look.panel.height_px
