"""Modbus RTU frames for coils: unit, function, data, CRC-16/MODBUS low byte first.

Read coils is 01, write one coil 05; a refusal has bit 7 of the function set. The
standard ends a frame by silence, which a USB adapter does not keep: here a frame ends
where its function says, and its CRC must agree.
"""

import struct
from collections.abc import Callable
from typing import TypeAlias

from pod.hardware.framing import Framer
from pod.values import Value

READ, WRITE, REFUSED = 0x01, 0x05, 0x80
ON, OFF = 0xFF00, 0x0000
MOST_COILS = 32
SHORTEST = 5
HEAD = 2
SIX = struct.Struct(">BBHH")
CRC = struct.Struct("<H")
LONGEST = max(SIX.size, HEAD + 1 + MOST_COILS // 8) + CRC.size


def _shifted(byte: int) -> int:
    for _ in range(8):
        byte = byte >> 1 ^ (0xA001 if byte & 1 else 0)
    return byte


TABLE = tuple(_shifted(byte) for byte in range(256))


def crc16(data: bytes) -> int:
    """Return the CRC-16/MODBUS: polynomial 8005 reflected, beginning with FFFF."""
    crc = 0xFFFF
    for byte in data:
        crc = crc >> 8 ^ TABLE[(crc ^ byte) & 0xFF]
    return crc


class ReadCoils(Value, frozen=True):
    """The question how so many coils from the first stand."""

    unit: int
    first: int
    count: int


class WriteCoil(Value, frozen=True):
    """The order to switch one coil, and the board's answer that it has."""

    unit: int
    coil: int
    on: bool


class CoilsRead(Value, frozen=True):
    """How coils stand, eight to a byte, the first in the lowest bit."""

    unit: int
    bits: bytes

    def on(self, coil: int) -> bool | None:
        """Return how a coil stands, or None if it is not among them."""
        if coil >= 8 * len(self.bits):
            return None
        return bool(self.bits[coil // 8] >> coil % 8 & 1)


class Refusal(Value, frozen=True):
    """The board does not do this: 1 function, 2 address, 3 value, 4 it failed."""

    unit: int
    function: int
    code: int


class Loose(Value, frozen=True):
    """A byte of no frame."""

    byte: int


Frame: TypeAlias = ReadCoils | WriteCoil | CoilsRead | Refusal | Loose
Size: TypeAlias = Callable[[bytes], int | None]


def request_size(begun: bytes) -> int | None:
    """Return the size of a request that begins so; 1 is none, None needs more."""
    if len(begun) < HEAD:
        return None
    return SIX.size + CRC.size if begun[1] in (READ, WRITE) else 1


def reply_size(begun: bytes) -> int | None:
    """Return the size of a reply that begins so; 1 is none, None needs more."""
    if len(begun) <= HEAD:
        return None
    match begun[1]:
        case 0x05:
            return SIX.size + CRC.size
        case 0x81 | 0x85:
            return SHORTEST
        case 0x01 if 0 < begun[HEAD] <= MOST_COILS // 8:
            return HEAD + 1 + begun[HEAD] + CRC.size
    return 1


class Codec(Framer[Frame]):
    """Turns bytes into frames however they are cut up; holds nine bytes at most."""

    def __init__(self, size: Size) -> None:
        self._size = size
        super().__init__(self._begun, Loose, LONGEST)

    def _begun(self, data: bytes) -> tuple[Frame | None, int]:
        size = self._size(data)
        if size is None or size > len(data):
            return None, 0
        frame = self._frame(data[:size])
        return frame, 1 if isinstance(frame, Loose) else size

    def _frame(self, whole: bytes) -> Frame:
        if len(whole) < SHORTEST or crc16(whole):
            return Loose(whole[0])
        unit, function = whole[:HEAD]
        if function & REFUSED:
            return Refusal(unit, function & ~REFUSED, whole[HEAD])
        if function == READ and self._size is reply_size:
            return CoilsRead(unit, whole[HEAD + 1 : -CRC.size])
        _, _, first, value = SIX.unpack_from(whole)
        if function == READ:
            return ReadCoils(unit, first, value)
        if value in (ON, OFF):
            return WriteCoil(unit, first, value == ON)
        return Loose(whole[0])


def encode(frame: Frame) -> bytes:
    """Return a frame's bytes; what `feed` reads back as the same frame."""
    match frame:
        case ReadCoils(unit, first, count):
            body = SIX.pack(unit, READ, first, count)
        case WriteCoil(unit, coil, on):
            body = SIX.pack(unit, WRITE, coil, ON if on else OFF)
        case CoilsRead(unit, bits):
            body = bytes((unit, READ, len(bits))) + bits
        case Refusal(unit, function, code):
            body = bytes((unit, function | REFUSED, code))
        case Loose(byte):
            return bytes((byte,))
    return body + CRC.pack(crc16(body))
