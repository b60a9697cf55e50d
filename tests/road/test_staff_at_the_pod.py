"""Staff at the real window: cards, passphrases, new codes; and pictures forgotten."""

import pytest

from pod import desk
from pod.events import StaffKey
from pod.journeys import first_sitting as story
from pod.journeys.cast import PICTURES, STAFF
from tests.core.staffed import CARD, FACILITATOR, as_supervisor, give_card


@pytest.fixture
def show_card(inside, at_the_pod):
    """Hold a card to the reader; the screen hears of it as it would."""

    def show():
        for news in inside.core.take(StaffKey(at_ms=1.0, key=CARD, secure=True)):
            at_the_pod.kiosk.hear(news)

    return show


def test_a_card_at_the_locked_pod_asks_for_the_code_and_lets_in(
    inside, at_the_pod, show_card
):
    give_card(inside, FACILITATOR.number)
    hands = at_the_pod.hands
    hands.wait_for("locked")
    show_card()
    hands.wait_for("staff-code")
    hands.enter("", FACILITATOR.code)
    hands.wait_for("staff-next")


def test_a_card_disturbs_nobody_who_sits_at_the_pod(on_the_plan, inside, show_card):
    give_card(inside, FACILITATOR.number)
    show_card()
    assert on_the_plan.hands.wait_for("plan")


def test_a_one_time_code_is_changed_at_the_pod(inside, at_the_pod):
    once = as_supervisor(inside, desk.ResetCode(FACILITATOR.number)).code
    hands = at_the_pod.hands
    hands.wait_for("locked")
    hands.tap("staff")
    hands.wait_for("staff-code")
    hands.enter(FACILITATOR.number, once)
    hands.wait_for("staff-new-code")
    hands.enter("123456", "123456")
    assert hands.wait_for("staff-new-code")
    hands.enter("864209", "864209")
    hands.wait_for("staff-next")


def test_pictures_forgotten_ten_times_lock_and_staff_let_new_ones_be_chosen(
    at_the_pod, daniel, clock
):
    hands = at_the_pod.hands
    story.unlock(hands, STAFF[0], daniel)
    story.first_time(hands)
    hands.wait_for("plan")
    hands.tap("pause")
    hands.wait_for("paused")
    hands.tap("stop")
    story.unlock(hands, STAFF[0], daniel)
    hands.wait_for("pictures")
    for _ in range(10):
        for _ in range(4):
            hands.tap("ball")
        clock.advance(60_000)
    hands.wait_for("locked")
    story.unlock(hands, STAFF[0], daniel)
    story.comes_back(hands)
    assert hands.wait_for("plan")
    assert "ball" not in PICTURES


def test_whoever_unlocks_has_read_that_somebody_would_like_to_hear_more(
    inside, at_the_pod, daniel
):
    inside.core.answer(desk.Tell("explain"))
    assert "explain" in inside.core.answer(desk.Glance()).notices
    story.unlock(at_the_pod.hands, STAFF[0], daniel)
    at_the_pod.hands.wait_for("pictures")
    assert "explain" not in inside.core.answer(desk.Glance()).notices
