"""How well a press is timed: by the pad's clock, by arrival, and by a bare os.read.

Two simulated pads run in a process of their own, on terminals of the kernel, with
clocks that drift 80 ppm. One is read by the pod's reader thread in this process, the
other by a process that does nothing but read and stamp (the floor). Both are pressed at
the same moments, out of step with everything; each writes down the true time. First the
machine is idle, then this process computes for 10 ms of every 16.7 in Python, as a busy
screen does, with the switch interval that the pod sets. Errors are against the truth.
"""

import gc
import json
import multiprocessing
import os
import sys
import tempfile
import termios
import time
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import cycle, pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from random import SystemRandom
from statistics import median, quantiles
from typing import NamedTuple

import click
from figures import Beside, figure

from pod.clock import SystemClock
from pod.hardware.driver import driver_named
from pod.hardware.faults import Faults
from pod.hardware.reader import Reader, ReaderThread
from pod.hardware.simulated import Plan
from pod.hardware.steps import StepThread
from pod.settings import Port
from pod.values import BUTTONS, Press

PAD = "cedrus_xid"
OURS, FLOOR = "ours", "floor"
PRESS_EVERY_S = 0.025
SPREAD = 0.2
WARM_UP_S = 12.0
FRAME_S = 1 / 60
WORK_S = 0.010
DEVICE_GOAL_MS = 0.6
"""Half of the pad's 1 ms tick, and 0.1."""
PRESSED, FRAME_BYTES = 0x10, 6


class Stamped(NamedTuple):
    """When a press truly was, and when it was said to be."""

    true_ms: float
    said_ms: float


def play_pads(folder: Path, pipe: Connection) -> None:
    """Press two pads at once until told to stop; tell their paths first."""
    clock, rng, simulators = SystemClock(), SystemRandom(), []
    for name in (OURS, FLOOR):
        faults, truth = Faults(drift=80), folder / f"{name}.jsonl"
        plan = Plan(folder=folder, name=name, faults=faults, truth=truth)
        simulators.append(driver_named(PAD).simulate(clock, plan))
    threads = [StepThread(simulator, "far end") for simulator in simulators]
    for thread in threads:
        thread.start()
    pipe.send("ready")
    buttons = cycle(BUTTONS)
    while not pipe.poll(PRESS_EVERY_S * (1 + rng.uniform(-SPREAD, SPREAD))):
        button = next(buttons)
        for simulator in simulators:
            simulator.press(button)
    for thread, simulator in zip(threads, simulators, strict=True):
        thread.stop()
        simulator.close()


def stamp_barely(path: Path, pipe: Connection) -> None:
    """Read and stamp, nothing else, until the pad hangs up; then tell the stamps."""
    gc.disable()
    port = os.open(path, os.O_RDWR | os.O_NOCTTY)
    termios.tcflush(port, termios.TCIFLUSH)
    stamps: list[float] = []
    with suppress(OSError):
        while data := os.read(port, 10 * FRAME_BYTES):
            now_ms = time.monotonic_ns() / 1e6
            edges = data[1::FRAME_BYTES]
            stamps += [now_ms for edge in edges if edge & PRESSED]
    pipe.send(stamps)


def work_for(seconds: float) -> None:
    """Compute in Python for 10 ms of every frame, as a busy screen does."""
    ends = time.monotonic() + seconds
    while (now := time.monotonic()) < ends:
        while time.monotonic() < now + WORK_S:
            sum(range(100))
        time.sleep(FRAME_S - WORK_S)


def listen(path: Path, seconds: float) -> tuple[Sequence[Press], Sequence[float]]:
    """Read the pad through both phases; return its presses and the phases' bounds."""
    events: list[object] = []
    port = Port(driver=PAD, path=str(path))
    reader = Reader(port, SystemClock(), events.append, SystemRandom())
    thread = ReaderThread(reader)
    thread.start()
    time.sleep(WARM_UP_S)
    bounds = [time.monotonic() * 1000]
    time.sleep(seconds)
    bounds.append(time.monotonic() * 1000)
    work_for(seconds)
    bounds.append(time.monotonic() * 1000)
    thread.stop()
    reader.close()
    return [event for event in events if isinstance(event, Press)], bounds


