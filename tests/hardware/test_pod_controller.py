"""What the pod controller tells, in time that is let pass."""

from functools import partial

import pytest

from pod.events import Back, Door, Mains, StaffCall, Tamper, TooHot
from pod.hardware.driver import driver_named
from pod.hardware.harp.codec import Codec, Frame, Stamp, encode
from pod.hardware.mimic import Switched
from pod.hardware.pod_controller import registers as at
from pod.hardware.pod_controller.proof import clear_tamper, release_cabinet
from pod.values import seeded
from tests.hardware.controlled import (
    KNOWN_MS,
    NAME,
    known,
    last,
    more_of,
    order_proven,
    overheard,
    say,
    switch,
)


@pytest.fixture
def pod(lay):
    """Return a function that lays a bench with a controller that is known already."""
    return partial(known, lay)


# --- what it tells ---


def test_how_everything_stands_is_told_once_when_it_is_known(pod):
    bench = pod()
    told = [event for event in bench.events if not isinstance(event, Back)]
    assert [type(event) for event in told] == [Door, StaffCall, Tamper, Mains, TooHot]
    door, call, tamper, mains, hot = told
    assert (door.closed, door.lock) == (True, "unlocked")
    assert (call.on, tamper.causes, mains.state, hot.on) == (False, (), "mains", False)
    assert bench.reader.health.identity.startswith("PodController, firmware 0.1.0")


def test_nothing_is_told_before_everything_is_known():
    driver = driver_named(NAME)
    device = driver.device(driver.read_profile(), 0.0, seeded(1))
    call = Frame(
        kind="event", address=32, type="U16", payload=b"\x10\0", stamp=Stamp(9, 0)
    )
    assert device.feed(encode(call), 0.0) == []
    assert device.state == "asking"


def test_it_reads_identity_dump_counter_and_latch_before_it_trusts(lay):
    bench = lay(NAME)
    asked = overheard(bench)
    bench.let_pass(5)
    assert asked[:7] == [0, 12, 16, 19, 10, 34, 72]


def test_a_staff_call_is_told_by_the_first_event_alone(pod):
    bench = pod()
    mimic, device = bench.device.mimic, bench.reader._device
    now_ms = bench.clock.now_ms()
    mimic.do(Switched("staff_call", on=True), now_ms)
    said = mimic.due(now_ms + 5)
    (inputs, *_) = Codec().feed(said)
    (event,) = device.feed(encode(inputs), now_ms + 5)
    assert isinstance(event, StaffCall)
    assert event.on


def test_a_staff_call_arrives_within_20_ms_and_so_does_its_end(pod):
    bench = pod()
    for on in (True, False):
        pressed_ms = bench.clock.now_ms()
        switch(bench, "staff_call", on, wait_ms=20)
        assert last(bench, StaffCall).on is on
        assert abs(last(bench, StaffCall).at_ms - pressed_ms) < 0.1
        assert last(bench, StaffCall).timed_by == "device"


def test_a_staff_call_whose_event_is_lost_is_told_within_a_second(pod):
    bench = pod(quirk="lost_event")
    for on in (True, False, True, False, True):
        switch(bench, "staff_call", on, wait_ms=1100)
        assert last(bench, StaffCall).on is on
    switch(bench, "too_hot", True)
    assert more_of(bench)["events_lost"] == 1


def test_a_staff_call_said_again_later_is_not_taken_for_another(pod):
    bench = pod(quirk="doubled_event")
    for on in (True, False):
        switch(bench, "staff_call", on)
    assert [call.on for call in bench.of(StaffCall)] == [False, True, False]
    assert more_of(bench)["events_doubled"] > 0


def test_what_an_old_count_shows_is_read_again_at_once(pod):
    bench = pod()
    switch(bench, "staff_call", True)
    say(bench, at.DIGITAL_INPUTS, 0x00AD)
    say(bench, at.EVENT_COUNTER, 1)
    bench.let_pass(10)
    assert last(bench, StaffCall).on
    assert [call.on for call in bench.of(StaffCall)] == [False, True, False, True]


def test_an_impossible_count_is_noise(pod):
    bench = pod()
    say(bench, at.EVENT_COUNTER, 2**31)
    for on in (True, False):
        switch(bench, "staff_call", on)
    assert more_of(bench)["events_lost"] == 0
    assert more_of(bench)["events_doubled"] == 0


@pytest.mark.parametrize(
    ("changes", "states"),
    [
        ([("mains", False)], ["battery"]),
        ([("mains", False), ("battery_low", True)], ["battery", "low"]),
        ([("mains", False), ("mains", True)], ["battery", "mains"]),
        ([("battery_low", True)], []),
    ],
    ids=str,
)
def test_power_is_told_as_it_changes(pod, changes, states):
    bench = pod()
    for name, on in changes:
        switch(bench, name, on)
    assert [mains.state for mains in bench.of(Mains)] == ["mains", *states]


def test_door_and_heat_are_told(pod):
    bench = pod()
    switch(bench, "door_closed", False)
    switch(bench, "too_hot", True)
    assert not last(bench, Door).closed
    assert last(bench, TooHot).on


def test_a_bolt_that_does_not_obey_is_a_fault(pod):
    bench = pod()
    switch(bench, "bolt", True)
    assert last(bench, Door).lock == "fault"


def test_measurements_are_in_its_health(pod):
    bench = pod()
    switch(bench, "too_hot", True, wait_ms=6000)
    switch(bench, "fan_ok", False)
    more = more_of(bench)
    assert more["board_c"] == 78.0
    assert more["air_c"] == 39.0
    assert more["humidity_percent"] == 45.0
    assert more["supply_v"] == 12.05
    assert more["battery_percent"] == 96
    assert more["fan_ok"] is False
    assert more["watchdog"] == "armed"


# --- tamper ---


def test_what_was_tampered_with_stays_latched_until_it_is_cleared_with_proof(pod):
    bench = pod()
    switch(bench, "cabinet_closed", False)
    switch(bench, "cabinet_closed", True)
    assert last(bench, Tamper).causes == ("CabinetClosed",)
    order_proven(bench, clear_tamper(["CabinetClosed"]))
    assert last(bench, Tamper).causes == ()


def test_the_latch_survives_a_reboot(pod):
    bench = pod()
    switch(bench, "tamper_loop", False)
    switch(bench, "tamper_loop", True)
    bench.device.reboot()
    bench.let_pass(KNOWN_MS)
    assert last(bench, Tamper).causes == ("TamperLoopOk",)
    assert bench.reader.health.state == "ready"


def test_a_cabinet_that_was_released_may_be_opened(pod):
    bench = pod()
    order_proven(bench, release_cabinet(2000))
    switch(bench, "cabinet_closed", False)
    switch(bench, "cabinet_closed", True, wait_ms=3000)
    assert [one.causes for one in bench.of(Tamper)] == [()]
    switch(bench, "cabinet_closed", False)
    assert last(bench, Tamper).causes == ("CabinetClosed",)
