"""Whoever sits at the port: unplugged fifty times, in step mode and in a thread."""

import logging
import queue
import threading
from pathlib import Path

import pytest

from pod.clock import SystemClock
from pod.errors import Usage
from pod.events import Back, Lost
from pod.hardware.driver import driver_named
from pod.hardware.harp.registers import DEVICE_NAME
from pod.hardware.reader import Reader, ReaderThread
from pod.hardware.simulated import Plan
from pod.hardware.station import names_of
from pod.hardware.steps import StepThread
from pod.settings import Port
from pod.values import Press, seeded

PAD = "cedrus_xid"


def open_descriptors():
    return len(list(Path("/proc/self/fd").iterdir()))


def test_fifty_times_unplugged_is_fifty_times_told_and_nothing_left(bench, caplog):
    caplog.set_level(logging.INFO)
    box = bench()
    box.let_pass(1000)
    descriptors, threads = open_descriptors(), threading.active_count()
    for _ in range(50):
        box.device.hang_up()
        box.let_pass(1500)
        box.device.plug_in()
        box.let_pass(3000)
    assert box.news == [Back(PAD), *[Lost(PAD), Back(PAD)] * 50]
    assert len(caplog.records) == 101
    assert (open_descriptors(), threading.active_count()) == (descriptors, threads)


def test_presses_go_on_after_the_cable_is_back(bench):
    box = bench()
    box.let_pass(2000)
    box.device.hang_up()
    box.device.press("left")
    box.let_pass(2000)
    box.device.plug_in()
    box.let_pass(5000)
    box.device.press("right")
    box.let_pass(100)
    assert [press.button for press in box.presses] == ["right"]
    assert box.presses[0].timed_by == "device"


def test_a_port_that_never_was_is_lost_once_and_tried_ever_less_often(bench):
    box = bench()
    box.device.hang_up()
    tried = []
    for _ in range(7):
        box.let_pass(max(box.reader.next_due_ms - box.clock.now_ms(), 0))
        tried.append(box.reader.next_due_ms - box.clock.now_ms())
    assert tried == [500, 1000, 2000, 4000, 8000, 10_000, 10_000]
    assert box.news == [Lost(PAD)]
    assert "No such file" in box.reader.health.why


def test_all_bytes_are_counted_over_all_openings(bench):
    box = bench()
    box.let_pass(2000)
    box.device.hang_up()
    box.let_pass(2000)
    box.device.plug_in()
    box.let_pass(4000)
    assert box.reader.sent == box.device.received > 0
    assert box.reader.received == box.device.sent > 0


def test_in_a_thread_presses_and_a_pulled_cable_are_handed_on(tmp_path):
    clock, events = SystemClock(), queue.SimpleQueue()
    pad = driver_named(PAD).simulate(clock, Plan(folder=tmp_path, name="box"))
    port = Port(driver=PAD, path=str(pad.path))
    reader = Reader(port, clock, events.put, seeded(1))
    far, near = StepThread(pad, "far end"), ReaderThread(reader)
    far.start()
    near.start()
    assert events.get(timeout=20) == Back(PAD)
    before_ms = clock.now_ms()
    pad.press("choose")
    press = events.get(timeout=20)
    assert isinstance(press, Press)
    assert before_ms <= press.arrival_ms <= clock.now_ms()
    pad.hang_up()
    lost = events.get(timeout=20)
    assert (type(lost), lost.device) == (Lost, PAD)
    assert str(port.path) in lost.say
    near.stop()
    far.stop()
    reader.close()
    pad.close()
    assert not near.is_alive()


def test_a_thread_that_never_began_can_be_stopped(bench):
    descriptors = open_descriptors()
    ReaderThread(bench().reader).stop()
    assert open_descriptors() <= descriptors + 2


def test_an_unknown_device_is_a_sentence():
    with pytest.raises(Usage, match="cedrus_xid"):
        Reader(Port(driver="x", path="y"), SystemClock(), print, seeded(1))


def test_a_device_that_names_itself_cannot_forge_a_log_or_command_a_terminal(
    lay, caplog
):
    caplog.set_level(logging.INFO)
    box = lay("harp_box")
    name = b"PodBox\n\x1b[2Jforged".ljust(25, b"\0")
    box.device.mimic._board.values[DEVICE_NAME.address] = name
    box.let_pass(3000)
    assert box.reader.health.identity.startswith("PodBox??[2Jforged")
    assert box.news == [Back("harp_box")]
    assert not any("\n" in record.getMessage() for record in caplog.records)


def test_two_boxes_of_one_kind_come_and_go_each_by_its_own_name(lay):
    ports = [Port(driver=PAD, serial="A"), Port(driver="nonin"), Port(driver=PAD)]
    assert names_of(ports) == [PAD, "nonin", f"{PAD}-2"]
    one, other = lay(PAD), lay(PAD)
    other.reader.device = names_of(ports)[2]
    for bench in (one, other):
        bench.let_pass(3000)
    other.device.hang_up()
    for bench in (one, other):
        bench.let_pass(3000)
    assert one.news == [Back(PAD)]
    assert other.news == [Back(f"{PAD}-2"), Lost(f"{PAD}-2")]
    assert str(other.device.path) in other.of(Lost)[0].say
    meant = [other.reader.is_meant(name) for name in ("", PAD, f"{PAD}-2", "nonin")]
    assert meant == [True, True, True, False]
