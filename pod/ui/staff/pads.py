"""The two pads of the code page: digits beside the words, or letters all across."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPen

from pod.ui.common.key import Key
from pod.ui.common.look import Look
from pod.ui.common.room import cut_left, cut_top, in_a_column, in_a_row

DIGITS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "ok")
LETTERS = (*"abcdefghijklmnopqrstuvwxyz", "space")
WORDS = (*"abcdefghijklmnopqrstuvwxyz", *".,'-/?")
"""What words are written with; the other page of their pad has figures and signs."""
SIGNS = (*"1234567890", *"âêîôûŵŷ", *"áéïö", *'!:;()£%&+="')
ACROSS, DOWN = 8, 5
PAD_MM, HEAD_MM, DOT_MM, DOT_GAP_MM = 69.4, 18.0, 4.4, 3.4
WORD_MM = 92.0
DOTS_MOST = 20


def cut_pad(look: Look, room: QRect) -> tuple[QRect, QRect]:
    """Return the left of the page, where digits are, and the right."""
    return cut_left(room, look.px(PAD_MM), 2 * look.px(8))


def place_digits(look: Look, room: QRect, keys: Sequence[Key]) -> QRect:
    """Place twelve keys under the dots; return where the dots are."""
    gap = look.px(look.mm.gap)
    head = min(look.px(HEAD_MM), room.height() - 4 * look.px(20) - 3 * gap - gap)
    top, pad = cut_top(room, max(head, 0), gap)
    _place(in_a_column(pad, 4, gap), 3, gap, keys)
    return top


def place_letters(look: Look, room: QRect, keys: Sequence[Key]) -> tuple[QRect, QRect]:
    """Place forty keys over the whole page; return where words and dots are."""
    gap = look.px(look.mm.gap)
    keys_high = DOWN * look.px(look.mm.target) + (DOWN - 1) * gap
    top, pad = cut_top(room, room.height() - keys_high - gap, gap)
    _place(in_a_column(pad, DOWN, gap), ACROSS, gap, keys)
    return cut_left(top, look.px(WORD_MM), gap)


def place_words(
    look: Look, room: QRect, signs: Sequence[Key], below: Sequence[Key]
) -> tuple[QRect, QRect]:
    """Place rows of signs, and a row of wider keys below; return what is above.

    That is where the title and what was written are.
    """
    gap = look.px(look.mm.gap)
    keys_high = DOWN * look.px(look.mm.target) + (DOWN - 1) * gap
    top, pad = cut_top(room, room.height() - keys_high - gap, gap)
    *rows, last = in_a_column(pad, DOWN, gap)
    _place(rows, ACROSS, gap, signs)
    _place([last], len(below), gap, below)
    return cut_left(top, look.px(WORD_MM), gap)


def draw_side(painter: QPainter, look: Look, side: QRect) -> None:
    """Draw the panel beside the digits."""
    painter.fillRect(side, look.colour("panel"))
    if look.theme == "yellow":
        edge = side.adjusted(0, 0, look.px(2) - side.width(), 0)
        edge.setWidth(look.px(look.mm.outline))
        painter.fillRect(edge, look.colour("outline"))


def draw_dots(
    painter: QPainter, look: Look, room: QRect, done: int, most: int | None
) -> None:
    """Draw how much was entered, never what; of a passphrase no more than fit."""
    count = min(done, DOTS_MOST) if most is None else most
    size, gap = _dot(look, most)
    y = room.y() + room.height() / 2
    for number in range(count):
        filled = number < done
        colour = look.colour("main" if filled else "outline")
        painter.setPen(QPen(colour, look.px(look.mm.outline)))
        painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
        x = room.x() + number * (size + gap) + size / 2
        painter.drawEllipse(QPointF(x, y), size / 2 - 1.5, size / 2 - 1.5)


def dots_room(look: Look, room: QRect, most: int | None) -> QRect:
    """Return all that the dots may cover: of a passphrase more than their room."""
    size, gap = _dot(look, most)
    wide = (DOTS_MOST if most is None else most) * (size + gap)
    middle = room.y() + room.height() // 2
    return QRect(room.x(), middle - size, wide, 2 * size).united(room)


def _dot(look: Look, most: int | None) -> tuple[int, int]:
    """Return how large a dot is, and how far from the next."""
    size = look.px(DOT_MM)
    return size, size // 4 if most is None else look.px(DOT_GAP_MM)


def _place(rows: Sequence[QRect], across: int, gap: int, keys: Sequence[Key]) -> None:
    places = [place for row in rows for place in in_a_row(row, across, gap)]
    for key, place in zip(keys, places, strict=True):
        key.setGeometry(place)
