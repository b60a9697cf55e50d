"""Bytes of 125 kHz tag readers: a tag's ten digits and their checksum.

RDM6300: 02, ten upper-case hexadecimal digits (a version byte and four of identity),
two of checksum, 03. ID-3/12/20LA: the same with 0D 0A before the 03. The checksum is
the XOR of the five bytes; some readers send their sum.
"""

from functools import reduce
from operator import xor
from typing import Literal, TypeAlias

from pod.hardware.framing import Framer
from pod.values import Value

Rule: TypeAlias = Literal["xor", "sum"]

BEGIN = b"\x02"
SHORT_END, LONG_END = b"\x03", b"\r\n\x03"
DIGITS = 12
SHORT = 1 + DIGITS + len(SHORT_END)
LONG = 1 + DIGITS + len(LONG_END)
HEXADECIMAL = b"0123456789ABCDEF"


class Tag(Value, frozen=True):
    """A tag is at the reader: its ten hexadecimal digits."""

    key: str


class Doubtful(Value, frozen=True):
    """A frame whose checksum is wrong; perhaps right by the other rule."""

    other_rule: bool


class Loose(Value, frozen=True):
    """A byte of no frame."""

    byte: int


Frame: TypeAlias = Tag | Doubtful | Loose


class Codec(Framer[Frame]):
    """Turns bytes into frames however they are cut up; holds fifteen bytes at most."""

    def __init__(self, rule: Rule) -> None:
        self._rule = rule
        super().__init__(self._begun, Loose, LONG)

    def _begun(self, data: bytes) -> tuple[Frame | None, int]:
        size = _size(data)
        return (None, 0) if size is None else (self._frame(data[:size]), size)

    def _frame(self, whole: bytes) -> Frame:
        if len(whole) == 1:
            return Loose(whole[0])
        *data, said = bytes.fromhex(whole[1 : 1 + DIGITS].decode("ascii"))
        if said == checksum(bytes(data), self._rule):
            return Tag(bytes(data).hex().upper())
        other: Rule = "sum" if self._rule == "xor" else "xor"
        return Doubtful(said == checksum(bytes(data), other))


def _size(data: bytes) -> int | None:
    """Return the size of what `data` begins with; 1 is no frame, None needs more."""
    if not data.startswith(BEGIN):
        return 1
    digits, end = data[1 : 1 + DIGITS], data[1 + DIGITS :]
    if not all(digit in HEXADECIMAL for digit in digits):
        return 1
    if end.startswith(SHORT_END):
        return SHORT
    if not LONG_END.startswith(end):
        return 1
    return LONG if end == LONG_END else None


def checksum(data: bytes, rule: Rule) -> int:
    """Return the checksum of a tag's five bytes."""
    return reduce(xor, data) if rule == "xor" else sum(data) & 0xFF


def encode(tag: Tag, rule: Rule, *, long: bool = False) -> bytes:
    """Return a tag's bytes; what `feed` reads back as the same tag."""
    data = bytes.fromhex(tag.key)
    digits = (data + bytes((checksum(data, rule),))).hex().upper()
    return BEGIN + digits.encode("ascii") + (LONG_END if long else SHORT_END)