class Measured(NamedTuple):
    """Everything both readers saw, and when the phases began and ended."""

    presses: Sequence[Press]
    floor: Sequence[float]
    bounds: Sequence[float]
    truth: Mapping[str, Sequence[float]]


def measure(folder: Path, seconds: float) -> Measured:
    """Play the pads and read both for the warm-up and two phases."""
    spawn = multiprocessing.get_context("spawn")
    pads, far_pads = spawn.Pipe()
    floor, far_floor = spawn.Pipe()
    playing = spawn.Process(target=play_pads, args=(folder, far_pads))
    playing.start()
    pads.recv()
    stamping = spawn.Process(target=stamp_barely, args=(folder / FLOOR, far_floor))
    stamping.start()
    presses, bounds = listen(folder / OURS, seconds)
    pads.send("stop")
    stamps = floor.recv()
    stamping.join()
    playing.join()
    truth = {name: read_truth(folder / f"{name}.jsonl") for name in (OURS, FLOOR)}
    return Measured(presses, stamps, bounds, truth)


def read_truth(path: Path) -> Sequence[float]:
    """Return a truth file's times, oldest first."""
    return [json.loads(line)["at_ms"] for line in path.read_text().splitlines()]


def pair(truth: Sequence[float], said: Sequence[float]) -> Sequence[Stamped]:
    """Join what was said to the truth, in order.

    The first presses may be before the reader was there; none later may be missing.
    """
    first = bisect_left(truth, said[0] - PRESS_EVERY_S * 500)
    return [Stamped(*one) for one in zip(truth[first:], said, strict=False)]


def errors(pairs: Sequence[Stamped]) -> Sequence[float]:
    """Return absolute errors, ms."""
    return [abs(one.said_ms - one.true_ms) for one in pairs]


def bound_line(name: str, timed: Sequence[tuple[Press, Stamped]]) -> str:
    """Write how many presses were further from the truth than their own bound."""
    bounds = [press.uncertainty_ms or 0.0 for press, _ in timed]
    beyond = sum(
        abs(press.at_ms - stamped.true_ms) > bound
        for (press, stamped), bound in zip(timed, bounds, strict=True)
    )
    figure = {
        "name": name,
        "unit": "presses",
        "n": len(timed),
        **dict.fromkeys(("median", "p95", "p99", "max"), beyond),
        "goal": 0,
        "met": beyond == 0,
        "beside": {
            "name": "the uncertainty in ms",
            "median": round(median(bounds), 3),
            "p99": round(quantiles(bounds, n=100)[98], 3),
        },
        "ratio": None,
    }
    return json.dumps(figure)


def lines_of(seen: Measured) -> Sequence[str]:
    """Return every figure's line, phase by phase."""
    arrivals = [press.arrival_ms or 0.0 for press in seen.presses]
    by_arrival = pair(seen.truth[OURS], arrivals)
    floor = pair(seen.truth[FLOOR], seen.floor)
    timed = list(zip(seen.presses, by_arrival, strict=True))
    lines = []
    for phase, (begin, end) in zip(
        ("idle", "busy"), pairwise(seen.bounds), strict=True
    ):
        bare = errors([one for one in floor if begin < one.true_ms < end])
        beside = Beside("bare os.read in a process of its own", bare)
        now = [one for one in timed if begin < one[1].true_ms < end]
        arrived = errors([stamped for _, stamped in now])
        mapped = errors([Stamped(one.true_ms, press.at_ms) for press, one in now])
        goal = ("p99", DEVICE_GOAL_MS)
        lines += [
            figure(f"device clock, {phase}", "ms", mapped, goal, beside),
            figure(f"arrival in a thread, {phase}", "ms", arrived, None, beside),
            bound_line(f"beyond the uncertainty, {phase}", now),
        ]
    return lines


@click.command()
@click.option("--quick", is_flag=True, help="At most 40 s.")
def main(*, quick: bool) -> None:
    """Print one JSON line per figure."""
    sys.setswitchinterval(1e-4)
    with tempfile.TemporaryDirectory() as folder:
        seen = measure(Path(folder), 12.0 if quick else 60.0)
    for line in lines_of(seen):
        click.echo(line)


if __name__ == "__main__":
    main()
