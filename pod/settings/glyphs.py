"""Which letters a font file draws, read from its character map without a screen.

The formats are OpenType's `cmap` 4 and 12: every font with which a pod shows words has
one of them.
"""

import struct
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path

from pod.errors import Malformed

LAST = 0x10FFFF
LAST_OF_4 = 0xFFFF


@cache
def lexend_file() -> Path:
    """Return the file of the letters that every page is set in."""
    return Path(str(files("fontpkg_lexend"))) / "files/Lexend[wght].ttf"


@cache
def letters_of_lexend() -> frozenset[str]:
    """Return every character that Lexend draws; read once."""
    return letters_of(lexend_file())


def letters_of(font: Path) -> frozenset[str]:
    """Return every character that a font file draws; Malformed if it is not a font."""
    try:
        raw = font.read_bytes()
        found = (_mapped(raw, at) for at in _maps(raw))
        return frozenset(map(chr, chain.from_iterable(found)))
    except (OSError, struct.error) as error:
        raise Malformed(f"{font.name} is not a font that can be read") from error


def _maps(raw: bytes) -> Iterator[int]:
    """Give where each of the font's character maps begins."""
    (tables,) = struct.unpack_from(">H", raw, 4)
    for number in range(tables):
        tag, _, at, _ = struct.unpack_from(">4sIII", raw, 12 + 16 * number)
        if tag == b"cmap":
            (maps,) = struct.unpack_from(">H", raw, at + 2)
            for one in range(maps):
                yield at + struct.unpack_from(">HHI", raw, at + 4 + 8 * one)[2]


def _mapped(raw: bytes, at: int) -> Iterator[int]:
    """Give the characters of one map; of a map in another format, none."""
    (form,) = struct.unpack_from(">H", raw, at)
    match form:
        case 4:
            yield from _in_format_4(raw, at)
        case 12:
            yield from _in_format_12(raw, at)


def _in_format_4(raw: bytes, at: int) -> Iterator[int]:
    (doubled,) = struct.unpack_from(">H", raw, at + 6)
    kinds = (at + 14, *(at + 16 + doubled * part for part in (1, 2, 3)))
    columns = [struct.unpack_from(f">{doubled // 2}H", raw, one) for one in kinds]
    for number, (end, start, delta, offset) in enumerate(zip(*columns, strict=True)):
        spot = kinds[3] + 2 * number + offset
        for code in range(start, end + 1):
            glyph = code + delta
            if offset:
                (glyph,) = struct.unpack_from(">H", raw, spot + 2 * (code - start))
            if glyph % (LAST_OF_4 + 1) and code < LAST_OF_4:
                yield code


def _in_format_12(raw: bytes, at: int) -> Iterator[int]:
    (groups,) = struct.unpack_from(">I", raw, at + 12)
    for number in range(groups):
        start, end, _ = struct.unpack_from(">III", raw, at + 16 + 12 * number)
        yield from range(start, min(end, LAST) + 1)
