"""A simulated device on a real cable: its faults, its truth, its place on the disk."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from threading import RLock
from typing import Any, TypeAlias

from msgspec.structs import replace

from pod.clock import Clock
from pod.hardware.driver import Driver
from pod.hardware.far_end import FarEnd
from pod.hardware.faults import Faults, over_tcp
from pod.hardware.jacks import Jack, Listener, Terminal
from pod.hardware.mimic import Deed, Down, Held, Lit, Mimic, Switched, Truth, Up
from pod.values import Button, Value, seeded

MakeMimic: TypeAlias = Callable[[float, Random], Mimic]

JUNK = b"\x00\xff~"
UNPLUGGED_MS = 1000.0
NEVER = float("inf")


class Plan(Value, frozen=True, kw_only=True):
    """Where and how a simulator runs: its folder, its faults, its file of truth."""

    folder: Path
    name: str
    faults: Faults = Faults()
    truth: Path | None = None


class Simulated:
    """The far end of a device's cable; its methods may be called from any thread.

    The truth file gets one JSON line for whatever happens: device, what, true host ms.
    """

    def __init__(self, mimic: MakeMimic, clock: Clock, plan: Plan, jack: Jack) -> None:
        self._clock, self._plan, self._faults = clock, plan, plan.faults
        self._line = FarEnd(clock, jack, plan.faults, seeded(plan.name))
        self._lock = RLock()
        self.mimic = mimic(clock.now_ms(), seeded(plan.name))
        self._releases: list[tuple[float, Button]] = []
        self._hang_up_ms = self._coming(plan.faults.hangup)
        self._plug_in_ms = NEVER
        self._reboot_ms = self._coming(plan.faults.reboot)
        self._line.plug_in()

    @property
    def path(self) -> str:
        """Where the host finds it, whichever terminal or socket it is behind."""
        return self._line.path

    @property
    def received(self) -> int:
        """Bytes that came from the host so far."""
        return self._line.received

    @property
    def sent(self) -> int:
        """Bytes that went to the host so far."""
        return self._line.sent

    @property
    def next_due_ms(self) -> float:
        """When `step` next has something to do even if no byte arrives."""
        own_ms = min(self._hang_up_ms, self._plug_in_ms, self._reboot_ms)
        release_ms = min((due_ms for due_ms, _ in self._releases), default=NEVER)
        said_ms = min(self.mimic.next_due_ms, self._line.next_due_ms)
        return min(own_ms, release_ms, said_ms)

    def fileno(self) -> int | None:
        """Return the descriptor that hears the host, or None while unplugged."""
        return self._line.fileno()

    def do(self, deed: Deed) -> None:
        """Do something to the device now."""
        with self._lock:
            self._do(deed, self._clock.now_ms())

    def press(self, button: Button, held_ms: float = 80.0) -> None:
        """Press a button now and let it go `held_ms` later."""
        with self._lock:
            now_ms = self._clock.now_ms()
            self._do(Down(button), now_ms)
            self._releases.append((now_ms + held_ms, button))

    def reboot(self) -> None:
        """Take its power away and give it back; its clock is at zero."""
        with self._lock:
            self._line.write(self.mimic.reboot(self._clock.now_ms()))

    def stall(self, for_ms: float) -> None:
        """Hold back everything it says for a while, stamps unchanged."""
        with self._lock:
            self._line.stall(for_ms)

    def hang_up(self) -> None:
        """Pull the cable."""
        with self._lock:
            self._line.hang_up()

    def plug_in(self) -> None:
        """Put the cable back; the same path leads to it."""
        with self._lock:
            self._line.plug_in()

    def close(self) -> None:
        """Put the terminal or socket and its path away."""
        self.hang_up()

    def step(self) -> None:
        """Let buttons go, answer what was asked, let faults happen; never wait."""
        with self._lock:
            now_ms = self._clock.now_ms()
            self._happen(now_ms)
            if heard := self._line.read():
                self._answer(self.mimic.hear(heard, now_ms))
            if now_ms >= self.mimic.next_due_ms:
                self._line.write(self.mimic.due(now_ms))
            for truth in self.mimic.truths():
                self._tell(truth)
            self._line.step()

    def _do(self, deed: Deed, now_ms: float) -> None:
        self._line.write(self.mimic.do(deed, now_ms))
        if what := _told(deed):
            self._tell(Truth(what, now_ms))

    def _answer(self, said: bytes) -> None:
        if said:
            self._line.write((JUNK * self._faults.junk)[: self._faults.junk] + said)

    def _happen(self, now_ms: float) -> None:
        """Let happen what the plan has for now: releases, hang-ups, reboots."""
        for due_ms, button in [one for one in self._releases if one[0] <= now_ms]:
            self._releases.remove((due_ms, button))
            self._do(Up(button), due_ms)
        if now_ms >= self._reboot_ms:
            self._reboot_ms = self._coming(self._faults.reboot)
            self.reboot()
        if now_ms >= self._hang_up_ms:
            self._hang_up_ms = self._coming(self._faults.hangup)
            self._plug_in_ms = now_ms + UNPLUGGED_MS
            self.hang_up()
        if now_ms >= self._plug_in_ms:
            self._plug_in_ms = NEVER
            self.plug_in()

    def _tell(self, truth: Truth) -> None:
        if self._plan.truth is not None:
            told = {"device": self._plan.name, **truth._asdict()}
            with self._plan.truth.open("a", encoding="utf-8") as file:
                file.write(json.dumps(told) + "\n")

    def _coming(self, every_ms: float) -> float:
        return self._clock.now_ms() + every_ms if every_ms else NEVER


def _told(deed: Deed) -> str:
    """Say in the file of truth what was done; letting a button go is not told."""
    match deed:
        case Down(button):
            return button
        case Lit(on):
            return "light" if on else "dark"
        case Held(key):
            return f"key {key}"
        case Switched(name, on):
            return f"{name} {'on' if on else 'off'}"
    return ""


def plugged_in(driver: Driver[Any], clock: Clock, plan: Plan) -> Simulated:
    """Plug a driver's simulated device into a terminal in the folder, or a socket."""
    profile, serial = driver.read_profile(), driver.reach == "serial"
    if not serial:
        plan = replace(plan, faults=over_tcp(plan.faults))

    def mimic(began_ms: float, rng: Random) -> Mimic:
        return driver.mimic(profile, plan.faults, began_ms, rng)

    jack: Jack = Terminal(plan.folder / plan.name) if serial else Listener()
    return Simulated(mimic, clock, plan, jack)
