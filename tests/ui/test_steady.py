"""For hands that shake: an answer waits for Next, and a second press comes later."""

import pytest

from pod.settings import Panel
from pod.ui.common.look import Ease, Look
from pod.ui.kiosk.consent import ChoicesScreen, ConsentCard
from pod.ui.kiosk.question import QuestionScreen
from pod.ui.sample_pages import questions


@pytest.fixture
def look(clock):
    return Look("cream", "standard", Panel(), clock.now_ms, Ease(steady=True))


@pytest.fixture
def question(look, text, after):
    def question(name):
        return QuestionScreen(look, text, dict(questions("en"))[name], after)

    return question


def test_an_answer_counts_only_with_next(put, tap, clock, question, frame):
    chosen = put(question("mood"))
    tap("3")
    clock.advance(60_000)
    assert chosen == []
    assert frame.screen_shown.sentences()[:2] == ["How are you today?", "Good"]
    tap("keep")
    assert chosen == ["3"]


def test_the_answer_that_waits_is_read_only_where_nobody_else_hears(
    put, tap, question, frame
):
    put(question("mood"))
    tap("3")
    private = [one.words for one in frame.screen_shown.spoken() if one.private]
    assert private == ["Good"]


def test_another_answer_can_be_given_instead(put, tap, question):
    chosen = put(question("mood"))
    tap("3")
    tap("read")
    tap("1")
    tap("keep")
    assert chosen == ["1"]


def test_back_from_an_answer_leads_to_the_answers_with_none_ticked(
    put, tap, question, frame
):
    put(question("long"))
    tap("answers")
    tap("3")
    tap("read")
    screen = frame.screen_shown
    assert {"0", "1", "2", "3"} <= set(screen.targets())
    assert not any(key.chosen for key in screen._answers)


def test_what_waits_for_next_is_not_said_by_a_pause(put, tap, question, frame):
    chosen = put(question("mood"))
    tap("3")
    frame.screen_shown.settle()
    assert chosen == []


def test_next_on_the_box_keeps_the_answer(put, tap, question, frame):
    chosen = put(question("mood"))
    tap("3")
    frame.press("next")
    assert chosen == ["3"]


@pytest.mark.parametrize(("steady", "after_ms"), [(True, 500), (False, 300)])
def test_the_same_control_is_deaf_for_longer(steady, after_ms):
    assert Look("cream", "standard", Panel(), ease=Ease(steady=steady)).repeat_ms == (
        after_ms
    )


def test_a_trembling_second_tap_within_half_a_second_is_none(put, tap, look, text):
    chosen = put(ConsentCard(look, text, 1))
    tap("next", breathe_ms=450)
    tap("next", breathe_ms=600)
    assert chosen == ["next"]
    tap("next")
    assert chosen == ["next", "next"]


def test_choices_come_one_at_a_time_and_none_is_preset(put, tap, look, text, frame):
    chosen = put(ChoicesScreen(look, text))
    screen = frame.screen_shown
    for wish in ("take_part", "evaluation", "contact"):
        shown = {id_ for id_ in screen.targets() if ":" in id_}
        assert shown == {f"{wish}:yes", f"{wish}:no"}
        assert "next" not in screen.targets()
        assert chosen == []
        tap(f"{wish}:no")
        tap("next")
    assert chosen == ["next"]
    assert screen.choices == {"take_part": False, "evaluation": False, "contact": False}


def test_a_choice_that_was_passed_can_be_made_anew(put, tap, look, text, frame):
    chosen = put(ChoicesScreen(look, text))
    tap("take_part:no")
    tap("next")
    tap("back")
    tap("take_part:yes")
    assert frame.screen_shown.choices == {"take_part": True}
    tap("back")
    assert chosen == ["back"]


def test_choices_made_before_a_pause_are_not_asked_again(put, look, text, frame):
    put(ChoicesScreen(look, text, {"take_part": True}))
    assert "evaluation:yes" in frame.screen_shown.targets()
