"""Devices at the pod: the call button, the power, a latch; calm, and nothing lost."""

import pytest

from pod.app.window import handing_on
from pod.events import Back, Lost, Mains, StaffCall, Tamper
from pod.journeys import first_sitting as story
from pod.journeys.cast import STAFF
from pod.script import Ask, Question
from pod.storage import concerns

from .conftest import do_until, rows_of

SUPERVISOR = next(one for one in STAFF if one.role == "supervisor")


@pytest.fixture
def bring(at_the_pod):
    """Return what a device's event is brought with, as from the reader."""
    there = at_the_pod
    hand_on = handing_on(there.kiosk, there.link)

    def bring(event):
        hand_on(event)
        there.hands.settle()

    return bring


def test_the_call_button_is_shown_at_once_and_the_place_is_kept(
    on_the_plan, who, bring
):
    do_until(on_the_plan, who, "go_nogo")
    hands, player = on_the_plan.hands, on_the_plan.kiosk.player
    hands.until(lambda: player.kept >= 5, "5 rows")
    bring(StaffCall(at_ms=0.0, on=True))
    assert on_the_plan.kiosk.stage.screen.name == "called"
    bring(StaffCall(at_ms=0.0, on=False))
    assert on_the_plan.kiosk.stage.screen.name == "called"
    hands.tap("carry_on")
    hands.wait_for("ready-resume")
    hands.tap("carry_on")
    hands.until(lambda: player.kept >= 9, "9 rows")


def test_the_call_button_is_shown_on_a_locked_pod_too(at_the_pod, bring):
    hands = at_the_pod.hands
    hands.wait_for("locked")
    bring(StaffCall(at_ms=0.0, on=True))
    hands.wait_for("called")
    hands.tap("carry_on")
    hands.wait_for("locked")


def test_the_call_button_on_a_hidden_page_uncovers_nothing(on_the_plan, bring):
    hands = on_the_plan.hands
    hands.tap("pause")
    bring(StaffCall(at_ms=0.0, on=True))
    hands.wait_for("called")
    hands.tap("carry_on")
    hands.wait_for("plan")


def test_a_power_failure_parks_the_sitting_and_its_end_lets_it_go_on(
    on_the_plan, inside, daniel, who, bring
):
    do_until(on_the_plan, who, "go_nogo")
    hands, player = on_the_plan.hands, on_the_plan.kiosk.player
    hands.until(lambda: player.kept >= 15, "15 rows")
    bring(Mains(at_ms=0.0, state="battery"))
    hands.wait_for("parked")
    assert not hands.sees("carry_on")
    bring(Mains(at_ms=0.0, state="mains"))
    hands.wait_for("paused")
    hands.tap("carry_on")
    hands.wait_for("ready-resume")
    hands.tap("carry_on")
    hands.until(lambda: player.kept >= 30, "30 rows")
    places = [
        (row.phase, row.block, row.trial) for row in rows_of(inside, daniel, "go_nogo")
    ]
    assert len(places) == len(set(places)) >= 30


def test_help_works_while_parked_and_leads_back_there(on_the_plan, bring):
    hands = on_the_plan.hands
    bring(Mains(at_ms=0.0, state="battery"))
    hands.wait_for("parked")
    hands.tap("help")
    hands.wait_for("help")
    hands.tap("back")
    hands.wait_for("parked")
    hands.tap("stop")
    hands.wait_for("locked")


def test_a_battery_that_is_nearly_empty_locks_the_pod(on_the_plan, bring):
    bring(Mains(at_ms=0.0, state="low"))
    on_the_plan.hands.wait_for("locked")


def test_a_latched_tamper_ends_the_sitting_on_a_neutral_page(on_the_plan, bring):
    bring(Tamper(at_ms=0.0, causes=("CabinetClosed",)))
    on_the_plan.hands.wait_for("locked")
    said = " ".join(on_the_plan.kiosk.stage.screen.sentences())
    assert "looked at" in said
    bring(Tamper(at_ms=0.0, causes=()))
    said = " ".join(on_the_plan.kiosk.stage.screen.sentences())
    assert "looked at" not in said


def test_another_device_that_goes_leaves_the_button_box_alone(on_the_plan, who, bring):
    do_until(on_the_plan, who, "go_nogo")
    hands, player = on_the_plan.hands, on_the_plan.kiosk.player
    hands.until(lambda: player.kept >= 5, "5 rows")
    bring(Lost("nonin", "pulse", "Gone.", "Look."))
    bring(Back("nonin", "pulse"))
    assert player.listening == "device"
    hands.until(lambda: player.kept >= 9, "9 rows")


