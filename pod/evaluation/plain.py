"""Tells a table that Arrow reads just as we do, from its bytes alone."""

import re
from typing import Final

import numpy as np

_QUOTED = re.compile(rb'(?:(?<=[,\n])|\A)"(?:[^"]|"")*"(?=[,\r\n]|\Z)')
_ODD = (b"\t", b"\x00", b'"')
_ODD_INSIDE = (b"\t", b"0x", b"0X", b'" ', b' "', b'".', b"-.", b'."', b'"+')
_PAIRS = ((b",\n", b" +"), (b",\n-", b"."), (b" .", b",\r\n"), (b"0", b"xX"))
"""What may not stand before what: a number would begin or end so that is none."""
_FIRST: Final = 4
_CLASSES = bytes(
    sum(
        (one in before) << place | (one in after) << place + _FIRST
        for place, (before, after) in enumerate(_PAIRS)
    )
    for one in range(256)
)
"""For each byte, which pairs it begins (four bits) and which it ends (four more)."""
_POINT, _ZERO, _X, _SMALL = *b".0x", 0x20
_AT_ONCE = 128 * 1024
"""So many bytes are looked at in one go: they stay near the processor."""


def looks_odd(content: bytes) -> bool:
    """Tell whether Arrow might read anything here otherwise than line by line."""
    if b'"' in content:
        if any(one in content for one in _ODD_INSIDE):
            return True
        content = unquoted(content)
    if any(one in content for one in _ODD):
        return True
    meets = _meets if b" " in content or b"+" in content else _may_meet
    starts = range(0, len(content), _AT_ONCE)
    return any(meets(content[at : at + _AT_ONCE + 1]) for at in starts)


def unquoted(content: bytes) -> bytes:
    """Return lines in which one letter stands for each quoted field."""
    return _QUOTED.sub(b"x", content)


def _may_meet(piece: bytes) -> bool:
    """Tell the same of a piece without space and plus, in a third of the time.

    What may stand neither before a point nor after it comes before it in ASCII.
    """
    told = np.frombuffer(piece, dtype=np.uint8)
    one, after = told[:-1], told[1:]
    points = np.maximum(one, after) == _POINT
    hexadecimal = (one == _ZERO) & ((after | _SMALL) == _X)
    return bool(points.any() or hexadecimal.any()) and _meets(piece)


def _meets(piece: bytes) -> bool:
    """Tell whether two bytes stand together here that should not."""
    told = np.frombuffer(piece.translate(_CLASSES), dtype=np.uint8)
    return bool((told[:-1] & (told[1:] >> _FIRST)).any())
