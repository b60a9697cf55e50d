"""At the window: an answer that needs a person, and what may come right after it."""

import pytest

from pod import desk
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF
from pod.people import Traits
from tests.road.conftest import do_until, rows_of

TOLD = "told-answer"
WELL = Traits(seed=3, wellbeing=0.99)
TICK_MS = 2000


@pytest.fixture
def at_the_item(serving):
    """Somebody is at PHQ-9's ninth item; every item before it is answered."""
    there = serving("phq9", "check_out")
    hands, player = there.hands, there.kiosk.player
    do_until(there, WELL, "phq9")
    hands.until(lambda: player.kept == 8, "eight answers")
    hands.be(None)
    hands.settle()
    assert "Thoughts that you would be better off dead" in shown(there)
    return there


def shown(there):
    return " ".join(there.kiosk.stage.screen.sentences())


def answer(there, id_):
    """Tap an answer and let it be seen."""
    kept = there.kiosk.player.kept
    there.hands.tap(id_)
    there.hands.until(lambda: there.kiosk.player.kept > kept, "the answer")


def concerns(inside):
    """What staff see; the pod is locked afterwards."""
    inside.core.answer(desk.StaffSignIn(STAFF[0].number, STAFF[0].code))
    found = inside.core.answer(desk.OnDuty(on=True)).concerns
    inside.core.answer(desk.Lock())
    return [one.kind for one in found]


def test_the_person_may_ask_for_a_listener_breathe_and_carry_on(at_the_item):
    hands = at_the_item.hands
    answer(at_the_item, "1")
    hands.wait_for(TOLD)
    hands.tap("listener")
    hands.wait_for("untold-listener")
    hands.tap("back")
    hands.wait_for("question")
    assert "difficult" in shown(at_the_item)


def test_breathing_after_it_comes_back_to_the_questions(at_the_item):
    hands = at_the_item.hands
    answer(at_the_item, "1")
    hands.wait_for(TOLD)
    hands.tap("breathe")
    hands.wait_for("task")
    hands.tap("help")
    hands.wait_for("help")
    hands.tap("back")
    hands.wait_for("question")
    assert "difficult" in shown(at_the_item)


def test_no_answer_that_needs_nobody_brings_that_page(at_the_item):
    answer(at_the_item, "0")
    at_the_item.hands.wait_for("question")
    assert "difficult" in shown(at_the_item)


@pytest.mark.parametrize(("aside", "way"), [("pause", "carry_on"), ("help", "back")])
def test_what_is_hidden_stays_hidden_and_it_is_said_afterwards(at_the_item, aside, way):
    """The answer is ticked, and Pause or help is pressed before the core has it."""
    hands = at_the_item.hands
    hands.reach("1")
    hands.reach(aside)
    hands.settle()
    assert hands.wait_for("paused", "help", "told")[:4] == aside[:4]
    hands.tap(way)
    hands.wait_for(TOLD)
    hands.tap("back")
    hands.wait_for("question")
    assert "difficult" in shown(at_the_item)


def test_whoever_stops_there_is_told_when_they_come_back(at_the_item, inside, daniel):
    hands = at_the_item.hands
    hands.reach("1")
    hands.reach("pause")
    hands.tap("stop")
    hands.wait_for("locked")
    assert concerns(inside) == ["answer"]
    story.unlock(hands, STAFF[0], daniel)
    story.comes_back(hands)
    hands.wait_for("plan")
    hands.tap("start")
    hands.wait_for(TOLD)
    hands.tap("back")
    hands.wait_for("question")
    assert "difficult" in shown(at_the_item)


def test_answered_again_after_back_it_is_one_concern_and_both_answers_are_kept(
    at_the_item, inside, daniel
):
    hands = at_the_item.hands
    for answered in ("1", "3"):
        answer(at_the_item, answered)
        hands.wait_for(TOLD)
        hands.tap("back")
        hands.wait_for("question")
        hands.tap("back")
        hands.settle()
        assert "better off dead" in shown(at_the_item)
    answer(at_the_item, "0")
    rows = [row for row in rows_of(inside, daniel, "phq9") if row.item == "harm"]
    assert [row.value for row in rows] == [1, 3, 0]
    hands.tap("pause")
    hands.tap("stop")
    assert concerns(inside) == ["answer"]
