"""What devices bring to the core: said to staff, kept, lit, and never forgotten."""

from typing import get_args

import pytest

from pod import desk
from pod.core import Core
from pod.events import (
    Alive,
    Asked,
    AskNonce,
    Back,
    DeviceKind,
    Door,
    Lamp,
    Lost,
    Mains,
    Nonce,
    StaffCall,
    StaffKey,
    Tamper,
    TooHot,
)
from pod.hardware.pod_controller.proof import prove
from pod.journeys.cast import STAFF
from pod.settings import LANGUAGES
from pod.storage import identities
from pod.storage.tables import AuditRow
from pod.ui.common.words import read_text
from tests.lived import lines

SUPERVISOR = next(one for one in STAFF if one.role == "supervisor")
GONE = Lost("nonin", "pulse", "Nonin at /dev/x is unplugged.", "Check the cable.")


@pytest.fixture
def core(inside):
    return inside.core


@pytest.fixture
def asked(core):
    """Return what the core asks of devices from now on."""
    asked = []
    core.devices.order = asked.append
    return asked


def staff_view(core):
    core.answer(desk.Lock())
    return core.answer(desk.StaffSignIn(SUPERVISOR.number, SUPERVISOR.code))


def written(inside):
    with inside.memory.doings.begin() as db:
        return [row.what for row in db.query(AuditRow)]


def test_a_lost_device_is_told_to_staff_with_its_port_and_a_remedy(core):
    core.take(GONE)
    assert core.answer(desk.Glance()).notices == ("pulse_lost",)
    view = staff_view(core)
    assert view.notices == ()
    assert view.troubles == (desk.TroubleTile(GONE.say, GONE.do, "pulse_lost"),)
    core.take(Back("nonin", "pulse"))
    view = staff_view(core)
    assert (view.notices, view.troubles) == ((), ())


def test_of_two_boxes_one_that_comes_back_leaves_the_other_lost(core):
    core.take(Lost("cedrus_xid"))
    core.take(Lost("bitsi"))
    core.take(Back("bitsi"))
    assert staff_view(core).notices == ("box_lost",)


def test_the_call_button_is_told_at_once_kept_and_lit(core, asked, inside):
    core.take(Back("pod_controller", "controller"))
    assert core.take(StaffCall(at_ms=5.0, on=True)) == (desk.Called(on=True),)
    assert asked[-1] == Asked(Lamp(255, 120, 0, "slow"))
    (concern,) = staff_view(core).concerns
    assert concern.kind == "staff_call"
    assert core.take(StaffCall(at_ms=6.0, on=False)) == (desk.Called(on=False),)
    assert staff_view(core).concerns
    core.answer(desk.Acknowledge(concern.concern))
    assert asked[-1] == Asked(Lamp(0, 0, 0))
    assert {"staff_call", "staff_call_over"} <= set(written(inside))


def test_whoever_is_not_safe_lights_the_lamp_and_is_told_the_truth_about_it(
    core, asked
):
    first = core.answer(desk.AskForHelp("not_safe"))
    assert (first.told, first.lamp) == (False, False)
    assert asked == []
    core.take(Back("modbus_relay", "relay"))
    assert asked == [Asked(Lamp(255, 120, 0, "slow"))]
    second = core.answer(desk.AskForHelp("upset"))
    assert (second.told, second.lamp) == (False, True)


def test_what_the_controller_latched_bars_the_pod_until_it_is_cleared(
    core, inside, clock
):
    core.answer(desk.StaffSignIn(SUPERVISOR.number, SUPERVISOR.code))
    news = core.take(Tamper(at_ms=1.0, causes=("CabinetClosed",)))
    assert news == (desk.Barred(on=True),)
    assert core.answer(desk.Glance()).fault == "tamper"
    assert core.answer(desk.Unlock("abc")) == desk.Sorry(
        "not_allowed", "That is not open now.", lock=True
    )
    with inside.memory.people.begin() as db:
        person = identities.tiles(db)[0].person
    staff_view(core)
    assert isinstance(core.answer(desk.Unlock(person)), desk.Sorry)
    again = Core(inside.memory, inside.settings, core._behind.programme, clock)
    assert again.answer(desk.Glance()).fault == "tamper"
    assert again.take(Tamper(at_ms=2.0, causes=())) == (desk.Barred(on=False),)
    assert again.answer(desk.Glance()).fault == ""
    assert {"tamper", "tamper_cleared"} <= set(written(inside))


def test_what_bars_the_pod_signs_staff_out_wherever_they_are(core):
    office = core.visit()
    office.answer(desk.StaffSignIn(SUPERVISOR.number, SUPERVISOR.code))
    assert isinstance(office.answer(desk.Look()), desk.StaffView)
    core.take(Tamper(at_ms=1.0, causes=("CabinetClosed",)))
    assert office.answer(desk.Look()).code == "not_allowed"
    back = office.answer(desk.StaffSignIn(SUPERVISOR.number, SUPERVISOR.code))
    assert back.barred
    core.take(Tamper(at_ms=2.0, causes=()))
    assert isinstance(office.answer(desk.Look()), desk.StaffView)


