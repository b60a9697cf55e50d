"""Lock-up is near: said in time and calmly, and whatever was begun is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from msgspec import structs

from pod import desk
from pod.app.hands_on import at_the_window
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF
from pod.settings import LockUp
from pod.ui.kiosk.ground import TaskGround
from tests.lived import lines

from .conftest import do_until

SECOND_MS, MINUTE_MS = 1000.0, 60_000.0


@pytest.fixture
def with_lock_up(inside, clock, tmp_path, daniel):
    """Open the window of a pod whose lock-up is so many minutes away, for Daniel."""
    opened = []

    def open_it(in_minutes, *, locks=True):
        wall = clock.utc().astimezone() + timedelta(minutes=in_minutes)
        table = LockUp(every=(f"{wall:%H:%M}",), locks=locks)
        settings = structs.replace(inside.settings, lock_up=table)
        place = at_the_window(
            replace(inside, settings=settings), clock, tmp_path / "cable"
        )
        there = place.__enter__()
        opened.append(place)
        story.unlock(there.hands, STAFF[0], daniel)
        story.first_time(there.hands)
        there.hands.wait_for("plan")
        return there

    yield open_it
    for place in opened:
        place.__exit__(None, None, None)


def said(there):
    return " ".join(there.kiosk.stage.screen.sentences())


def strip(there):
    return there.kiosk.stage.frame._notice.text()


def stays(there, until_ms):
    """Let time pass for somebody who touches the screen now and then."""
    clock, stage = there.kiosk.stage.clock, there.kiosk.stage
    while (now_ms := clock.now_ms()) < until_ms:
        there.hands.until(lambda: clock.now_ms() > now_ms, "a moment")
        stage.watch.touched()


def stays_until(there, screen):
    clock, stage = there.kiosk.stage.clock, there.kiosk.stage
    longest_ms = clock.now_ms() + 30 * MINUTE_MS
    while stage.screen.name != screen and clock.now_ms() < longest_ms:
        stays(there, clock.now_ms() + SECOND_MS)
    assert stage.screen.name == screen


def test_ten_minutes_before_a_page_says_so_and_the_strip_stays(with_lock_up):
    there = with_lock_up(15)
    stays_until(there, "lock-up-soon")
    assert "10 minutes" in said(there)
    assert not there.hands.sees("stop")
    there.hands.tap("carry_on")
    there.hands.wait_for("plan")
    assert strip(there).startswith("Lock-up is at")


def test_three_minutes_before_it_offers_to_stop_and_the_place_is_kept(
    with_lock_up, inside
):
    there = with_lock_up(15)
    stays_until(there, "lock-up-soon")
    there.hands.tap("carry_on")
    stays_until(there, "lock-up-near")
    assert "place is kept" in said(there)
    there.hands.tap("stop")
    there.hands.wait_for("locked")
    assert strip(there) == ""
    assert len(lines(inside.memory.doings, "stopped_today")) == 1


def test_at_the_time_itself_the_pod_says_so_and_locks(with_lock_up, inside):
    there = with_lock_up(15)
    for name in ("lock-up-soon", "lock-up-near"):
        stays_until(there, name)
        there.hands.tap("carry_on")
    stays_until(there, "lock-up-over")
    assert "place is kept" in said(there)
    there.hands.wait_for("locked")
    assert lines(inside.memory.doings, "stopped_today") == []


def test_no_trial_is_ever_covered_by_a_warning(with_lock_up, who):
    """It is due in the middle of a block, and comes with the block's own next page."""
    there = with_lock_up(14)
    stage, lock_up = there.kiosk.stage, there.kiosk.lock_up
    do_until(there, who, "go_nogo")
    there.hands.until(lambda: lock_up._near == "soon", "the warning is due")
    assert isinstance(stage.screen, TaskGround)
    seen = [stage.screen]
    stage.came.connect(lambda _name: seen.append(stage.screen))
    there.hands.wait_for("lock-up-soon")
    assert not isinstance(seen[-2], TaskGround)
    there.hands.tap("carry_on")
    assert there.kiosk.player.task.name == "go_nogo"


