"""RTBox bytes: events, its greeting, and everything else.

Event: a code, then the box's ticks as u48 BE; the answer to a clock question is an
event too. Greeting: 21 characters, `USTCRTBOX,` + ticks a second + `,v` + version.
A lone 65 says that the choice of events was heard. No frame has a checksum.
"""

from typing import TypeAlias

from pod.hardware.framing import Framer
from pod.values import Value

PRESSES = (49, 51, 53, 55)
RELEASES = (50, 52, 54, 56)
LIGHT, TR, SYNC, SOUND, AUX = 48, 57, 89, 97, 98
CODES = frozenset((*PRESSES, *RELEASES, LIGHT, TR, SYNC, SOUND, AUX))
CHOSEN = 0x65
HELLO = b"USTCRTBOX,"
HELLO_BYTES = 21
EVENT_BYTES = 7


class EventFrame(Value, frozen=True):
    """Something happened, or the clock was asked for; the box's own ticks."""

    code: int
    ticks: int


class Greeting(Value, frozen=True):
    """What follows `USTCRTBOX,` in the box's answer to "who are you?"."""

    text: str


class Chosen(Value, frozen=True):
    """The box has heard which events it is to tell of."""


class Loose(Value, frozen=True):
    """A byte of no frame."""

    byte: int


Frame: TypeAlias = EventFrame | Greeting | Chosen | Loose


class Codec(Framer[Frame]):
    """Turns bytes into frames however they are cut up; holds 20 bytes at most."""

    def __init__(self) -> None:
        super().__init__(_first, Loose, HELLO_BYTES)


def _first(data: bytes) -> tuple[Frame | None, int]:
    """Return the frame that `data` begins with and its size; None: more is needed."""
    if data[0] in CODES:
        if len(data) < EVENT_BYTES:
            return None, 0
        ticks = int.from_bytes(data[1:EVENT_BYTES], "big")
        return EventFrame(data[0], ticks), EVENT_BYTES
    if data[0] == CHOSEN:
        return Chosen(), 1
    if HELLO.startswith(data[: len(HELLO)]):
        return _greeting(data)
    return Loose(data[0]), 1


def _greeting(data: bytes) -> tuple[Frame | None, int]:
    """Return the greeting; a character that cannot be one ends the waiting."""
    if not (data.isascii() and data.decode("ascii").isprintable()):
        return Loose(data[0]), 1
    if len(data) < HELLO_BYTES:
        return None, 0
    return Greeting(data[len(HELLO) :].decode("ascii")), HELLO_BYTES


def encode(frame: Frame) -> bytes:
    """Return a frame's bytes; what `feed` reads back as the same frame."""
    match frame:
        case EventFrame(code, ticks):
            return bytes((code,)) + ticks.to_bytes(EVENT_BYTES - 1, "big")
        case Greeting(text):
            return HELLO + text.encode("ascii")
        case Chosen():
            return bytes((CHOSEN,))
        case Loose(byte):
            return bytes((byte,))
