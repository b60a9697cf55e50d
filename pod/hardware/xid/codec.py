"""Cedrus XID bytes: key responses, timer answers, and everything else.

Response: 6B, then port (bits 0-3), press (bit 4) and key (bits 5-7), then the device's
milliseconds as u32 LE. Timer answer: 5F 65 35 (XID 2) or 65 33 (XID 1), then u32 LE.
No frame has a checksum. One pad gives one kind of timer answer only.
"""

import struct
from typing import Literal, TypeAlias

from pod.hardware.framing import Framer
from pod.values import Value

Generation: TypeAlias = Literal[1, 2]

KEY = 0x6B
PORT_LIMIT = 0x0C
TIMERS: dict[Generation, bytes] = {1: b"e3", 2: b"_e5"}
KEY_BYTES = 6
PRESSED = 0x10

U32 = struct.Struct("<I")


class KeyFrame(Value, frozen=True, kw_only=True):
    """An edge on a port: which key, down or up, and the device's own milliseconds."""

    port: int
    key: int
    pressed: bool
    device_ms: int


class TimerFrame(Value, frozen=True):
    """The device's answer to "what time is it?"; XID 1 tells of its base timer."""

    device_ms: int
    generation: Generation = 2


class Loose(Value, frozen=True):
    """A byte of no frame: part of an answer in plain characters, or junk."""

    byte: int


Frame: TypeAlias = KeyFrame | TimerFrame | Loose


class Codec(Framer[Frame]):
    """Turns bytes into frames however they are cut up; holds six bytes at most."""

    def __init__(self, generation: Generation = 2) -> None:
        self._generation = generation
        self._timer = TIMERS[generation]
        super().__init__(self._begun, Loose, len(self._timer) + U32.size)

    def _begun(self, data: bytes) -> tuple[Frame | None, int]:
        """Return the frame that `data` begins with and its size; None: more needed."""
        size = len(self._timer) + U32.size
        if self._timer.startswith(data[: len(self._timer)]):
            return (None, 0) if len(data) < size else (self._told(data), size)
        if data[0] == KEY and (len(data) == 1 or not data[1] & PORT_LIMIT):
            return (None, 0) if len(data) < KEY_BYTES else (_key(data), KEY_BYTES)
        return Loose(data[0]), 1

    def _told(self, data: bytes) -> Frame:
        (device_ms,) = U32.unpack_from(data, len(self._timer))
        return TimerFrame(device_ms, self._generation)


def _key(data: bytes) -> Frame:
    return KeyFrame(
        port=data[1] & 0x0F,
        key=data[1] >> 5,
        pressed=bool(data[1] & PRESSED),
        device_ms=U32.unpack_from(data, 2)[0],
    )


def encode(frame: Frame) -> bytes:
    """Return a frame's bytes; what `feed` reads back as the same frame."""
    match frame:
        case KeyFrame(port=port, key=key, pressed=pressed, device_ms=device_ms):
            edge = port | key << 5 | (PRESSED if pressed else 0)
            return bytes((KEY, edge)) + U32.pack(device_ms)
        case TimerFrame(device_ms, generation):
            return TIMERS[generation] + U32.pack(device_ms)
        case Loose(byte):
            return bytes((byte,))
