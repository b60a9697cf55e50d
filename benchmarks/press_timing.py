"""How well a press is timed while the screen is busy, by whoever could time it.

Simulated devices run in a process of their own, on terminals of the kernel, with clocks
that drift 80 ppm; each writes down when it was truly pressed. The pod's own reader
process reads four of them: fine ticks (RTBox, Harp), ticks of 1 ms (Cedrus), and no
clock at all (BITSI). Three more without a clock are read as others do: by a thread in
the screen's process, once a frame by the screen itself, and, as the floor, by a process
that does nothing but os.read and stamp. All the while this process repaints a window 60
times a second and computes for 10 ms of each frame in Python. Errors are against the
truth, without sign.
"""

import json
import multiprocessing
import os
import queue
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

import click
from figures import Beside, counted, figure
from others import Screen, Times, open_bare, read_until_gone, stamp_barely
from played import BUTTON, CLOCKLESS, play_devices

from pod.app.child import Child
from pod.app.ear import Ear
from pod.events import Back, Event
from pod.hardware.station import FOR_SCREEN, PRIORITY, read_ports
from pod.settings import Port
from pod.values import Press

FINE, COARSE = ("ustc_rtbox", "harp_box"), "cedrus_xid"
READ_BY_US = (*FINE, COARSE, CLOCKLESS)
THREAD, FRAMES, FLOOR = "thread", "frames", "floor"
KNOWN_AFTER_S = 8.0
FINE_P99_MS, FINE_MOST_MS = 0.1, 0.5
COARSE_P99_MS = 0.6
"""Half of the pad's 1 ms tick, and 0.1."""
ARRIVAL_P99_MS = 0.5
BETTER = 30.0
TIMES, QUICK_TIMES = 1000, 250
READY_S = 60.0
GREETED_MS = 1000.0


class Measured(NamedTuple):
    """What was true of each device, and what was said of it."""

    truth: Mapping[str, Times]
    said: Mapping[str, Times]
    presses: Mapping[str, Sequence[Press]]


class Ours:
    """What the pod's reader process hands on to the screen."""

    def __init__(self, folder: Path) -> None:
        self._presses: list[Press] = []
        self._there: set[str] = set()
        self._ready = threading.Event()
        ports = [Port(driver=name, path=str(folder / name)) for name in READ_BY_US]
        self._child = Child("pod-reader", read_ports, ports, folder / "run")
        self._ear = Ear(folder / "run" / FOR_SCREEN, self._take)
        self._child.start()
        self._ear.start()

    def wait(self) -> None:
        """Wait until every device is known."""
        if not self._ready.wait(READY_S):
            raise click.ClickException(f"there are only {sorted(self._there)}")

    def stop(self) -> Mapping[str, Sequence[Press]]:
        """Stop reading; return the presses of each device."""
        self._ear.stop()
        self._child.stop()
        return {
            name: [one for one in self._presses if one.button == BUTTON[name]]
            for name in READ_BY_US
        }

    def _take(self, event: Event) -> None:
        if isinstance(event, Back):
            self._there.add(event.device)
        if self._there == set(READ_BY_US):
            self._ready.set()
        if isinstance(event, Press):
            self._presses.append(event)


def measure(folder: Path, times: int) -> Measured:
    """Play the devices and let everybody read them while the screen is busy."""
    spawn = multiprocessing.get_context("spawn")
    devices, far_devices = spawn.Pipe()
    floor, far_floor = spawn.Pipe()
    playing = spawn.Process(target=play_devices, args=(folder, far_devices, times))
    playing.start()
    devices.recv()
    stamping = spawn.Process(target=stamp_barely, args=(folder / FLOOR, far_floor))
    stamping.start()
    naive: queue.SimpleQueue[Times] = queue.SimpleQueue()
    port = open_bare(folder / THREAD)
    thread = threading.Thread(target=lambda: naive.put(read_until_gone(port)))
    thread.start()
    presses, polled = draw(folder, devices)
    devices.send("close")
    thread.join()
    os.close(port)
    said = {THREAD: naive.get(), FRAMES: polled, FLOOR: floor.recv()}
    stamping.join()
    playing.join()
    truth = {name: read_truth(folder / f"{name}.jsonl") for name in BUTTON}
    return Measured(truth, said, presses)


