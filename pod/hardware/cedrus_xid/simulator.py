"""A simulated Cedrus RB-740: answers questions, presses keys, keeps its own clock."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import RLock

from pod.clock import Clock
from pod.hardware.cedrus_xid.codec import KeyFrame, TimerFrame, encode
from pod.hardware.cedrus_xid.profile import CedrusProfile
from pod.hardware.driver import Plan
from pod.hardware.far_end import FarEnd
from pod.values import Button

NAME = b"Cedrus RB-740 (simulated)\r"
OTHER_PRODUCT = b"S"
JUNK = b"\x00\xff~"
UNPLUGGED_MS = 1000.0
NEVER = float("inf")


class CedrusSimulator:
    """The pad at the far end; its methods may be called from any thread.

    The truth file gets one JSON line for each press: device, button, true host ms.
    """

    def __init__(self, profile: CedrusProfile, clock: Clock, plan: Plan) -> None:
        self._profile = profile
        self._clock = clock
        self._plan = plan
        self._faults = plan.faults
        self._line = FarEnd(clock, plan)
        self._lock = RLock()
        self._heard = b""
        self._swallow = plan.faults.swallow
        self._began_ms = clock.now_ms() - plan.faults.uptime
        self._releases: list[tuple[float, int]] = []
        self._hang_up_ms = self._coming(plan.faults.hangup)
        self._plug_in_ms = NEVER
        self._reboot_ms = self._coming(plan.faults.reboot)
        self._line.plug_in()

    @property
    def path(self) -> Path:
        """Where the host finds it, whichever terminal it is behind."""
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
        return min(own_ms, release_ms, self._line.next_due_ms)

    def fileno(self) -> int | None:
        """Return the descriptor that hears the host, or None while unplugged."""
        return self._line.fileno()

    def press(self, button: Button, held_ms: float = 80.0) -> None:
        """Press a button's first key now and let it go `held_ms` later."""
        with self._lock:
            now_ms = self._clock.now_ms()
            key = self._profile.buttons[button][0]
            self._edge(key, now_ms, pressed=True)
            self._releases.append((now_ms + held_ms, key))
            self._tell(button, now_ms)

    def reboot(self) -> None:
        """Start again: the pad's clock is at zero and a half-heard question is gone."""
        with self._lock:
            self._began_ms = self._clock.now_ms()
            self._heard = b""

    def stall(self, for_ms: float) -> None:
        """Hold back everything it says for a while, stamps unchanged."""
        with self._lock:
            self._line.stall(for_ms)

    def hang_up(self) -> None:
        """Pull the cable."""
        with self._lock:
            self._heard = b""
            self._line.hang_up()

    def plug_in(self) -> None:
        """Put the cable back; the same path leads to it."""
        with self._lock:
            self._line.plug_in()

    def close(self) -> None:
        """Put the terminal and its path away."""
        self.hang_up()

    def step(self) -> None:
        """Let keys go, answer what was asked, let faults happen; never wait."""
        with self._lock:
            self._happen(self._clock.now_ms())
            self._heard += self._line.read()
            while self._heard:
                asked = self._next_command()
                if asked is None:
                    break
                self._answer(asked)
            self._line.step()

    def _happen(self, now_ms: float) -> None:
        """Let happen what the plan has for now: releases, hang-ups, reboots."""
        for due_ms, key in [one for one in self._releases if one[0] <= now_ms]:
            self._releases.remove((due_ms, key))
            self._edge(key, due_ms, pressed=False)
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

    def _next_command(self) -> bytes | None:
        """Take the next command; skip bytes of none; None while it may go on."""
        known = self._answers()
        while self._heard:
            for command in known:
                if self._heard.startswith(command):
                    self._heard = self._heard[len(command) :]
                    return command
            if any(command.startswith(self._heard) for command in known):
                return None
            self._heard = self._heard[1:]
        return None

    def _answer(self, asked: bytes) -> None:
        if asked == b"_d2" and self._swallow:
            self._swallow = False
            return
        answer = self._answers()[asked]()
        if answer:
            self._line.write((JUNK * self._faults.junk)[: self._faults.junk] + answer)

    def _answers(self) -> Mapping[bytes, Callable[[], bytes]]:
        identity = self._profile.identity
        product = OTHER_PRODUCT if self._faults.wrong else identity.product.encode()
        return {
            b"_c1": lambda: b"_xid0",
            b"c10": lambda: b"",
            b"_d1": lambda: NAME,
            b"_d2": lambda: product,
            b"_d3": identity.model.encode,
            b"_d4": identity.firmware.encode,
            b"_d5": lambda: b"1",
            b"_e5": lambda: encode(TimerFrame(self._ticks(self._clock.now_ms()))),
            b"e5": self._reset_timer,
        }

    def _reset_timer(self) -> bytes:
        self._began_ms = self._clock.now_ms()
        return b""

    def _edge(self, key: int, at_ms: float, *, pressed: bool) -> None:
        stamp = self._ticks(at_ms)
        frame = KeyFrame(port=0, key=key, pressed=pressed, device_ms=stamp)
        self._line.write(encode(frame))

    def _ticks(self, at_ms: float) -> int:
        """Read its own clock: whole milliseconds, cut off, drifting, 32 bits."""
        own_ms = (at_ms - self._began_ms) * (1 + self._faults.drift / 1e6)
        return int(own_ms / self._profile.tick_ms) % (1 << 32)

    def _tell(self, button: Button, at_ms: float) -> None:
        if self._plan.truth is not None:
            told = {"device": self._plan.name, "button": button, "at_ms": at_ms}
            with self._plan.truth.open("a", encoding="utf-8") as file:
                file.write(json.dumps(told) + "\n")

    def _coming(self, every_ms: float) -> float:
        return self._clock.now_ms() + every_ms if every_ms else NEVER
