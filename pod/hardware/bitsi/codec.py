"""BITSI bytes: a letter for each edge of a key, and a line when the board starts.

A to H are keys 1 to 8 going one way, a to h the other way. The line is
`BITSI mode, Ready!` or a relative of it, then CR LF. It begins with a key's letter, so
a B waits until the next byte, or a short silence, shows which of the two it was.
"""

from typing import Literal, TypeAlias

from pod.hardware.framing import Framer
from pod.values import Value

Case: TypeAlias = Literal["upper", "lower"]

KEYS = b"ABCDEFGH"
START = b"BITSI"
END = b"Ready!\r\n"
LONGEST = 40


class Letter(Value, frozen=True):
    """One edge of a key, 1 to 8."""

    key: int
    case: Case


class Banner(Value, frozen=True):
    """The board has just started; its line without the end of line."""

    text: str


class Loose(Value, frozen=True):
    """A byte of neither."""

    byte: int


Frame: TypeAlias = Letter | Banner | Loose


class Codec(Framer[Frame]):
    """Turns bytes into frames however they are cut up; holds 40 bytes at most."""

    def __init__(self) -> None:
        super().__init__(_first, _alone, LONGEST)

    def goes_on(self, untrusted: bytes) -> bool:
        """Tell whether these bytes can go on with the line that is held back."""
        frame, _size = _first(bytes(self._held + untrusted)[:LONGEST])
        return frame is None or isinstance(frame, Banner)


def _first(data: bytes) -> tuple[Frame | None, int]:
    """Return the frame that `data` begins with and its size; None: more is needed."""
    if not START.startswith(data[: len(START)]):
        return _alone(data[0]), 1
    end = data.find(b"\n")
    if end >= 0 and data[: end + 1].endswith(END):
        return Banner(data[: end - 1].decode("latin-1")), end + 1
    if end >= 0 or len(data) == LONGEST:
        return _alone(data[0]), 1
    return None, 0


def _alone(byte: int) -> Frame:
    """Return what a byte means that begins no line."""
    key = KEYS.find(bytes((byte,)).upper()) + 1
    if not key:
        return Loose(byte)
    return Letter(key, "upper" if byte in KEYS else "lower")


def encode(frame: Frame) -> bytes:
    """Return a frame's bytes; what `feed` reads back as the same frame."""
    match frame:
        case Letter(key, case):
            letter = KEYS[key - 1 : key]
            return letter if case == "upper" else letter.lower()
        case Banner(text):
            return text.encode("latin-1") + b"\r\n"
        case Loose(byte):
            return bytes((byte,))
