"""Nonin bytes: frames of five, 75 a second, 25 to a packet.

Format 2: 01, status, wave (u8), one byte of the packet, sum. Format 7: status, wave
(u16 BE), one byte of the packet, sum. The sum is that of the four before it, cut off
at a byte. The status's bit 0 marks the first frame of a packet.
"""

from typing import Literal, TypeAlias

from pod.values import Value

Format: TypeAlias = Literal[2, 7]

SIZE, PACKET = 5, 25
SHORT: Format = 2
BEGINS = 0x01
ALWAYS, SENSOR_OFF, ARTEFACT, OUT_OF_TRACK = 0x80, 0x40, 0x20, 0x10
PULSE, SYNC = 0x02, 0x01
ACK, NAK = 0x06, 0x15
RATE_HIGH, RATE_LOW, OXYGEN = 0, 1, 2
"""The places of a packet where these bytes stand, from 0."""
NO_RATE, NO_OXYGEN = 511, 127


class Frame(Value, frozen=True, kw_only=True):
    """One sample: its status bits, the wave, and its place's byte of the packet."""

    status: int
    wave: int
    other: int
    place: int


class Spoilt(Value, frozen=True):
    """Bytes that were no frame of ours, or frames that did not come."""


Item: TypeAlias = Frame | Spoilt


class Codec:
    """Turns bytes into frames however they are cut up; holds four bytes at most.

    A packet's first frame is looked for; then it goes on frame by frame, until one is
    spoilt or missing. An answer to a command may stand between two frames.
    """

    def __init__(self, format_: Format) -> None:
        self._format: Format = format_
        self._held = bytearray()
        self._place: int | None = None
        self.junk = 0

    @property
    def holding(self) -> int:
        """How many bytes wait for the rest of their frame."""
        return len(self._held)

    def feed(self, untrusted: bytes) -> list[Item]:
        """Return the frames that these bytes complete, and where some were spoilt."""
        self._held += untrusted
        items: list[Item] = []
        at = 0
        while at < len(self._held):
            if self._held[at] in (ACK, NAK):
                at += 1
                continue
            if len(self._held) - at < SIZE:
                break
            frame = self._next(bytes(self._held[at : at + SIZE]))
            at += SIZE if frame else 1
            items += [frame] if frame else self._lose()
        del self._held[:at]
        return items

    def _next(self, said: bytes) -> Frame | None:
        """Return the frame, if it is one and the one that should come."""
        place = self._place or 0
        frame = _frame(said, self._format, place)
        if frame is None or bool(frame.status & SYNC) != (place == 0):
            return None
        self._place = (place + 1) % PACKET
        return frame

    def _lose(self) -> list[Item]:
        """Look for a packet from here on; tell once that something was spoilt."""
        self.junk += 1
        in_step, self._place = self._place is not None, None
        return [Spoilt()] if in_step else []


def _frame(said: bytes, format_: Format, place: int) -> Frame | None:
    """Return the frame that five bytes are, if they are one."""
    status, wave = said[0], said[1] << 8 | said[2]
    if format_ == SHORT:
        status, wave = said[1], said[2]
    begins = format_ != SHORT or said[0] == BEGINS
    good = sum(said[:4]) & 0xFF == said[4]
    if not (begins and status & ALWAYS and good):
        return None
    return Frame(status=status, wave=wave, other=said[3], place=place)


def encode(frame: Frame, format_: Format) -> bytes:
    """Return a frame's bytes; what `feed` reads back as the same frame in its turn."""
    said = bytes((frame.status, frame.wave >> 8, frame.wave & 0xFF, frame.other))
    if format_ == SHORT:
        said = bytes((BEGINS, frame.status, frame.wave, frame.other))
    return said + bytes((sum(said) & 0xFF,))
