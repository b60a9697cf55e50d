"""A simulated relay board: eight coils, and no opinion of its own."""

from collections.abc import Sequence
from random import Random

from pod.hardware.faults import Faults
from pod.hardware.mimic import Deed, Truth
from pod.hardware.modbus_relay.codec import (
    READ,
    WRITE,
    Codec,
    CoilsRead,
    Frame,
    ReadCoils,
    Refusal,
    WriteCoil,
    encode,
    request_size,
)
from pod.hardware.modbus_relay.profile import RelayProfile

COILS = 8
NO_SUCH_FUNCTION, NO_SUCH_ADDRESS = 1, 2
STALE_MS = 50.0


class RelayMimic:
    """How the board behaves; what its coils did is told in the truths.

    Its quirks: `stuck`, no coil moves although the board says so; `refuses`, it lets
    no coil be written. A `wrong` device knows no coils.
    """

    next_due_ms = float("inf")

    def __init__(
        self, profile: RelayProfile, faults: Faults, began_ms: float, _rng: Random
    ) -> None:
        self._unit = profile.unit
        self._faults = faults
        self._codec = Codec(request_size)
        self._heard_ms = began_ms
        self._truths: list[Truth] = []
        self.coils = [False] * COILS

    def hear(self, data: bytes, now_ms: float) -> bytes:
        """Answer each whole question to its own address."""
        if now_ms - self._heard_ms >= STALE_MS:
            self._codec.give_up()
        self._heard_ms = now_ms
        return b"".join(self._answer(one, now_ms) for one in self._codec.feed(data))

    def due(self, _now_ms: float) -> bytes:
        """Say nothing by itself."""
        return b""

    def do(self, _deed: Deed, _now_ms: float) -> bytes:
        """Feel nothing."""
        return b""

    def reboot(self, _now_ms: float) -> bytes:
        """Lose power: all coils fall off."""
        self.coils = [False] * COILS
        return b""

    def truths(self) -> Sequence[Truth]:
        """Return which coils moved."""
        told, self._truths = self._truths, []
        return told

    def _answer(self, asked: Frame, now_ms: float) -> bytes:
        match asked:
            case ReadCoils(unit, first, count) if unit == self._unit:
                return encode(self._standing(first, count))
            case WriteCoil(unit) if unit == self._unit:
                return encode(self._switch(asked, now_ms))
        return b""

    def _standing(self, first: int, count: int) -> CoilsRead | Refusal:
        if self._faults.wrong:
            return Refusal(self._unit, READ, NO_SUCH_FUNCTION)
        if not 0 < count <= COILS - first:
            return Refusal(self._unit, READ, NO_SUCH_ADDRESS)
        standing = self.coils[first : first + count]
        bits = sum(1 << place for place, on in enumerate(standing) if on)
        return CoilsRead(self._unit, bytes((bits,)))

    def _switch(self, asked: WriteCoil, now_ms: float) -> WriteCoil | Refusal:
        coil, on = asked.coil, asked.on
        if coil >= COILS or self._faults.quirk == "refuses":
            return Refusal(self._unit, WRITE, NO_SUCH_ADDRESS)
        if self._faults.quirk != "stuck" and self.coils[coil] != on:
            self.coils[coil] = on
            self._truths.append(Truth(f"coil {coil} {'on' if on else 'off'}", now_ms))
        return asked