@pytest.fixture
def at_the_staff_page(at_the_pod):
    """Return what signs a supervisor in, and leaves them on the staff page."""

    def go():
        hands = at_the_pod.hands
        hands.wait_for("locked")
        hands.tap("staff")
        hands.wait_for("staff-code")
        hands.enter(SUPERVISOR.number, SUPERVISOR.code)
        hands.wait_for("staff-next")
        return hands

    return go


def test_a_controller_that_comes_back_with_nothing_latched_throws_nobody_out(
    on_the_plan, who, bring
):
    do_until(on_the_plan, who, "go_nogo")
    hands, player = on_the_plan.hands, on_the_plan.kiosk.player
    hands.until(lambda: player.kept >= 5, "5 rows")
    bring(Tamper(at_ms=0.0, causes=()))
    assert on_the_plan.kiosk.stage.screen.name == "task"
    hands.until(lambda: player.kept >= 9, "9 rows")


def test_a_supervisor_sees_on_their_own_page_that_the_pod_is_open_again(
    at_the_staff_page, bring
):
    bring(Tamper(at_ms=0.0, causes=("CabinetClosed",)))
    hands = at_the_staff_page()
    assert hands.sees("checked")
    bring(Tamper(at_ms=0.0, causes=()))
    assert hands.wait_for("staff-next")
    assert not hands.sees("checked")


def test_power_that_comes_and_goes_parks_once_and_is_back_when_it_stays(
    on_the_plan, bring, clock
):
    came = []
    on_the_plan.kiosk.stage.came.connect(came.append)
    for _ in range(20):
        for state in ("battery", "mains"):
            bring(Mains(at_ms=0.0, state=state))
            clock.advance(250)
    assert came == ["parked"]
    on_the_plan.hands.wait_for("paused")


def test_a_sitting_that_begins_without_mains_is_parked_until_it_is_back(
    at_the_pod, daniel, bring
):
    hands = at_the_pod.hands
    bring(Mains(at_ms=0.0, state="battery"))
    story.unlock(hands, STAFF[0], daniel)
    hands.wait_for("parked")
    bring(Mains(at_ms=0.0, state="mains"))
    hands.wait_for("paused")
    hands.tap("carry_on")
    hands.wait_for("pictures")


def test_an_answer_that_was_ticked_as_the_battery_ended_is_kept(
    serving, inside, daniel
):
    there = serving("gad7")
    hands, player = there.hands, there.kiosk.player
    hand_on = handing_on(there.kiosk, there.link)
    hands.tap("start")
    hands.until(lambda: isinstance(player.asked, Ask), "a page")
    while not isinstance(player.asked.page, Question):
        hands.tap(player.asked.otherwise)
    hands.tap(player.asked.page.choices[0].id)
    hand_on(Mains(at_ms=0.0, state="low"))
    hands.settle()
    hands.wait_for("locked")
    assert len(rows_of(inside, daniel, "gad7")) == 1


def test_a_call_from_the_staff_page_shows_there_what_needs_a_person(
    at_the_staff_page, inside, bring
):
    hands = at_the_staff_page()
    bring(StaffCall(at_ms=0.0, on=True))
    hands.wait_for("called")
    assert not hands.sees("pause")
    hands.press("stop")
    hands.wait_for("called")
    hands.tap("carry_on")
    hands.wait_for("staff-next")
    with inside.memory.doings.begin() as db:
        (concern,) = concerns.open_concerns(db, {})
    assert hands.sees(f"concern:{concern.concern}")


def test_help_can_be_asked_for_from_the_page_that_says_somebody_called(
    on_the_plan, bring
):
    bring(StaffCall(at_ms=0.0, on=True))
    hands = on_the_plan.hands
    hands.tap("help")
    hands.wait_for("help")
    hands.tap("back")
    hands.wait_for("plan")


def test_of_two_boxes_one_that_goes_leaves_the_other_to_time_presses(
    on_the_plan, who, bring
):
    bring(Back("bitsi", "buttons"))
    do_until(on_the_plan, who, "go_nogo")
    bring(Lost("bitsi", "buttons", "Gone.", "Look."))
    assert on_the_plan.kiosk.player.listening == "device"


def test_the_call_button_is_shown_even_where_nothing_can_be_written(
    on_the_plan, bring, monkeypatch
):
    def full(*_about):
        raise OSError("disk")

    monkeypatch.setattr(concerns, "raise_concern", full)
    bring(StaffCall(at_ms=0.0, on=True))
    assert on_the_plan.kiosk.stage.screen.name == "called"
