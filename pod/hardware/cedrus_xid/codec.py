"""Cedrus XID bytes: key responses, timer answers, and everything else.

Response: 6B, then port (bits 0-3), press (bit 4) and key (bits 5-7), then the device's
milliseconds as u32 LE. Timer answer: 5F 65 35, then u32 LE. No frame has a checksum.
"""

import struct
from typing import TypeAlias

from pod.values import Value

KEY = 0x6B
PORT_LIMIT = 0x0C
TIMER = b"_e5"
KEY_BYTES = 6
TIMER_BYTES = len(TIMER) + 4
PRESSED = 0x10

U32 = struct.Struct("<I")


class KeyFrame(Value, frozen=True, kw_only=True):
    """An edge on a port: which key, down or up, and the device's own milliseconds."""

    port: int
    key: int
    pressed: bool
    device_ms: int


class TimerFrame(Value, frozen=True):
    """The device's answer to "what time is it?"."""

    device_ms: int


class Loose(Value, frozen=True):
    """A byte of no frame: part of an answer in plain characters, or junk."""

    byte: int


Frame: TypeAlias = KeyFrame | TimerFrame | Loose


class Codec:
    """Turns bytes into frames however they are cut up; holds six bytes at most."""

    def __init__(self) -> None:
        self._held = bytearray()

    @property
    def holding(self) -> int:
        """How many bytes wait for the rest of their frame."""
        return len(self._held)

    def feed(self, untrusted: bytes) -> list[Frame]:
        """Return the frames that these bytes complete."""
        self._held += untrusted
        frames: list[Frame] = []
        at = 0
        while at < len(self._held):
            frame, size = _first(self._held[at : at + TIMER_BYTES])
            if frame is None:
                break
            frames.append(frame)
            at += size
        del self._held[:at]
        return frames

    def give_up(self) -> list[Frame]:
        """Stop waiting for the rest of a frame: its first byte was a loose one."""
        if not self._held:
            return []
        first = Loose(self._held.pop(0))
        return [first, *self.feed(b""), *self.give_up()]


def _first(data: bytearray) -> tuple[Frame | None, int]:
    """Return the frame that `data` begins with and its size; None: more is needed."""
    if TIMER.startswith(data[: len(TIMER)]):
        return (None, 0) if len(data) < TIMER_BYTES else (_timer(data), TIMER_BYTES)
    if data[0] == KEY and (len(data) == 1 or not data[1] & PORT_LIMIT):
        return (None, 0) if len(data) < KEY_BYTES else (_key(data), KEY_BYTES)
    return Loose(data[0]), 1


def _timer(data: bytearray) -> Frame:
    return TimerFrame(U32.unpack_from(data, len(TIMER))[0])


def _key(data: bytearray) -> Frame:
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
        case TimerFrame(device_ms):
            return TIMER + U32.pack(device_ms)
        case Loose(byte):
            return bytes((byte,))