def test_a_page_that_is_hidden_stays_hidden_and_the_strip_says_when(with_lock_up):
    there = with_lock_up(15)
    stays_until(there, "lock-up-soon")
    there.hands.tap("pause")
    there.hands.wait_for("plan")
    there.hands.tap("pause")
    there.hands.wait_for("paused")
    there.hands.until(lambda: there.kiosk.lock_up._said == "near", "the last warning")
    assert there.kiosk.stage.screen.name == "paused"
    assert strip(there).startswith("Lock-up is at")
    there.hands.wait_for("lock-up-over")


def test_a_site_may_want_the_pod_to_stay_open(with_lock_up, clock):
    there = with_lock_up(15, locks=False)
    for name in ("lock-up-soon", "lock-up-near"):
        stays_until(there, name)
        there.hands.tap("carry_on")
    until_ms = clock.now_ms() + 6 * MINUTE_MS
    there.hands.until(lambda: clock.now_ms() >= until_ms, "six minutes")
    assert there.kiosk.stage.screen.name in ("plan", "paused")
    assert strip(there) == ""


def test_whoever_asked_for_help_keeps_the_page_that_says_who_comes(with_lock_up, clock):
    there = with_lock_up(15)
    stays_until(there, "lock-up-soon")
    there.hands.tap("carry_on")
    there.hands.tap("help")
    there.hands.tap("not_safe")
    there.hands.wait_for("untold-not_safe")
    until_ms = clock.now_ms() + 11 * MINUTE_MS
    stays(there, until_ms)
    assert there.kiosk.stage.screen.name == "untold-not_safe"
    there.hands.tap("back")
    there.hands.wait_for("lock-up-over")
    there.hands.wait_for("locked")


def test_nobody_came_is_said_on_the_page_that_said_who_comes(on_the_plan):
    on_the_plan.hands.tap("help")
    on_the_plan.hands.tap("not_safe")
    on_the_plan.hands.wait_for("untold-not_safe")
    on_the_plan.kiosk.hear(desk.NobodyCame("upset"))
    assert on_the_plan.kiosk.stage.screen.name == "untold-not_safe"
    on_the_plan.kiosk.hear(desk.NobodyCame("not_safe"))
    assert on_the_plan.kiosk.stage.screen.name == "late-not_safe"
    assert "Nobody has come yet." in said(on_the_plan)
    assert "bell" in said(on_the_plan)
    on_the_plan.hands.tap("back")
    on_the_plan.hands.wait_for("plan")


def test_whoever_does_not_look_for_help_is_not_interrupted(on_the_plan):
    on_the_plan.kiosk.hear(desk.NobodyCame("not_safe"))
    assert on_the_plan.kiosk.stage.screen.name == "plan"


def waits_for_help(there):
    """Ask for help and touch nothing more, for as long as it takes and a moment."""
    stage, late_ms = there.kiosk.stage, 5 * MINUTE_MS + 5 * SECOND_MS
    there.hands.tap("help")
    there.hands.tap("not_safe")
    at_ms = stage.clock.now_ms() + late_ms
    there.hands.until(lambda: stage.clock.now_ms() >= at_ms, "five minutes")
    assert stage.screen.name == "untold-not_safe"
    there.kiosk.hear(desk.NobodyCame("not_safe"))
    assert stage.screen.name == "late-not_safe"


def test_whoever_waits_and_touches_nothing_learns_that_nobody_came(on_the_plan):
    waits_for_help(on_the_plan)
    on_the_plan.hands.tap("back")
    on_the_plan.hands.wait_for("pictures")


def test_so_does_whoever_waits_at_a_locked_pod(at_the_pod):
    at_the_pod.hands.wait_for("locked")
    waits_for_help(at_the_pod)
    at_the_pod.hands.wait_for("locked")
