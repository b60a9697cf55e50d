"""What is noticed at the glass: another window before it, keys nobody should have."""

from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pod import desk
from pod.app.lockdown import MANY, TELL_AGAIN_MS, WITHIN_MS, Lookout
from pod.app.window import Window
from pod.journeys.cast import STAFF
from pod.ui.guard.covers import Cover
from pod.ui.guard.sieve import Sieve
from tests.road.conftest import do_until, rows_of
from tests.road.test_cut_off import trials


@pytest.fixture
def looked_after(on_the_plan):
    """The window with a lookout; the hands of whoever is at it."""
    kiosk = on_the_plan.kiosk
    window = Window(kiosk.stage.frame, kiosk, on_the_plan.link)
    on_the_plan.hands.lookout = Lookout(window)
    return on_the_plan


def told(there):
    """Return what the core has been told by now, for staff."""
    answers = []
    there.link.ask(desk.Glance(), answers.append)
    there.hands.until(lambda: bool(answers), "an answer")
    return answers[0].notices


def test_a_timed_activity_is_paused_while_another_window_has_the_keys(
    looked_after, inside, daniel, who
):
    do_until(looked_after, who, "go_nogo")
    trials(looked_after, 12)
    looked_after.hands.lookout.left()
    looked_after.hands.wait_for("paused")
    kept = len(rows_of(inside, daniel, "go_nogo"))
    looked_after.hands.tap("carry_on")
    looked_after.hands.wait_for("ready-resume")
    looked_after.hands.tap("carry_on")
    trials(looked_after, 24)
    assert len(rows_of(inside, daniel, "go_nogo")) > kept


def test_any_other_page_stays_and_staff_are_told_once(looked_after):
    lookout = looked_after.hands.lookout
    lookout.left()
    lookout.left()
    assert looked_after.kiosk.stage.screen.name == "plan"
    assert told(looked_after).count("screen_left") == 1


def test_whoever_unlocks_next_has_read_it(looked_after, inside, daniel):
    looked_after.hands.lookout.left()
    assert "screen_left" in told(looked_after)
    ask = inside.core.answer
    ask(desk.StaffSignIn(STAFF[0].number, STAFF[0].code))
    ask(desk.Unlock(daniel))
    assert "screen_left" not in ask(desk.Glance()).notices


def test_many_strange_keys_are_told_and_a_slip_is_not(looked_after, clock):
    lookout = looked_after.hands.lookout
    for _ in range(MANY - 1):
        lookout.strange()
    clock.advance(WITHIN_MS)
    for _ in range(MANY - 1):
        lookout.strange()
    assert "strange_keys" not in told(looked_after)
    lookout.strange()
    assert "strange_keys" in told(looked_after)


def test_it_is_told_again_only_after_a_while(looked_after, clock, inside, daniel):
    lookout, ask = looked_after.hands.lookout, inside.core.answer
    for wait_ms, again in ((0, True), (TELL_AGAIN_MS - 1, False), (1, True)):
        clock.advance(wait_ms)
        lookout.left()
        assert ("screen_left" in told(looked_after)) == again
        ask(desk.StaffSignIn(STAFF[0].number, STAFF[0].code))
        ask(desk.Unlock(daniel))


def test_the_cover_shows_nothing_of_a_page_and_lets_no_press_through(looked_after):
    frame = looked_after.kiosk.stage.frame
    before = frame.grab().toImage()
    cover = Cover(frame)
    cover.lay()
    covered = frame.grab().toImage()
    places = product(range(0, 1280, 16), range(0, 800, 16))
    colours = {covered.pixel(*place) for place in places}
    assert len(colours) == 1
    for place in frame.screen_shown.targets().values():
        QTest.mouseClick(cover, Qt.MouseButton.LeftButton, pos=place.center())
    cover.hide()
    assert frame.grab().toImage() == before


def test_a_key_of_the_box_gets_through_the_sieve_and_a_chord_does_not(
    looked_after, qapp
):
    frame, pressed = looked_after.kiosk.stage.frame, []
    frame.key.connect(pressed.append)
    sieve = Sieve(qapp)
    QTest.keyClick(frame, Qt.Key.Key_Right)
    QTest.keyClick(frame, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(frame, Qt.Key.Key_Escape)
    sieve.lift()
    assert pressed == ["right", "stop"]
