"""What somebody meets at the pod besides the plain road."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from pod import desk
from pod.journeys import first_sitting as story
from pod.journeys.cast import PICTURES, STAFF
from pod.script import Breath
from pod.ui.hands import Hands

from .conftest import do_until, rows_of

KEYS = {
    "left": Qt.Key.Key_Left,
    "right": Qt.Key.Key_Right,
    "choose": Qt.Key.Key_Return,
}


def said(there):
    return " ".join(there.kiosk.stage.screen.sentences())


def wait_ms(there, clock, wait):
    until_ms = clock.now_ms() + wait
    there.hands.until(lambda: clock.now_ms() >= until_ms, f"{wait} ms")


def test_the_pod_says_truthfully_that_it_cannot_tell_staff(on_the_plan):
    on_the_plan.hands.tap("help")
    on_the_plan.hands.tap("not_safe")
    on_the_plan.hands.wait_for("untold-not_safe")
    assert "cannot tell staff" in said(on_the_plan)
    assert "bell" in said(on_the_plan)


def test_breathe_leads_slow_breaths_and_then_back_to_the_page(on_the_plan):
    hands = on_the_plan.hands
    hands.tap("help")
    hands.tap("upset")
    hands.tap("breathe")
    hands.wait_for("task")
    seen = on_the_plan.kiosk.stage.screen._picture
    assert isinstance(seen, Breath)
    hands.wait_for("plan")


def test_pause_during_the_breaths_comes_back_to_the_page(on_the_plan, clock):
    hands = on_the_plan.hands
    hands.tap("help")
    hands.tap("upset")
    hands.tap("breathe")
    wait_ms(on_the_plan, clock, 20_000)
    hands.tap("pause")
    wait_ms(on_the_plan, clock, 20_000)
    hands.wait_for("paused")
    hands.tap("carry_on")
    hands.wait_for("plan")


def test_help_works_on_a_locked_pod(at_the_pod):
    at_the_pod.hands.wait_for("locked")
    at_the_pod.hands.tap("help")
    at_the_pod.hands.wait_for("help")
    at_the_pod.hands.tap("not_safe")
    at_the_pod.hands.wait_for("untold-not_safe")
    at_the_pod.hands.tap("back")
    at_the_pod.hands.wait_for("locked")


def test_a_language_chosen_on_the_locked_pod_holds_after_the_unlock(at_the_pod, daniel):
    at_the_pod.hands.wait_for("locked")
    at_the_pod.hands.tap("cy")
    story.unlock(at_the_pod.hands, STAFF[0], daniel)
    at_the_pod.hands.wait_for("pictures")
    assert "llun" in said(at_the_pod)


def test_nobody_is_named_before_the_code(at_the_pod):
    at_the_pod.hands.wait_for("locked")
    assert "Daniel" not in said(at_the_pod)
    at_the_pod.hands.tap("staff")
    at_the_pod.hands.wait_for("staff-code")
    assert "Daniel" not in said(at_the_pod)


def test_a_wrong_code_is_refused_without_saying_which_part(at_the_pod):
    at_the_pod.hands.wait_for("locked")
    at_the_pod.hands.tap("staff")
    at_the_pod.hands.enter("1001", "000000")
    one = said(at_the_pod)
    at_the_pod.hands.enter("9999", "246810")
    assert said(at_the_pod) == one
    assert at_the_pod.hands.wait_for("staff-code")


def test_staff_pages_left_alone_lock_themselves(at_the_pod):
    at_the_pod.hands.wait_for("locked")
    at_the_pod.hands.tap("staff")
    at_the_pod.hands.enter(STAFF[0].number, STAFF[0].code)
    at_the_pod.hands.wait_for("staff-next")
    at_the_pod.hands.wait_for("locked")


def test_forgotten_pictures_are_reset_in_seconds(on_the_plan, daniel, clock):
    hands = on_the_plan.hands
    hands.tap("pause")
    hands.tap("stop")
    story.unlock(hands, STAFF[0], daniel)
    for _ in range(3):
        hands.wait_for("pictures")
        for _four in range(4):
            hands.tap("moon")
    assert "staff" in said(on_the_plan).lower()
    hands.tap("ask")
    hands.wait_for("untold-pictures")
    on_the_plan.kiosk.lock()
    began_ms = clock.now_ms()
    hands.wait_for("locked")
    hands.tap("staff")
    hands.enter(STAFF[0].number, STAFF[0].code)
    hands.wait_for("staff-next")
    hands.tap("list")
    hands.tap(f"reset:{daniel}")
    hands.wait_for("pictures-choosing")
    assert clock.now_ms() - began_ms < 10_000
    for picture in (*reversed(PICTURES), *reversed(PICTURES)):
        hands.tap(picture)
    hands.wait_for("plan")


def test_a_page_nobody_looks_at_is_hidden_and_its_place_kept(on_the_plan, clock):
    wait_ms(on_the_plan, clock, 301_000)
    on_the_plan.hands.wait_for("paused")
    wait_ms(on_the_plan, clock, 400_000)
    on_the_plan.hands.wait_for("paused")
    on_the_plan.hands.tap("carry_on")
    on_the_plan.hands.wait_for("pictures")
    for wrong in ("moon", "moon", "moon", "moon"):
        on_the_plan.hands.tap(wrong)
    on_the_plan.hands.wait_for("pictures")
    for picture in PICTURES:
        on_the_plan.hands.tap(picture)
    on_the_plan.hands.wait_for("plan")


def test_without_sound_the_person_and_staff_are_told(on_the_plan, inside):
    on_the_plan.kiosk.stage.voice.unable.emit()
    on_the_plan.hands.settle()
    assert "No sound" in on_the_plan.kiosk.stage.frame._notice.text()
    assert "no_voice" in inside.core.answer(desk.Glance()).notices


def test_bigger_words_and_other_colours_are_remembered(on_the_plan, daniel):
    hands = on_the_plan.hands
    hands.tap("pause")
    hands.tap("bigger")
    hands.tap("likes")
    hands.tap("theme:dark")
    hands.tap("done")
    hands.tap("stop")
    story.unlock(hands, STAFF[0], daniel)
    hands.wait_for("pictures")
    stage = on_the_plan.kiosk.stage
    assert (stage.likes.text_size, stage.likes.theme) == ("large", "dark")


def test_no_to_taking_part_ends_kindly(at_the_pod, daniel):
    hands = at_the_pod.hands
    story.unlock(hands, STAFF[0], daniel)
    for picture in (*PICTURES, *PICTURES):
        hands.tap(picture)
    story.is_told(hands)
    for choice in ("take_part:no", "evaluation:no", "contact:no"):
        hands.tap(choice)
    hands.tap("next")
    hands.wait_for("thanks")
    hands.tap("finish")
    hands.wait_for("locked")


def test_an_answer_that_cannot_be_kept_gets_a_calm_page_and_loses_nothing(
    on_the_plan, inside, daniel, who
):
    do_until(on_the_plan, who, "go_nogo")
    player = on_the_plan.kiosk.player
    on_the_plan.hands.until(lambda: player.kept >= 12, "12 rows")
    with inside.memory.doings.engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar()
        connection.execute(text(f"PRAGMA max_page_count={pages}"))
    on_the_plan.hands.wait_for("sorry")
    assert "nearly full" in said(on_the_plan)
    kept = rows_of(inside, daniel, "go_nogo")
    assert len(kept) >= 12
    on_the_plan.hands.tap("ok")
    on_the_plan.hands.wait_for("locked")
    with inside.memory.doings.engine.connect() as connection:
        connection.execute(text("PRAGMA max_page_count=1000000"))
    story.unlock(on_the_plan.hands, STAFF[0], daniel)
    story.comes_back(on_the_plan.hands)
    on_the_plan.hands.tap("start")
    on_the_plan.hands.wait_for("ready-resume")
    on_the_plan.hands.tap("carry_on")
    on_the_plan.hands.until(lambda: player.kept >= len(kept) + 5, "five more rows")
    assert rows_of(inside, daniel, "go_nogo")[: len(kept)] == kept


class Deft(Hands):
    """Somebody who never touches the screen: walks the ring and chooses."""

    by = "box"

    def reach(self, target):
        screen = self._kiosk.stage.screen
        for _ in range(40):
            if screen._focus is not None and screen._focus.id == target:
                self.do("choose")
                return
            self.do("right")
        raise AssertionError(f"the ring never came to {target}")

    def do(self, button):
        self._clock.advance(350)
        if self.by == "box":
            self._box.press(button)
        else:
            none = Qt.KeyboardModifier.NoModifier
            event = QKeyEvent(QEvent.Type.KeyPress, KEYS[button], none)
            QApplication.sendEvent(self._kiosk.stage.frame, event)
        self.settle()


@pytest.mark.parametrize("by", ["box", "keyboard"])
def test_everything_can_be_reached_without_touching_the_screen(
    at_the_pod, inside, daniel, who, by
):
    hands = at_the_pod.hands
    hands.__class__, hands.by = Deft, by
    hands.until(lambda: at_the_pod.kiosk.player.listening == "device", "the box")
    story.unlock(hands, STAFF[0], daniel)
    story.first_time(hands)
    story.looks_aside(hands)
    hands.be(who)
    for part in ("check_in", "ons4"):
        hands.wait_for("plan")
        hands.tap("start")
        hands.let_go("plan")
        hands.wait_for("plan")
        assert rows_of(inside, daniel, part)


def test_what_the_core_says_to_somebody_who_has_gone_is_not_shown(
    on_the_plan, monkeypatch
):
    """The person presses Start and is locked out before the slow core answers."""
    on_the_plan.hands.settle()
    link = on_the_plan.kiosk._desk
    held = []
    ask = link.ask
    monkeypatch.setattr(link, "ask", lambda *asked: held.append(asked))
    screen = on_the_plan.kiosk.stage.screen
    screen.chosen.emit("start")
    on_the_plan.kiosk.lock()
    monkeypatch.setattr(link, "ask", ask)
    for request, answered in held:
        link.ask(request, answered)
    on_the_plan.hands.wait_for("locked")
    assert on_the_plan.kiosk.player.task is None


def test_a_fault_of_ours_in_the_core_locks_the_pod_and_is_logged(
    on_the_plan, inside, monkeypatch, caplog
):
    def broken(*_words):
        raise ZeroDivisionError

    monkeypatch.setattr("pod.core.sitting.begin", broken)
    on_the_plan.hands.tap("start")
    on_the_plan.hands.wait_for("sorry")
    on_the_plan.hands.tap("ok")
    on_the_plan.hands.wait_for("locked")
    assert "our fault in Begin" in caplog.text
    assert isinstance(inside.core.answer(desk.Begin()), desk.Sorry)


def test_staff_are_told_when_there_is_no_room_for_a_sitting(
    at_the_pod, daniel, monkeypatch
):
    monkeypatch.setattr("pod.storage.reserve.ROOM_FOR_A_SITTING", 2**62)
    story.unlock(at_the_pod.hands, STAFF[0], daniel)
    at_the_pod.hands.wait_for("sorry")
    assert "full" in said(at_the_pod)
    at_the_pod.hands.tap("ok")
    at_the_pod.hands.wait_for("locked")