def test_a_supervisor_who_has_looked_clears_the_latch_with_a_proof(core, asked):
    core.devices.key_of = {"pod_controller": bytes(range(32))}.get
    core.take(Tamper(at_ms=1.0, causes=("TamperLoopOk",)))
    view = staff_view(core)
    assert view.may_clear
    core.answer(desk.Checked())
    assert asked == [Asked(AskNonce(), "pod_controller")]
    nonce = bytes(range(0xA0, 0xB0))
    core.take(Nonce("pod_controller", nonce))
    command = bytes.fromhex("48 02 08 00") + bytes(8)
    assert asked[-1].order == prove(bytes(range(32)), nonce, command)
    assert asked[-1].device == "pod_controller"


def test_what_a_reader_told_of_stays_until_a_supervisor_has_looked(core, asked):
    core.take(Tamper(at_ms=1.0, causes=("reader",), device="osdp_reader"))
    core.take(Tamper(at_ms=2.0, causes=()))
    assert core.answer(desk.Glance()).fault == "tamper"
    assert staff_view(core).may_clear
    assert not core.answer(desk.Checked()).may_clear
    assert core.answer(desk.Glance()).fault == ""
    assert asked == []


def test_a_lamp_that_was_put_back_is_told_again_what_to_show(core, asked):
    core.take(Back("modbus_relay", "relay"))
    core.take(Lost("modbus_relay", "relay"))
    core.take(Back("modbus_relay", "relay"))
    assert asked == [Asked(Lamp(0, 0, 0))] * 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", get_args(DeviceKind))
def test_every_kind_of_device_that_is_lost_has_a_sentence_of_its_own(
    core, kind, language
):
    core.take(Lost("one", kind))
    (notice,) = staff_view(core).notices
    assert staff_view(core).troubles == ()
    assert notice in read_text(language).notices


def test_only_what_changes_bars_the_pod_or_opens_it(core):
    assert core.take(Tamper(at_ms=1.0, causes=())) == ()
    assert core.take(Tamper(at_ms=2.0, causes=("a",))) == (desk.Barred(on=True),)
    assert core.take(Tamper(at_ms=3.0, causes=())) == (desk.Barred(on=False),)
    assert core.take(Tamper(at_ms=4.0, causes=())) == ()


def test_a_full_disk_hides_no_call_no_power_cut_and_no_latch(core, monkeypatch):
    def full(*_about):
        raise OSError("disk")

    monkeypatch.setattr("pod.core.device_notes.audit", full)
    assert core.take(StaffCall(at_ms=1.0, on=True)) == (desk.Called(on=True),)
    assert core.take(Mains(at_ms=1.0, state="low")) == (desk.Power("low"),)
    assert core.take(Tamper(at_ms=1.0, causes=("a",))) == (desk.Barred(on=True),)
    assert core.take(Tamper(at_ms=1.0, causes=())) == ()


def test_nobody_else_may_clear_it(core, asked):
    core.take(Tamper(at_ms=1.0, causes=("TamperLoopOk",)))
    facilitator = next(one for one in STAFF if one.role == "facilitator")
    view = core.answer(desk.StaffSignIn(facilitator.number, facilitator.code))
    assert not view.may_clear
    assert isinstance(core.answer(desk.Checked()), desk.Sorry)
    assert asked == []


def test_without_a_controller_or_a_key_for_it_a_sentence_says_so(core):
    core.take(Tamper(at_ms=1.0, causes=("TamperLoopOk",)))
    staff_view(core)
    assert "device-key" in core.answer(desk.Checked()).do


@pytest.mark.parametrize("state", ["battery", "low"])
def test_where_the_power_comes_from_is_told(core, state):
    assert core.take(Mains(at_ms=1.0, state=state)) == (desk.Power(state),)
    assert "on_battery" in core.answer(desk.Glance()).notices
    core.take(Mains(at_ms=2.0, state="mains"))
    assert core.answer(desk.Glance()).notices == ()


def test_of_two_who_tell_of_the_power_the_worst_is_believed(core):
    core.take(Mains(at_ms=1.0, state="battery", device="nut"))
    assert core.take(Mains(at_ms=2.0, state="mains")) == (desk.Power("battery"),)
    core.take(Mains(at_ms=3.0, state="mains", device="nut"))
    assert core.answer(desk.Glance()).notices == ()


def test_who_told_of_a_battery_and_is_lost_is_no_longer_believed(core):
    core.take(Mains(at_ms=1.0, state="battery", device="nut"))
    assert core.take(Lost("nut", "power")) == (desk.Power("mains"),)
    assert core.answer(desk.Glance()).notices == ("power_lost",)


def test_heat_keys_and_doors_are_written_down(core, inside):
    core.take(TooHot(at_ms=1.0, on=True))
    core.take(StaffKey(at_ms=1.0, key="0412AB", secure=True))
    core.take(Door(at_ms=1.0, closed=True, lock="locked"))
    assert core.answer(desk.Glance()).notices == ("too_hot",)
    assert {"staff_key_secure", "door_locked"} <= set(written(inside))
    assert "0412AB" not in str(written(inside))


def test_the_core_says_that_it_is_alive(core, asked):
    assert core.take(Alive()) == ()
    assert asked == [Asked(Alive())]


def test_a_cause_that_nobody_knows_bars_the_pod_and_is_not_written_down(core, inside):
    news = core.take(Tamper(at_ms=1.0, causes=("Daniel was here",)))
    assert news == (desk.Barred(on=True),)
    assert lines(inside.memory.doings, "tamper") == ["other"]
