"""A simulated RTBox: greets, tells of presses and light, keeps its own fine clock."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import TypeAlias

from pod.hardware.faults import Faults
from pod.hardware.mimic import Deed, Down, Lit, OwnClock, Truth, Up
from pod.hardware.ustc_rtbox.codec import (
    CHOSEN,
    LIGHT,
    SYNC,
    Chosen,
    EventFrame,
    Greeting,
    encode,
)
from pod.hardware.ustc_rtbox.profile import RTBoxProfile
from pod.values import Button

PRESS_BIT, RELEASE_BIT, LIGHT_BIT = 1, 2, 8
CLOCK_BITS = 48
VERSION = "v6.1"
OTHER = "is no such box\r\n"
LATE_SHARE = 1 / 3
LATE_MS = (2.0, 16.0)
"""As long as a USB adapter may hold bytes back."""
BEHIND_ARGUMENTS = {CHOSEN: 1, 0x01: 1, 0x11: 2}

Command: TypeAlias = Callable[[bytes, float], bytes]


class RTBoxMimic:
    """How the box behaves once it is greeted; before that it tells of nothing.

    Quirks: with `late` every third clock question reaches it late; with `waiting` it
    wants `R` before it greets; with `liar` it greets, and then says what no box says.
    """

    def __init__(
        self, profile: RTBoxProfile, faults: Faults, began_ms: float, rng: Random
    ) -> None:
        self._profile, self._faults, self._rng = profile, faults, rng
        self._clock = OwnClock(faults, began_ms, profile.tick_ms, CLOCK_BITS)
        self._heard = b""
        self._greeted = False
        self._waits = faults.quirk == "waiting"
        self._told = 0
        self._down: set[Button] = set()
        self._late: deque[float] = deque()

    @property
    def next_due_ms(self) -> float:
        """When the next late question arrives."""
        return self._late[0] if self._late else float("inf")

    def hear(self, data: bytes, now_ms: float) -> bytes:
        """Answer each whole command; skip bytes of none."""
        self._heard += data
        said = b""
        while self._heard:
            size = 1 + BEHIND_ARGUMENTS.get(self._heard[0], 0)
            if len(self._heard) < size:
                break
            command, self._heard = self._heard[:size], self._heard[size:]
            said += self._obey(command, now_ms)
        return said

    def due(self, now_ms: float) -> bytes:
        """Answer the questions that have arrived late by now."""
        said = b""
        while self._late and self._late[0] <= now_ms:
            said += self._time(self._late.popleft())
        return said

    def do(self, deed: Deed, now_ms: float) -> bytes:
        """Tell of a key or of light, stamped now, if it was told to."""
        match deed:
            case Down(button) if button in self._profile.buttons:
                self._down.add(button)
                return self._tell(PRESS_BIT, self._code(button), now_ms)
            case Up(button) if button in self._profile.buttons:
                self._down.discard(button)
                return self._tell(RELEASE_BIT, self._code(button) + 1, now_ms)
            case Lit(on=True):
                return self._tell(LIGHT_BIT, LIGHT, now_ms)
        return b""

    def reboot(self, now_ms: float) -> bytes:
        """Start again: its clock is at zero, and whom it talked to is forgotten."""
        self._clock.restart(now_ms)
        self._greeted, self._told, self._heard = False, 0, b""
        self._late.clear()
        return b""

    def truths(self) -> Sequence[Truth]:
        """Nothing happens by itself."""
        return ()

    def _obey(self, command: bytes, now_ms: float) -> bytes:
        known: Mapping[int, Command] = {
            ord("X"): self._greet,
            ord("x"): self._part,
            ord("R"): self._run,
            ord("Y"): self._ask_time,
            ord("E"): lambda _command, _now_ms: bytes((ord("E"), self._told)),
            ord("?"): lambda _command, _now_ms: bytes((ord("?"), self._keys())),
            CHOSEN: self._choose,
        }
        obey = known.get(command[0])
        return obey(command, now_ms) if obey else b""

    def _greet(self, _command: bytes, _now_ms: float) -> bytes:
        if self._waits:
            return b"?"
        if self._faults.wrong:
            return OTHER.encode()
        self._greeted = True
        return encode(Greeting(f"{self._profile.ticks_per_s},{VERSION}"))

    def _part(self, _command: bytes, _now_ms: float) -> bytes:
        self._greeted = False
        return b""

    def _run(self, _command: bytes, _now_ms: float) -> bytes:
        waited, self._waits = self._waits, False
        return b"\x00\x01" if waited else b""

    def _choose(self, command: bytes, _now_ms: float) -> bytes:
        self._told = command[1]
        return encode(Chosen())

    def _ask_time(self, _command: bytes, now_ms: float) -> bytes:
        if not self._greeted:
            return b""
        if self._faults.quirk == "liar":
            return bytes((200,)) * 7
        if self._faults.quirk == "late" and self._rng.random() < LATE_SHARE:
            after_ms = max([now_ms, *self._late])
            self._late.append(after_ms + self._rng.uniform(*LATE_MS))
            return b""
        return self._time(now_ms)

    def _time(self, at_ms: float) -> bytes:
        return encode(EventFrame(SYNC, self._clock.ticks(at_ms)))

    def _tell(self, bit: int, code: int, now_ms: float) -> bytes:
        if not self._greeted or not self._told & bit:
            return b""
        return encode(EventFrame(code, self._clock.ticks(now_ms)))

    def _code(self, button: Button) -> int:
        return self._profile.buttons[button][0]

    def _keys(self) -> int:
        """Return which keys are held, in bits 0 to 3."""
        return sum(1 << (self._code(button) - 49) // 2 for button in self._down)
