"""The second tap of a trembling or hasty finger does nothing that was not meant."""

import pytest

from pod.ui.kiosk.consent import ConsentCard
from pod.ui.kiosk.ground import TaskGround
from pod.ui.kiosk.question import QuestionScreen
from pod.ui.sample_pages import questions


@pytest.fixture
def page(look, text):
    return ConsentCard(look, text, 1)


def test_a_double_tap_on_next_goes_through_one_page_only(frame, put, tap, look, text):
    second = ConsentCard(look, text, 2)
    onward = []
    second.chosen.connect(onward.append)
    first = ConsentCard(look, text, 1)
    first.chosen.connect(lambda _way: frame.put(second))
    put(first)
    tap("next", breathe_ms=150)
    tap("next", breathe_ms=250)
    assert frame.screen_shown is second
    assert onward == []
    tap("next")
    assert onward == ["next"]


def test_a_finger_on_its_way_to_the_task_ground_takes_nothing_on_the_page_after(
    put, tap, frame, look, text
):
    frame.put(TaskGround(look))
    chosen = put(ConsentCard(look, text, 1))
    tap("next", breathe_ms=500)
    assert chosen == []
    tap("next")
    assert chosen == ["next"]


def test_a_double_tap_on_answers_ticks_no_answer(frame, put, tap, look, text):
    put(QuestionScreen(look, text, dict(questions("en"))["long"]))
    screen = frame.screen_shown
    tap("answers", breathe_ms=150)
    tap("3", breathe_ms=150)
    assert not any(key.chosen for key in screen._answers)


@pytest.mark.parametrize("key", ["hear", "pause", "help"])
def test_a_key_of_the_bar_pressed_twice_quickly_is_pressed_once(frame, tap, page, key):
    pressed = []
    frame.put(page)
    getattr(frame, key).connect(lambda: pressed.append(key))
    tap(key, breathe_ms=299)
    tap(key, breathe_ms=1)
    assert pressed == [key]
    tap(key)
    assert pressed == [key, key]
