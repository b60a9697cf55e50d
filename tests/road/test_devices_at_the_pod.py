"""Devices at the pod: the call button, the power, a latch; calm, and nothing lost."""

import pytest

from pod.app.window import handing_on
from pod.events import Back, Lost, Mains, StaffCall, Tamper

from .conftest import do_until, rows_of


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