def draw(
    folder: Path, devices: Connection
) -> tuple[Mapping[str, Sequence[Press]], Times]:
    """Be a busy screen while the reader process reads; return what both were told.

    The devices are pressed once their clocks have been known for a while.
    """
    ours, screen = Ours(folder), Screen(folder / FRAMES)
    ours.wait()
    begins = time.monotonic() + KNOWN_AFTER_S
    screen.run(lambda: time.monotonic() > begins)
    devices.send("press")
    screen.run(devices.poll)
    devices.recv()
    screen.close()
    return ours.stop(), screen.stamps


def read_truth(path: Path) -> Times:
    """Return a truth file's times, oldest first."""
    return [json.loads(line)["at_ms"] for line in path.read_text().splitlines()]


def errors(truth: Times, said: Times) -> Times:
    """Return absolute errors, ms; none may be missing.

    What was said before the first press was a greeting.
    """
    said = [one for one in said if one > truth[0] - GREETED_MS]
    if len(truth) != len(said):
        raise click.ClickException(f"{len(truth)} presses, {len(said)} were told")
    return [abs(one - true) for true, one in zip(truth, said, strict=True)]


def beyond(name: str, truth: Times, presses: Sequence[Press]) -> str:
    """Write how many presses were further from the truth than their own bound."""
    bounds = [press.uncertainty_ms or 0.0 for press in presses]
    far = sum(
        abs(press.at_ms - true) > bound
        for press, true, bound in zip(presses, truth, bounds, strict=True)
    )
    said = f"{name}: beyond its own uncertainty, of {len(presses)}"
    beside = peer("the uncertainty in ms", bounds)
    return counted(said, "presses", far, ("most", 0), beside)


def peer(name: str, values: Times) -> Mapping[str, object]:
    """Return what stands beside a figure."""
    return {"name": name, "median": round(median(values), 3), "p99": p99(values)}


def lines_of(seen: Measured) -> Sequence[str]:
    """Return every figure's line."""
    by_others = {name: errors(seen.truth[name], seen.said[name]) for name in seen.said}
    floor = Beside("bare os.read in a process of its own", by_others[FLOOR])
    thread = Beside("a thread in the screen's process", by_others[THREAD])
    mapped = {
        name: errors(seen.truth[name], [press.at_ms for press in presses])
        for name, presses in seen.presses.items()
    }
    lines = []
    for name in FINE:
        said = f"{name}: its own clock, mapped"
        lines += [
            figure(said, "ms", mapped[name], ("p99", FINE_P99_MS), floor),
            figure(f"{said}, worst", "ms", mapped[name], ("max", FINE_MOST_MS), floor),
            beyond(name, seen.truth[name], seen.presses[name]),
        ]
    said = f"{COARSE}: its own clock of 1 ms, mapped"
    arrival = f"{CLOCKLESS}: no clock, arrival ({how_read()})"
    return [
        *lines,
        figure(said, "ms", mapped[COARSE], ("p99", COARSE_P99_MS), floor),
        beyond(COARSE, seen.truth[COARSE], seen.presses[COARSE]),
        figure(arrival, "ms", mapped[CLOCKLESS], ("p99", ARRIVAL_P99_MS), thread),
        figure(arrival, "ms", mapped[CLOCKLESS], None, floor),
        *(better(name, mapped[name], by_others[FRAMES]) for name in READ_BY_US),
    ]


def better(name: str, ours: Times, polled: Times) -> str:
    """Write how many times better ours is at p99 than polling once a frame."""
    said = f"{name}: times better at p99 than polled once a frame"
    beside = peer("polled once a frame, ms", polled)
    return counted(said, "times", p99(polled) / p99(ours), ("least", BETTER), beside)


def p99(values: Times) -> float:
    """Return the 99th centile."""
    return round(quantiles(values, n=100, method="inclusive")[98], 3)


def how_read() -> str:
    """Say how a reader process runs here: first in, first out where that is allowed."""
    pid = os.fork()
    if pid == 0:
        try:
            os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(PRIORITY))
        except OSError:
            os._exit(1)
        os._exit(0)
    _, code = os.waitpid(pid, 0)
    return "SCHED_FIFO" if code == 0 else "ordinary priority"


@click.command()
@click.option("--quick", is_flag=True, help="At most 40 s.")
def main(*, quick: bool) -> None:
    """Print one JSON line per figure."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.setswitchinterval(1e-4)
    with tempfile.TemporaryDirectory() as folder:
        seen = measure(Path(folder), QUICK_TIMES if quick else TIMES)
    for line in lines_of(seen):
        click.echo(line)


if __name__ == "__main__":
    main()
