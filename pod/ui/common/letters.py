"""Letters that can be drawn: no name shows as boxes, whoever it belongs to.

Names come from outside and may hold any sign there is. What a font on this machine
draws is drawn; a letter that none has loses its marks, and what then is left without a
letter becomes a dot. What is said aloud and kept stays as it was given.
"""

from collections.abc import Iterator
from unicodedata import category, normalize

from PySide6.QtGui import QFont, QFontMetricsF

MARKS = 2
"""How many marks a letter may carry besides its own, so that lines stay apart."""
UNKNOWN, HYPHEN = "·", "-"


def drawable(text: str, font: QFont) -> str:
    """Return text in letters that can be drawn in this font or one that helps it."""
    if text.isascii():
        return text
    metrics, whole = QFontMetricsF(font), normalize("NFC", text)
    return "".join(_drawn(letter, metrics) for letter in letters(whole))


def letters(text: str) -> Iterator[str]:
    """Give each letter with the marks that belong to it."""
    one = ""
    for sign in text:
        if one and not _is_mark(sign):
            yield one
            one = ""
        one += sign
    if one:
        yield one


def _drawn(letter: str, metrics: QFontMetricsF) -> str:
    """Return a letter as it can be drawn, in its plainest form if need be."""
    base, marks = letter[0], letter[1 : 1 + MARKS]
    if base.isspace() or _has(metrics, base):
        return base + "".join(one for one in marks if _has(metrics, one))
    plain = [one for one in normalize("NFKD", base) if not _is_mark(one)]
    return "".join(one if _has(metrics, one) else UNKNOWN for one in plain)


def _is_mark(sign: str) -> bool:
    return category(sign).startswith("M")


def _has(metrics: QFontMetricsF, sign: str) -> bool:
    return metrics.inFontUcs4(ord(sign))


def in_pieces(word: str, font: QFont, width_px: float) -> Iterator[str]:
    """Break a word that is wider than its place, with a hyphen at each break."""
    measure = QFontMetricsF(font).horizontalAdvance
    piece = ""
    for letter in letters(word):
        if piece and measure(piece + letter + HYPHEN) > width_px:
            yield piece + HYPHEN
            piece = ""
        piece += letter
    yield piece
