"""Devices played in a process of their own, each pressed at a known moment.

Not a benchmark of its own; `press_timing` plays with it.
"""

import gc
from collections.abc import Collection
from multiprocessing.connection import Connection
from pathlib import Path
from random import SystemRandom

from pod.clock import SystemClock
from pod.hardware.driver import driver_named
from pod.hardware.faults import Faults
from pod.hardware.link import wait_readable
from pod.hardware.simulated import Plan, Simulated
from pod.values import Button

CLOCKLESS = "bitsi"
BUTTON: dict[str, Button] = {
    "ustc_rtbox": "left",
    "harp_box": "right",
    "cedrus_xid": "next",
    CLOCKLESS: "choose",
    "thread": "choose",
    "frames": "choose",
    "floor": "choose",
}
"""Every device by name, and the one button of it that is pressed.

All that the pod's reader reads come over one socket: the button tells whose it was.
"""
PRESS_EVERY_S = 0.012
SPREAD = 0.5
HELD_MS = 15.0
LAST_S = 0.5


def play_devices(folder: Path, pipe: Connection, times: int) -> None:
    """Be every device; press one after the other when told to, each equally often."""
    gc.disable()
    clock, rng = SystemClock(), SystemRandom()
    simulated = {name: simulate(folder, name) for name in BUTTON}
    pipe.send("plugged in")
    while not pipe.poll():
        step_all(simulated.values(), clock.now_ms() + 50)
    pipe.recv()
    for _ in range(times):
        for name, one in simulated.items():
            wait_s = PRESS_EVERY_S * (1 + rng.uniform(-SPREAD, SPREAD))
            step_all(simulated.values(), clock.now_ms() + wait_s * 1000)
            one.press(BUTTON[name], HELD_MS)
    step_all(simulated.values(), clock.now_ms() + LAST_S * 1000)
    pipe.send("done")
    pipe.recv()
    for one in simulated.values():
        one.close()


def simulate(folder: Path, name: str) -> Simulated:
    """Plug a device in; whoever is no driver's name is one without a clock."""
    faults, truth = Faults(drift=80), folder / f"{name}.jsonl"
    plan = Plan(folder=folder, name=name, faults=faults, truth=truth)
    driver = name if name in ("ustc_rtbox", "harp_box", "cedrus_xid") else CLOCKLESS
    return driver_named(driver).simulate(SystemClock(), plan)


def step_all(simulated: Collection[Simulated], until_ms: float) -> None:
    """Let all devices do what is due until then, one after the other.

    It waits first: a real device takes no processor from whoever carries its bytes.
    """
    clock = SystemClock()
    while (now_ms := clock.now_ms()) < until_ms:
        due_ms = min(until_ms, *(one.next_due_ms for one in simulated))
        ends = [end for one in simulated if (end := one.fileno()) is not None]
        wait_readable(ends, max(due_ms - now_ms, 0.0) / 1000)
        for one in simulated:
            one.step()
