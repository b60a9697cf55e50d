"""The pod controller on a bad line, and what is none."""

from functools import partial

import pytest

from pod.events import Back, Door, Lost, StaffCall, Unlock
from pod.hardware.harp.codec import Frame, Stamp, encode
from pod.hardware.harp.registers import OPERATION_CTRL
from pod.hardware.pod_controller import registers as at
from pod.hardware.pod_controller.proof import lock
from tests.hardware.controlled import (
    KIND,
    KNOWN_MS,
    NAME,
    known,
    last,
    more_of,
    order_proven,
    switch,
)


@pytest.fixture
def pod(lay):
    """Return a function that lays a bench with a controller that is known already."""
    return partial(known, lay)


def test_one_that_says_it_is_in_standby_is_woken_and_asked_for_everything(pod):
    bench = pod()
    bench.device.mimic.board.put(OPERATION_CTRL.address, 0)
    asleep = Frame(
        kind="event", address=18, type="U16", payload=b"\0\0", stamp=Stamp(103, 0)
    )
    bench.device._line.write(encode(asleep))
    bench.let_pass(50)
    assert bench.device.mimic.board.active
    assert len(bench.of(Door)) == 2


def test_another_harp_device_is_named_and_left_alone(lay):
    bench = lay(NAME, wrong=True)
    bench.let_pass(KNOWN_MS)
    heard = bench.device.received
    bench.reader.order(Unlock())
    bench.let_pass(10_000)
    assert bench.news == [Lost(NAME, KIND)]
    assert "It is Harp device 1216" in bench.of(Lost)[0].say
    assert bench.device.received == heard


@pytest.mark.parametrize(
    "faults",
    [{"split": True}, {"junk": 7}, {"swallow": True}, {"dup": 1.0}, {"drift": -150}],
    ids=str,
)
def test_it_is_understood_over_a_bad_line(pod, faults):
    bench = pod(**faults)
    switch(bench, "staff_call", True, wait_ms=200)
    order_proven(bench, lock())
    assert last(bench, StaffCall).on
    assert last(bench, Door).lock == "locked"
    assert bench.news == [Back(NAME, KIND)]


def test_a_dump_of_which_frames_are_lost_is_asked_for_again(lay):
    bench = lay(NAME)
    board = bench.device.mimic.board
    board.undumped |= {at.DIGITAL_INPUTS.address, at.POWER.address}
    bench.let_pass(KNOWN_MS)
    assert bench.news == [Back(NAME, KIND)]
    assert more_of(bench)["supply_v"] == 12.05


def test_registers_of_another_shape_are_not_trusted(lay):
    bench = lay(NAME)
    board = bench.device.mimic.board
    board.reads[at.POWER.address] = lambda _now_ms: b"\0"
    bench.let_pass(KNOWN_MS)
    assert bench.news == [Lost(NAME, KIND)]
    assert "register 68" in bench.of(Lost)[0].say


def test_events_of_a_clock_set_back_are_told_by_their_arrival(pod):
    bench = pod()
    bench.device.mimic.board._ahead -= 31_250 * 50
    switch(bench, "staff_call", True, wait_ms=20)
    assert last(bench, StaffCall).on
    assert last(bench, StaffCall).timed_by == "arrival"
    bench.let_pass(KNOWN_MS)
    switch(bench, "staff_call", False)
    assert last(bench, StaffCall).timed_by == "device"
