"""The reader in a process of its own: heard at two hatches, killed, and back again."""

import os
import queue
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from msgspec.msgpack import Decoder

from pod.app.child import Child
from pod.app.ear import Ear
from pod.clock import SystemClock
from pod.errors import TryAgain
from pod.events import Asked, Back, Event, Lamp, Lost, Unlock
from pod.hardware.driver import driver_named
from pod.hardware.link import wait_readable
from pod.hardware.simulated import Plan
from pod.hardware.station import (
    FOR_CORE,
    FOR_SCREEN,
    LONGEST_MS,
    Station,
    read_ports,
)
from pod.hardware.steps import StepThread
from pod.settings import Port
from pod.values import Press
from pod.wire import Broken, connect

PAD = "cedrus_xid"
LONG_S = 20


def open_descriptors():
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.fixture
def pad(tmp_path):
    """A simulated pad in a thread of its own."""
    pad = driver_named(PAD).simulate(SystemClock(), Plan(folder=tmp_path, name="box"))
    thread = StepThread(pad, "far end")
    thread.start()
    yield pad
    thread.stop()
    pad.close()


@pytest.fixture
def reading(pad, tmp_path):
    """The reader's process, kept running, and what its hatch for the screen told."""
    ports = (Port(driver=PAD, path=str(pad.path)),)
    child = Child("pod-reader", read_ports, ports, tmp_path / "run")
    heard = queue.SimpleQueue()
    ear = Ear(tmp_path / "run" / FOR_SCREEN, heard.put)
    child.start()
    ear.start()
    yield child, heard
    ear.stop()
    child.stop()


def test_presses_come_over_from_the_other_process_on_the_same_clock(pad, reading):
    _, heard = reading
    assert heard.get(timeout=LONG_S) == Back(PAD)
    before_ms = SystemClock().now_ms()
    pad.press("right")
    press = heard.get(timeout=LONG_S)
    assert isinstance(press, Press)
    assert press.button == "right"
    assert before_ms <= press.arrival_ms <= SystemClock().now_ms()


def test_a_reader_that_is_killed_is_told_as_lost_and_is_back_by_itself(pad, reading):
    child, heard = reading
    assert heard.get(timeout=LONG_S) == Back(PAD)
    killed = child.pid
    os.kill(killed, signal.SIGKILL)
    lost = heard.get(timeout=LONG_S)
    assert (type(lost), lost.device) == (Lost, PAD)
    assert "reader has stopped" in lost.say
    assert heard.get(timeout=LONG_S) == Back(PAD)
    assert child.pid != killed
    pad.press("left")
    assert heard.get(timeout=LONG_S).button == "left"


def test_whoever_comes_late_is_told_how_things_stand(reading, tmp_path):
    _, heard = reading
    heard.get(timeout=LONG_S)
    late = connect(tmp_path / "run" / FOR_CORE, Decoder(Event), timeout_s=LONG_S)
    assert late.receive() == [Back(PAD)]
    late.send(Asked(Lamp(1, 2, 3)))
    late.close()


def test_the_screen_hears_no_staff_matters_and_may_order_nothing(reading, tmp_path):
    _, heard = reading
    heard.get(timeout=LONG_S)
    screen = connect(tmp_path / "run" / FOR_SCREEN, Decoder(Event), timeout_s=LONG_S)
    screen.receive()
    screen.send(Asked(Unlock()))
    with pytest.raises(Broken, match="gone"):
        screen.receive()
    screen.close()


def test_nothing_is_left_of_a_reader_that_was_stopped(tmp_path):
    threads, descriptors = threading.active_count(), open_descriptors()
    child = Child("pod-reader", read_ports, (), tmp_path / "run")
    ear = Ear(tmp_path / "run" / FOR_CORE, lambda _: None)
    ear.start()
    child.start()
    while child.pid is None:
        pass
    pid = child.pid
    ear.stop()
    child.stop()
    assert not Path(f"/proc/{pid}").exists()
    assert threading.active_count() == threads
    assert open_descriptors() <= descriptors + 2


PARENT = """
import signal, sys
from pathlib import Path
from pod.app.child import Child
from pod.hardware.station import read_ports
if __name__ == "__main__":
    child = Child("pod-reader", read_ports, (), Path(sys.argv[1]))
    child.start()
    while child.pid is None:
        pass
    print(child.pid, flush=True)
    signal.pause()
"""


def test_the_reader_ends_when_whoever_began_it_is_killed(tmp_path):
    """A screen that crashed must find its devices free when it begins again."""
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    parent = subprocess.Popen(
        [sys.executable, script, tmp_path / "run"], stdout=subprocess.PIPE
    )
    reader = int(parent.stdout.readline())
    parent.kill()
    parent.wait(LONG_S)
    parent.stdout.close()
    assert has_ended(reader)


def has_ended(pid):
    """Wait until a process is gone: its descriptor tells."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    over = wait_readable([handle], LONG_S)
    os.close(handle)
    return over


def test_a_reader_that_crashes_leaves_no_picture_of_its_memory(reading):
    child, heard = reading
    heard.get(timeout=LONG_S)
    limits = Path(f"/proc/{child.pid}/limits").read_text().splitlines()
    (core,) = [line for line in limits if line.startswith("Max core file size")]
    assert core.split()[4:6] == ["0", "0"]


def test_a_second_reader_leaves_the_first_one_alone(reading, tmp_path):
    _, heard = reading
    heard.get(timeout=LONG_S)
    with pytest.raises(TryAgain, match="already"):
        Station(tmp_path / "run", SystemClock())
    late = connect(tmp_path / "run" / FOR_CORE, Decoder(Event), timeout_s=LONG_S)
    assert late.receive() == [Back(PAD)]
    late.close()


def test_a_pod_without_devices_waits_and_burns_no_power(tmp_path):
    """Nothing falls due there: each turn lasts as long as one may."""
    (tmp_path / "run").mkdir()
    clock = SystemClock()
    station = Station(tmp_path / "run", clock)
    began_ms = clock.now_ms()
    for _ in range(3):
        assert not station.turn()
    station.close()
    assert clock.now_ms() - began_ms >= 3 * LONGEST_MS * 0.9
