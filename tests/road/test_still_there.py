"""At the real window: staff are asked before their time ends, and lose nothing."""

import pytest
from PySide6.QtTest import QTest

from pod import desk
from pod.access import Who
from pod.journeys.cast import STAFF
from pod.ui.staff.still_there import StillThereScreen
from tests.road.test_help_at_the_pod import came_in

OFFICER = STAFF[0]
TRAINING = ("room", "go:pods", "training")


@pytest.fixture
def signed_in(at_the_pod):
    hands = at_the_pod.hands
    hands.wait_for("locked")
    came_in(hands)
    return at_the_pod


def wait(there, clock, seconds):
    """Let time pass as it does: everything is answered in between."""
    for _ in range(0, seconds, 5):
        clock.advance(5000)
        there.hands.settle()


def goes(hands, *ids):
    for id_ in ids:
        hands.until(lambda id_=id_: hands.sees(id_), id_)
        hands.tap(id_)


def test_left_alone_it_asks_and_then_locks(signed_in, clock, inside):
    wait(signed_in, clock, 50)
    assert signed_in.hands.sees("lock")
    wait(signed_in, clock, 20)
    assert isinstance(signed_in.kiosk.stage.screen, StillThereScreen)
    assert inside.core.glass.who.staff == OFFICER.number
    wait(signed_in, clock, 25)
    signed_in.hands.wait_for("locked")
    assert inside.core.glass.who == Who()


def test_one_key_and_the_page_is_there_as_it_was_half_filled_in(signed_in, clock):
    hands = signed_in.hands
    goes(hands, "room", "go:today", "add", "a", "1", "2")
    hands.wait_for("staff-adding")
    page = signed_in.kiosk.stage.screen
    wait(signed_in, clock, 70)
    hands.wait_for("staff-still-there")
    hands.tap("stay")
    hands.wait_for("staff-adding")
    assert signed_in.kiosk.stage.screen is page
    wait(signed_in, clock, 55)
    hands.tap("3")
    wait(signed_in, clock, 55)
    assert signed_in.kiosk.stage.screen is page
    hands.tap("back")
    hands.wait_for("staff-today")


def test_pressing_keys_without_asking_the_core_anything_keeps_a_session(
    signed_in, clock, inside
):
    hands = signed_in.hands
    goes(hands, "room", "go:today", "add")
    hands.tap("a")
    for _ in range(6):
        wait(signed_in, clock, 20)
        hands.tap("9" if hands.sees("9") else "clear")
    assert inside.core.glass.who.staff == OFFICER.number
    hands.wait_for("staff-adding")


def test_typing_at_a_keyboard_keeps_a_session_too(signed_in, clock, inside):
    hands = signed_in.hands
    goes(hands, "room", "go:today", "add")
    hands.wait_for("staff-adding")
    for sign in "a1234":
        wait(signed_in, clock, 50)
        QTest.keyClicks(signed_in.kiosk.stage.frame, sign)
    hands.settle()
    assert inside.core.glass.who.staff == OFFICER.number
    hands.wait_for("staff-adding")


def test_after_ten_minutes_it_says_so_and_locks_whatever_they_press(
    signed_in, clock, inside
):
    hands = signed_in.hands
    goes(hands, "room", "go:today")
    hands.wait_for("staff-today")
    for _ in range(11):
        wait(signed_in, clock, 50)
        goes(hands, "go:handover", "go:today")
    wait(signed_in, clock, 15)
    hands.wait_for("staff-still-there")
    hands.tap("stay")
    hands.wait_for("staff-today")
    wait(signed_in, clock, 25)
    hands.wait_for("locked")
    assert inside.core.glass.who == Who()


def test_a_page_of_the_training_may_be_read_for_minutes(signed_in, clock, inside):
    hands = signed_in.hands
    goes(hands, *TRAINING, "2_unlock")
    hands.wait_for("staff-training-page")
    for _ in range(5):
        wait(signed_in, clock, 170)
        hands.tap("next" if hands.sees("next") else "back")
        hands.settle()
    assert inside.core.glass.who.staff == OFFICER.number
    assert isinstance(inside.core.answer(desk.Look()), desk.Sorry)
    wait(signed_in, clock, 2)
    hands.wait_for("locked")


def test_a_call_while_it_asks_comes_back_to_the_page_that_was_left(signed_in, clock):
    hands = signed_in.hands
    goes(hands, "room", "go:today", "add")
    hands.wait_for("staff-adding")
    page = signed_in.kiosk.stage.screen
    wait(signed_in, clock, 70)
    hands.wait_for("staff-still-there")
    signed_in.kiosk.hear(desk.Called(on=True))
    assert not isinstance(signed_in.kiosk.stage.screen, StillThereScreen)
    hands.tap("carry_on")
    hands.settle()
    assert signed_in.kiosk.stage.screen is page
    assert page.isVisible()


def test_from_the_room_back_to_who_is_next_without_the_code_again(signed_in):
    hands = signed_in.hands
    goes(hands, "room", "go:handover", "unlocking")
    hands.wait_for("staff-next")
    assert hands.sees("lock")
