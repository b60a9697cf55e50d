"""Lock-up is near: said in time and calmly, and whatever was begun is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from msgspec import structs

from pod.app.hands_on import at_the_window
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF
from pod.settings import LockUp
from pod.ui.kiosk.ground import TaskGround
from tests.lived import lines

from .conftest import do_until

MINUTE_MS = 60_000.0


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
    stays_for(there, lambda: there.kiosk.stage.clock.now_ms() >= until_ms)


def stays_until(there, screen):
    clock, stage = there.kiosk.stage.clock, there.kiosk.stage
    longest_ms = clock.now_ms() + 30 * MINUTE_MS
    stays_for(
        there, lambda: stage.screen.name == screen or clock.now_ms() >= longest_ms
    )
    assert stage.screen.name == screen


def stays_for(there, come):
    while not come():
        a_minute(there, come)


def a_minute(there, come):
    """Let a minute pass, or less if something has come about; then touch the screen."""
    clock, stage = there.kiosk.stage.clock, there.kiosk.stage
    until_ms = clock.now_ms() + MINUTE_MS
    there.hands.until(lambda: come() or clock.now_ms() >= until_ms, "a minute")
    stage.watch.touched()


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
    there.hands.wait_for("paused")
    there.hands.until(lambda: there.kiosk.lock_up._said == "near", "the last warning")
    assert there.kiosk.stage.screen.name == "paused"
    assert strip(there).startswith("Lock-up is at")
    there.hands.wait_for("lock-up-over")


def test_pause_on_a_page_that_warns_hides_and_stays_hidden(with_lock_up, clock):
    there = with_lock_up(15)
    for name in ("lock-up-soon", "lock-up-near"):
        stays_until(there, name)
        there.hands.tap("pause")
        stays(there, clock.now_ms() + MINUTE_MS)
        assert there.kiosk.stage.screen.name == "paused"
        there.hands.tap("carry_on")
        there.hands.wait_for("plan")


def test_pause_at_lock_up_itself_hides_until_the_pod_locks(with_lock_up):
    there = with_lock_up(15)
    for name in ("lock-up-soon", "lock-up-near"):
        stays_until(there, name)
        there.hands.tap("carry_on")
    stays_until(there, "lock-up-over")
    seen = []
    there.kiosk.stage.came.connect(seen.append)
    there.hands.tap("pause")
    there.hands.wait_for("locked")
    assert seen[:2] == ["paused", "locked"]


def test_nobody_goes_on_with_the_sitting_once_it_is_time(with_lock_up):
    there = with_lock_up(15)
    for name in ("lock-up-soon", "lock-up-near"):
        stays_until(there, name)
        there.hands.tap("carry_on")
    stays_until(there, "lock-up-over")
    there.hands.tap("pause")
    there.hands.tap("carry_on")
    there.hands.wait_for("lock-up-over")
    there.hands.tap("ok")
    there.hands.wait_for("locked")


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
