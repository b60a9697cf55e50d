"""Nobody came: said on whatever page of help is open, and to nobody but who asked."""

import pytest

from pod.core.escalating import EVERY_MS
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF
from pod.storage import identities

MINUTE_MS = 60_000.0
LATE_MS = 5 * MINUTE_MS + EVERY_MS


@pytest.fixture
def waits(at_the_pod, inside, clock):
    """Let time pass for somebody who touches nothing; the core's own watch looks on."""

    def waits(wait_ms):
        until_ms = clock.now_ms() + wait_ms
        while clock.now_ms() < until_ms:
            at_ms = clock.now_ms() + EVERY_MS
            at_the_pod.hands.until(lambda at_ms=at_ms: clock.now_ms() >= at_ms, "later")
            for news in inside.core.escalations.look():
                at_the_pod.kiosk.hear(news)

    return waits


@pytest.fixture
def somebody_else(inside, daniel):
    """The reference of the second person."""
    with inside.memory.people.begin() as db:
        return next(one.person for one in identities.tiles(db) if one.person != daniel)


def asks(there, kind="not_safe"):
    there.hands.tap("help")
    there.hands.tap(kind)
    there.hands.wait_for(f"untold-{kind}")


def now_in_view(there):
    return there.kiosk.stage.screen.name


def said(there):
    return " ".join(there.kiosk.stage.screen.sentences())


def test_it_is_said_on_the_page_that_said_who_comes(on_the_plan, waits):
    asks(on_the_plan)
    waits(LATE_MS)
    assert now_in_view(on_the_plan) == "late-not_safe"
    assert "Nobody has come yet." in said(on_the_plan)
    assert "bell" in said(on_the_plan)
    on_the_plan.hands.tap("back")
    on_the_plan.hands.wait_for("pictures")


def test_so_it_is_while_slow_breaths_are_led(on_the_plan, waits):
    asks(on_the_plan, "upset")
    waits(4 * MINUTE_MS)
    on_the_plan.hands.tap("breathe")
    on_the_plan.hands.wait_for("task")
    waits(LATE_MS - 4 * MINUTE_MS)
    assert now_in_view(on_the_plan) == "late-upset"
    on_the_plan.hands.tap("back")
    on_the_plan.hands.wait_for("plan")


def test_so_it_is_on_a_page_about_something_else_that_was_asked(on_the_plan, waits):
    asks(on_the_plan)
    waits(MINUTE_MS)
    on_the_plan.kiosk.aside.helping.need("listener")
    on_the_plan.hands.wait_for("untold-listener")
    waits(LATE_MS - MINUTE_MS)
    assert now_in_view(on_the_plan) == "late-not_safe"


def test_whoever_went_on_is_not_interrupted_and_learns_it_when_they_ask_again(
    on_the_plan, waits
):
    asks(on_the_plan)
    on_the_plan.hands.tap("back")
    on_the_plan.hands.wait_for("plan")
    waits(MINUTE_MS)
    on_the_plan.kiosk.stage.watch.touched()
    waits(LATE_MS - MINUTE_MS)
    assert now_in_view(on_the_plan) == "plan"
    on_the_plan.hands.tap("help")
    on_the_plan.hands.wait_for("late-not_safe")
    on_the_plan.hands.tap("help")
    asks(on_the_plan)


def test_whoever_waits_at_a_locked_pod_learns_it_too(at_the_pod, waits):
    at_the_pod.hands.wait_for("locked")
    asks(at_the_pod)
    waits(LATE_MS)
    assert now_in_view(at_the_pod) == "late-not_safe"
    at_the_pod.hands.tap("back")
    at_the_pod.hands.wait_for("locked")


def test_the_next_person_is_never_told_that_nobody_came_for_the_last(
    on_the_plan, waits, somebody_else
):
    asks(on_the_plan)
    on_the_plan.hands.tap("back")
    on_the_plan.hands.tap("pause")
    on_the_plan.hands.tap("stop")
    story.unlock(on_the_plan.hands, STAFF[0], somebody_else)
    waits(MINUTE_MS)
    asks(on_the_plan)
    waits(LATE_MS - MINUTE_MS)
    assert now_in_view(on_the_plan) == "untold-not_safe"
    waits(MINUTE_MS)
    assert now_in_view(on_the_plan) == "late-not_safe"


def test_nor_is_whoever_comes_to_a_locked_pod_after_somebody_asked_there(
    at_the_pod, waits
):
    at_the_pod.hands.wait_for("locked")
    asks(at_the_pod)
    at_the_pod.hands.tap("back")
    at_the_pod.hands.wait_for("locked")
    waits(LATE_MS)
    at_the_pod.hands.tap("help")
    at_the_pod.hands.wait_for("help")
