"""At the real window: acknowledged in seconds, open until it is said what was done."""

import pytest

from pod import desk
from pod.desk.help import SeeHelp
from pod.desk.shift import SeeHandover
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF
from tests.core.staffed import signed_in

OFFICER = STAFF[0]
HAND_MS = 800.0


@pytest.fixture
def asked_for(at_the_pod, inside, daniel):
    """Daniel has said that he is not safe, and the pod is locked again."""
    hands = at_the_pod.hands
    story.unlock(hands, OFFICER, daniel)
    story.first_time(hands)
    hands.wait_for("plan")
    inside.core.answer(desk.AskForHelp("not_safe"))
    hands.tap("pause")
    hands.tap("stop")
    hands.wait_for("locked")
    return at_the_pod


def came_in(hands):
    hands.tap("staff")
    hands.wait_for("staff-code")
    hands.enter(OFFICER.number, OFFICER.code)
    hands.wait_for("staff-next")


def key(there, start):
    """Return the one key in view whose id begins so."""
    (found,) = [
        one for one in there.kiosk.stage.screen.targets() if one.startswith(start)
    ]
    return found


def board(there, inside):
    there.hands.settle()
    return signed_in(inside, OFFICER.number).answer(SeeHelp())


def test_one_tap_after_the_code_takes_it_on_and_it_stays_open(asked_for, inside, clock):
    hands = asked_for.hands
    came_in(hands)
    began_ms = clock.now_ms()
    clock.advance(HAND_MS)
    hands.tap(key(asked_for, "concern:"))
    hands.until(lambda: board(asked_for, inside).calling == 0, "that somebody has it")
    assert clock.now_ms() - began_ms < 5_000
    assert [one.owner for one in board(asked_for, inside).needs] == [OFFICER.number]
    said = asked_for.kiosk.stage.screen.sentences()
    assert "Nobody new waits. Still open under Help: 1." in said


def test_in_the_room_it_is_taken_on_and_closed_with_what_was_done(asked_for, inside):
    hands = asked_for.hands
    came_in(hands)
    hands.tap("room")
    hands.until(lambda: hands.sees("go:help"), "the room")
    hands.tap("go:help")
    hands.wait_for("staff-help")
    hands.tap(key(asked_for, "going:"))
    hands.until(lambda: hands.sees(key(asked_for, "words:")), "the page again")
    hands.tap(key(asked_for, "done:"))
    hands.wait_for("staff-help-done")
    hands.tap("form")
    hands.wait_for("staff-help-note")
    hands.tap("ok")
    hands.wait_for("staff-help-all")
    assert board(asked_for, inside).needs == ()


def test_a_note_of_four_taps_takes_less_than_ninety_seconds(at_the_pod, inside, clock):
    hands = at_the_pod.hands
    hands.wait_for("locked")
    came_in(hands)
    began_ms = clock.now_ms()
    hands.tap("room")
    hands.until(lambda: hands.sees("go:handover"), "the room")
    for id_ in ("go:handover", "note", "fault", "mended", "works", "repair", "nobody"):
        clock.advance(HAND_MS)
        hands.until(lambda id_=id_: hands.sees(id_), id_)
        hands.tap(id_)
    hands.wait_for("staff-handover")
    assert clock.now_ms() - began_ms < 90_000
    hands.settle()
    view = signed_in(inside, OFFICER.number).answer(SeeHandover())
    assert [one.happened for one in view.notes] == ["fault"]
