"""At the window: what is the person's to choose, and an answer that needs a person."""

from dataclasses import replace

import pytest

from pod import desk
from pod.app.hands_on import at_the_window
from pod.core import Core
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF
from pod.programme import Part, Programme, Sitting
from pod.values import seeded
from tests.road.conftest import do_until, rows_of

CHOICE = Part(choose=("slow_breathing", "go_nogo_training"))


@pytest.fixture
def serving(inside, clock, tmp_path, daniel):
    """Open the window of a pod that serves these parts; Daniel is on his plan."""
    opened = []

    def serve(*parts):
        programme = Programme(
            name="sample",
            version=1,
            consent=1,
            about="A.",
            weeks=1,
            sittings=(Sitting(parts=parts),),
        )
        core = Core(inside.vault, inside.settings, programme, clock)
        core.rng = seeded(9)
        core.answer(desk.StaffSignIn(STAFF[0].number, STAFF[0].code))
        core.answer(desk.OnDuty(on=True))
        core.answer(desk.Lock())
        place = at_the_window(replace(inside, core=core), clock, tmp_path / "cable")
        there = place.__enter__()
        opened.append(place)
        story.unlock(there.hands, STAFF[0], daniel)
        story.first_time(there.hands)
        there.hands.wait_for("plan")
        return there

    yield serve
    for place in opened:
        place.__exit__(None, None, None)


def test_the_person_chooses_what_comes_next_and_may_look_back_first(serving, who):
    there = serving(CHOICE, "check_out")
    hands = there.hands
    assert "Your choice" in there.kiosk.stage.screen.sentences()
    hands.tap("start")
    hands.wait_for("question")
    assert there.kiosk.stage.screen.sentences()[1:3] == [
        "Slow breathing",
        "Shapes practice",
    ]
    hands.tap("back")
    hands.wait_for("plan")
    hands.tap("start")
    hands.wait_for("question")
    hands.be(who)
    hands.tap("slow_breathing")
    hands.until(lambda: there.kiosk.player.task is not None, "an activity")
    assert there.kiosk.player.task.name == "slow_breathing"
    hands.wait_for("plan")


def test_an_answer_that_needs_a_person_stops_the_questions_calmly(
    serving, inside, daniel, who
):
    """What was said is kept, help is one press away, and the person may go on."""
    there = serving("phq9", "check_out")
    hands = there.hands
    low = type(who)(seed=3, wellbeing=0.05)
    do_until(there, low, "phq9")
    hands.wait_for("told-answer")
    assert all(hands.sees(way) for way in ("back", "listener", "breathe", "pause"))
    kept = rows_of(inside, daniel, "phq9")
    assert kept[-1].value >= 1
    hands.be(None)
    hands.tap("back")
    hands.wait_for("card", "question")
    assert rows_of(inside, daniel, "phq9") == kept
