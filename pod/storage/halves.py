"""A secret on two sheets of paper: either alone says nothing, both together all of it.

The first half is random and the second is the secret XOR the first, so each by itself
is 32 uniform bytes. As written, a half is its version, its number, four signs that mark
the pair, 52 signs of Crockford's base 32 (O is 0, I and L are 1) and a checksum of six
that finds every mistake in up to four signs (Bech32m: BIP 350).
"""

from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias

from pod.errors import Malformed, Sealed
from pod.seal import Identity
from pod.values import Value

Number: TypeAlias = Literal[1, 2]
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_BYTES = 32
MARK, DATA, CHECK, GROUP = 4, 52, 6, 4
LENGTH = 2 + MARK + DATA + CHECK
VERSION = 1
_MEANT = str.maketrans("OIL", "011", " -\t\r\n")
_SIGN_BITS = 5
_SIGNS = 1 << _SIGN_BITS
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32, _BECH32M = 1, 0x2BC830A3
_AGE, _AGE_ALPHABET = "age-secret-key-", "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


class Half(Value, frozen=True, kw_only=True):
    """One of the two sheets: which, of which pair, and its 32 bytes."""

    number: Number
    mark: str
    part: bytes


def split(secret: bytes, randbytes: Callable[[int], bytes]) -> tuple[Half, Half]:
    """Return two halves of a secret under a new mark; either is independent of it."""
    number = int.from_bytes(randbytes(4)) % (_SIGNS**MARK)
    mark = "".join(ALPHABET[value] for value in _values(number, MARK))
    first = randbytes(SECRET_BYTES)
    return (
        Half(number=1, mark=mark, part=first),
        Half(number=2, mark=mark, part=_xor(first, secret)),
    )


def join(first: Half, second: Half) -> bytes:
    """Return the secret of a pair; Sealed where the two are not a pair."""
    if (first.number, second.number) != (1, 2) or first.mark != second.mark:
        raise Sealed("These two halves do not belong together.")
    return _xor(first.part, second.part)


def written(half: Half) -> str:
    """Return a half as it is printed: sixteen groups of four, four groups to a line."""
    head = [VERSION, half.number, *(ALPHABET.index(sign) for sign in half.mark)]
    values = [*head, *_values(int.from_bytes(half.part), DATA)]
    values += _values(_checked([*values, *[0] * CHECK]) ^ _BECH32M, CHECK)
    text = "".join(ALPHABET[value] for value in values)
    groups = [text[at : at + GROUP] for at in range(0, LENGTH, GROUP)]
    return "\n".join(" ".join(groups[at : at + 4]) for at in range(0, len(groups), 4))


def read(untrusted: str, number: Number) -> Half:
    """Return half `number` as somebody typed it, or say where to look again.

    Capital and small letters are the same, and so are O and 0, I, L and 1.
    """
    text = untrusted.upper().translate(_MEANT)
    if len(text) != LENGTH:
        raise Malformed(
            f"Half {number} has {LENGTH} letters and figures; {len(text)} arrived."
        )
    values = [ALPHABET.find(sign) for sign in text]
    if min(values) < 0 or _checked(values) != _BECH32M:
        raise Malformed(f"Half {number} does not fit yet: look at {_where(values)}.")
    if values[0] != VERSION or values[1] != number:
        raise Sealed(f"This is another sheet than half {number}.")
    part = sum(
        v << _SIGN_BITS * i for i, v in enumerate(values[-CHECK - 1 : 1 + MARK : -1])
    )
    if part >> 8 * SECRET_BYTES:
        raise Malformed(f"Half {number} does not fit.")
    return Half(
        number=number, mark=text[2 : 2 + MARK], part=part.to_bytes(SECRET_BYTES)
    )


def identity_of(secret: bytes) -> Identity:
    """Return the age identity whose 32 bytes these are (age v1, Bech32)."""
    prefix = [ord(sign) >> 5 for sign in _AGE] + [0] + [ord(sign) & 31 for sign in _AGE]
    values = _values(int.from_bytes(secret) << 4, DATA)
    values += _values(_checked([*prefix, *values, *[0] * CHECK]) ^ _BECH32, CHECK)
    return (_AGE + "1" + "".join(_AGE_ALPHABET[value] for value in values)).upper()


def _where(values: Sequence[int]) -> str:
    """Name the group to look at, where one sign put right would make all fit."""
    unread = [at for at, value in enumerate(values) if value < 0]
    for at in unread[:1] or range(len(values)):
        rest = list(values)
        for rest[at] in range(_SIGNS):
            if min(rest) >= 0 and _checked(rest) == _BECH32M:
                return f"group {at // GROUP + 1} again"
    return "all of it again"


def _checked(values: Sequence[int]) -> int:
    """Return the remainder of the BCH code over 5-bit values (BIP 173)."""
    sum_ = 1
    for value in values:
        top = sum_ >> 25
        sum_ = (sum_ & 0x1FFFFFF) << _SIGN_BITS ^ value
        for bit, generator in enumerate(_GENERATORS):
            sum_ ^= generator if top >> bit & 1 else 0
    return sum_


def _values(number: int, count: int) -> list[int]:
    """Return a number as so many 5-bit values, the highest first."""
    return [number >> _SIGN_BITS * at & (_SIGNS - 1) for at in reversed(range(count))]


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
