"""Harp 8-bit frames: found in any stream of bytes, however it is cut or spoilt.

Type, length, address, port, payload type, six bytes of time where bit 4 of the payload
type says so, payload, sum of all that modulo 256. The sum catches every single wrong
byte and about 255 of 256 other mistakes: what is dropped is counted.
"""

import re
import struct
from typing import Literal, TypeAlias

from pod.values import Value

Kind: TypeAlias = Literal["read", "write", "event"]
PayloadType: TypeAlias = Literal[
    "U8", "S8", "U16", "S16", "U32", "S32", "U64", "S64", "Float"
]

KINDS: dict[Kind, int] = {"read": 1, "write": 2, "event": 3}
PAYLOAD_TYPES: dict[PayloadType, int] = {
    "U8": 0x01,
    "S8": 0x81,
    "U16": 0x02,
    "S16": 0x82,
    "U32": 0x04,
    "S32": 0x84,
    "U64": 0x08,
    "S64": 0x88,
    "Float": 0x44,
}
KIND_OF = {code: kind for kind, code in KINDS.items()}
TYPE_OF = {code: name for name, code in PAYLOAD_TYPES.items()}
ERROR = 0x08
STAMPED = 0x10
NO_HUB = 0xFF
SHORTEST = 4
SHORTEST_STAMPED = 10
HEAD = 5
LONGEST_FRAME = 257

TICKS_A_SECOND = 31_250
TICK_MS = 0.032
TICK_BITS = 60
"""More than the whole stamp has (32 bits of seconds), so it never goes round."""

BEGINNING = re.compile(rb"[\x01-\x03\x09-\x0b]")
STAMP = struct.Struct("<IH")


class Stamp(Value, frozen=True):
    """A board's time: whole seconds, and units of 32 us (0 to 31249) beyond them."""

    seconds: int
    units: int

    @property
    def ticks(self) -> int:
        """The whole stamp in units of 32 us."""
        return self.seconds * TICKS_A_SECOND + self.units


class Frame(Value, frozen=True, kw_only=True):
    """One message; requests bear no stamp, replies and events always do."""

    kind: Kind
    address: int
    type: PayloadType = "U8"
    payload: bytes = b""
    stamp: Stamp | None = None
    error: bool = False
    port: int = NO_HUB

    @property
    def question(self) -> tuple[str, int, str]:
        """What a reply has in common with its request."""
        return (self.kind, self.address, self.type)


class Codec:
    """Turns bytes into frames however they are cut up; holds one frame at most.

    `junk` counts bytes that belonged to no frame, `sum_errors` what had the shape of a
    frame and the wrong sum.
    """

    def __init__(self) -> None:
        self._held = bytearray()
        self.junk = 0
        self.sum_errors = 0

    @property
    def holding(self) -> int:
        """How many bytes wait for the rest of their frame."""
        return len(self._held)

    def feed(self, untrusted: bytes) -> list[Frame]:
        """Return the frames that these bytes complete."""
        self._held += untrusted
        frames: list[Frame] = []
        at = self._skip(0)
        while at < len(self._held) and (size := self._size(at)) is not None:
            if size:
                frames.append(decode(bytes(self._held[at : at + size])))
            else:
                self.junk += 1
            at = self._skip(at + (size or 1))
        del self._held[:at]
        return frames

    def give_up(self) -> list[Frame]:
        """Stop waiting for the rest of a frame: drop its first byte, and look again."""
        frames: list[Frame] = []
        while self._held:
            del self._held[0]
            self.junk += 1
            frames += self.feed(b"")
        return frames

    def _skip(self, at: int) -> int:
        """Return where the next frame can begin; what lies before is junk."""
        found = BEGINNING.search(self._held, at)
        begin = found.start() if found else len(self._held)
        self.junk += begin - at
        return begin

    def _size(self, at: int) -> int | None:
        """Return the size of the frame that begins here, 0 if none does.

        None: more bytes are needed to tell.
        """
        there = len(self._held) - at
        size = self._held[at + 1] + 2 if there > 1 else LONGEST_FRAME
        if size - 2 < SHORTEST:
            return 0
        if there >= HEAD and not _possible(self._held[at + 4], size - 2):
            return 0
        if there < size:
            return None
        if sum(self._held[at : at + size - 1]) & 0xFF != self._held[at + size - 1]:
            self.sum_errors += 1
            return 0
        return size


def _possible(payload_type: int, length: int) -> bool:
    """Tell whether a frame of this length can bear this type of payload."""
    shortest = SHORTEST_STAMPED if payload_type & STAMPED else SHORTEST
    return payload_type & ~STAMPED in TYPE_OF and length >= shortest


def decode(whole: bytes) -> Frame:
    """Return the frame that these bytes, already found good, are."""
    stamped = whole[4] & STAMPED
    begin = HEAD + (STAMP.size if stamped else 0)
    return Frame(
        kind=KIND_OF[whole[0] & ~ERROR],
        error=bool(whole[0] & ERROR),
        address=whole[2],
        port=whole[3],
        type=TYPE_OF[whole[4] & ~STAMPED],
        stamp=Stamp(*STAMP.unpack_from(whole, HEAD)) if stamped else None,
        payload=whole[begin:-1],
    )


def encode(frame: Frame) -> bytes:
    """Return a frame's bytes; what `feed` reads back as the same frame."""
    kind = KINDS[frame.kind] | (ERROR if frame.error else 0)
    payload_type = PAYLOAD_TYPES[frame.type] | (STAMPED if frame.stamp else 0)
    stamp = STAMP.pack(frame.stamp.seconds, frame.stamp.units) if frame.stamp else b""
    body = bytes((frame.address, frame.port, payload_type)) + stamp + frame.payload
    said = bytes((kind, len(body) + 1)) + body
    return said + bytes((sum(said) & 0xFF,))


def stamp_of(ticks: int) -> Stamp:
    """Return the stamp of so many units of 32 us."""
    return Stamp(*divmod(ticks, TICKS_A_SECOND))
