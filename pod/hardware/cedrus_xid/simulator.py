"""A simulated Cedrus RB-740: answers questions, presses keys, keeps its own clock."""

from collections.abc import Callable, Mapping, Sequence
from random import Random

from pod.hardware.cedrus_xid.codec import KeyFrame, TimerFrame, encode
from pod.hardware.cedrus_xid.profile import CedrusProfile
from pod.hardware.faults import Faults
from pod.hardware.mimic import Deed, Down, OwnClock, Truth, Up

NAME = b"Cedrus RB-740 (simulated)\r"
OTHER_PRODUCT = b"S"


class CedrusMimic:
    """How the pad behaves; it may swallow the first question after its model."""

    next_due_ms = float("inf")

    def __init__(
        self, profile: CedrusProfile, faults: Faults, began_ms: float, _rng: Random
    ) -> None:
        self._profile = profile
        self._faults = faults
        self._heard = b""
        self._swallow = faults.swallow
        self._clock = OwnClock(faults, began_ms, profile.tick_ms)

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
        """Tell of a key that goes down or up, stamped now."""
        if not isinstance(deed, Down | Up):
            return b""
        key = self._profile.buttons[deed.button][0]
        stamp = self._clock.ticks(now_ms)
        down = isinstance(deed, Down)
        return encode(KeyFrame(port=0, key=key, pressed=down, device_ms=stamp))

    def reboot(self, now_ms: float) -> bytes:
        """Start again: its clock is at zero and a half-heard question is gone."""
        self._clock.restart(now_ms)
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

    def _answers(self, now_ms: float) -> Mapping[bytes, Callable[[], bytes]]:
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
            b"_e5": lambda: encode(TimerFrame(self._clock.ticks(now_ms))),
            b"e5": lambda: self._reset_timer(now_ms),
        }

    def _reset_timer(self, now_ms: float) -> bytes:
        self._clock.restart(now_ms)
        return b""
