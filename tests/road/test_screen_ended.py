"""A screen that ended in the middle of it all: the next one goes on from there."""

from contextlib import contextmanager

import pytest

from pod import desk
from pod.app.hands_on import at_the_window
from pod.clock import VirtualClock
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF

from .conftest import do_until, rows_of
from .test_cut_off import numbered, trials


@pytest.fixture
def screen(inside, clock, tmp_path):
    """Return what opens a screen over the same core; it ends with its block.

    Each has a clock of its own, as a process has: what it meant to do ends with it.
    """
    opened = []

    @contextmanager
    def screen():
        opened.append(tmp_path / f"cable{len(opened)}")
        own = VirtualClock(clock.utc())
        with at_the_window(inside, own, opened[-1]) as there:
            yield there
        inside.core.glass.left()

    return screen


def in_the_middle(there, daniel, who, task, rows):
    """Let Daniel come for the first time and do some of an activity."""
    story.unlock(there.hands, STAFF[0], daniel)
    story.first_time(there.hands)
    do_until(there, who, task)
    trials(there, rows)


def test_the_pictures_are_asked_at_once_and_the_activity_goes_on(
    screen, inside, daniel, who
):
    with screen() as there:
        in_the_middle(there, daniel, who, "go_nogo", 20)
        before = rows_of(inside, daniel, "go_nogo")
    with screen() as there:
        there.hands.wait_for("pictures")
        story.comes_back(there.hands)
        there.hands.wait_for("ready-resume")
        there.hands.be(who)
        there.hands.tap("carry_on")
        trials(there, 40)
    rows = rows_of(inside, daniel, "go_nogo")
    assert rows[: len(before)] == before
    places = numbered(rows)
    assert len(places) == len(set(places)) >= 40


def test_a_page_that_was_left_is_in_view_again(screen, daniel, who):
    with screen() as there:
        in_the_middle(there, daniel, who, "ons4", 2)
    with screen() as there:
        story.comes_back(there.hands)
        there.hands.wait_for("question", "card")
        player = there.kiosk.player
        assert (player.task.name, player.kept) == ("ons4", 2)


def test_between_two_activities_the_plan_is_in_view_again(screen, daniel, who):
    with screen() as there:
        in_the_middle(there, daniel, who, "check_in", 0)
        there.hands.let_go("plan")
        there.hands.wait_for("plan")
    with screen() as there:
        story.comes_back(there.hands)
        there.hands.wait_for("plan")
        assert there.kiosk.player.task is None


def test_somebody_who_had_not_signed_in_yet_is_asked_for_new_pictures(screen, daniel):
    with screen() as there:
        story.unlock(there.hands, STAFF[0], daniel)
        there.hands.wait_for("pictures-choosing")
    with screen() as there:
        story.first_time(there.hands)
        there.hands.wait_for("plan")


def test_staff_who_were_signed_in_are_not_any_more(screen):
    with screen() as there:
        there.hands.wait_for("locked")
        there.hands.tap("staff")
        there.hands.enter(STAFF[0].number, STAFF[0].code)
        there.hands.wait_for("staff-next")
    with screen() as there:
        there.hands.wait_for("locked")


def test_a_pod_that_was_locked_in_between_asks_nobody_for_pictures(
    screen, inside, daniel, who
):
    with screen() as there:
        in_the_middle(there, daniel, who, "check_in", 0)
    inside.core.glass.answer(desk.Lock())
    with screen() as there:
        there.hands.wait_for("locked")


def test_on_battery_the_next_screen_parks_at_once(screen, daniel, who):
    """The core tells a new screen how things stand, before all else."""
    with screen() as there:
        in_the_middle(there, daniel, who, "check_in", 0)
    with screen() as there:
        there.kiosk.hear(desk.Power("battery"))
        there.hands.wait_for("parked")


def test_a_core_that_goes_and_comes_back_shows_a_calm_page_meanwhile(
    screen, daniel, who
):
    with screen() as there:
        in_the_middle(there, daniel, who, "go_nogo", 5)
        there.kiosk.wait_for_core()
        there.hands.wait_for("locked")
        said = " ".join(there.kiosk.stage.screen.sentences())
        assert "getting ready" in said
        assert there.kiosk.player.task is None
        there.kiosk.lock()
        there.hands.settle()
        assert "getting ready" not in " ".join(there.kiosk.stage.screen.sentences())


def test_a_core_that_is_slow_to_answer_at_the_start_is_heard_all_the_same(screen):
    """Its first answer may come after the page that says that it is on its way."""
    with screen() as there:
        there.kiosk.wait_if_unknown()
        assert "getting ready" in " ".join(there.kiosk.stage.screen.sentences())
        there.hands.settle()
        assert "getting ready" not in " ".join(there.kiosk.stage.screen.sentences())
