"""A simulated Cedrus pad: answers questions, presses keys, keeps its own clocks."""

import struct
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeAlias

from pod.hardware.faults import Faults
from pod.hardware.mimic import Deed, Down, Lit, Truth, Up
from pod.hardware.xid.codec import KeyFrame, encode
from pod.hardware.xid.pad import BUTTON_PORT, LIGHT_PORT
from pod.hardware.xid.profile import XidProfile

Answers: TypeAlias = Mapping[bytes, Callable[[], bytes]]

OTHER_PRODUCT = b"S"
LIGHT_KEY = 0
U16 = struct.Struct("<H")


class OwnTimers(Protocol):
    """The timers at the pad's end, and what can be asked of them."""

    def stamp(self, now_ms: float) -> int:
        """Return what a key's edge is stamped with."""

    def answers(self, now_ms: float) -> Answers:
        """Return what is done and said for each command."""

    def restart(self, now_ms: float) -> None:
        """Begin at zero again, as after a power cut."""


class XidMimic:
    """How the pad behaves; it may swallow the first question after its model.

    Commands that it does not know it ignores.
    """

    next_due_ms = float("inf")

    def __init__(self, profile: XidProfile, faults: Faults, timers: OwnTimers) -> None:
        self._profile = profile
        self._faults = faults
        self._timers = timers
        self._heard = b""
        self._swallow = faults.swallow
        self._echo_ms: float | None = None

    def hear(self, data: bytes, now_ms: float) -> bytes:
        """Answer each whole command; skip bytes of none."""
        self._heard += data
        said = b""
        while (asked := self._next_command(now_ms)) is not None:
            said += self._answer(asked, now_ms)
        return said

    def due(self, _now_ms: float) -> bytes:
        """Say nothing by itself."""
        return b""

    def do(self, deed: Deed, now_ms: float) -> bytes:
        """Tell of a key that goes down or up, or of light, stamped now."""
        buttons, stamp = self._profile.buttons, self._timers.stamp(now_ms)
        match deed:
            case Down(button) | Up(button) if button in buttons:
                port, key = BUTTON_PORT, buttons[button][0]
            case Lit():
                port, key = LIGHT_PORT, LIGHT_KEY
            case _:
                return b""
        on = isinstance(deed, Down) or (isinstance(deed, Lit) and deed.on)
        return encode(KeyFrame(port=port, key=key, pressed=on, device_ms=stamp))

    def reboot(self, now_ms: float) -> bytes:
        """Start again: its clocks are at zero and a half-heard question is gone."""
        self._timers.restart(now_ms)
        self._heard = b""
        return b""

    def truths(self) -> Sequence[Truth]:
        """Nothing happens by itself."""
        return ()

    def _next_command(self, now_ms: float) -> bytes | None:
        """Take the next command; None while it may go on, or where none is left."""
        known = self._answers(now_ms)
        while self._heard:
            for command in known:
                if self._heard.startswith(command):
                    self._heard = self._heard[len(command) :]
                    return command
            if any(command.startswith(self._heard) for command in known):
                return None
            self._heard = self._heard[1:]
        return None

    def _answer(self, asked: bytes, now_ms: float) -> bytes:
        if asked == b"_d2" and self._swallow:
            self._swallow = False
            return b""
        return self._answers(now_ms)[asked]()

    def _answers(self, now_ms: float) -> Answers:
        identity = self._profile.identity
        product = OTHER_PRODUCT if self._faults.wrong else identity.product.encode()
        name = f"{self._profile.title.rpartition(' response pad')[0]} (simulated)\r"
        return {
            b"_c1": lambda: b"_xid0",
            b"c10": lambda: b"",
            b"_d1": name.encode,
            b"_d2": lambda: product,
            b"_d3": identity.model.encode,
            b"_d4": identity.firmware.encode,
            b"_d5": lambda: b"1",
            b"e4": lambda: self._ask_back(now_ms),
            b"X": lambda: self._echoed(now_ms),
            **self._timers.answers(now_ms),
        }

    def _ask_back(self, now_ms: float) -> bytes:
        self._echo_ms = now_ms
        return b"X"

    def _echoed(self, now_ms: float) -> bytes:
        """Tell how long the host took to echo; say nothing to an echo unasked."""
        if self._echo_ms is None:
            return b""
        took_ms, self._echo_ms = now_ms - self._echo_ms, None
        return b"PT" + U16.pack(min(int(took_ms), 0xFFFF))
