"""Words set in lines on paper: they break where they can and never leave their room."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QTextLayout, QTextOption

from pod.ui.common.fonts import lexend
from pod.ui.printing.pdf import dots

INK, HEAD, QUIET = QColor(25, 34, 40), QColor(15, 78, 84), QColor(88, 98, 104)
"""Dark enough that a printer without colours tells them from the paper."""


class Kind(NamedTuple):
    """How words are set: their em in millimetres, weight and colour.

    `hang_mm`: how far in the second line begins; `middle`: lines stand in the middle.
    """

    em_mm: float
    weight: int = 400
    colour: QColor = INK
    hang_mm: float = 0.0
    middle: bool = False


class Block(NamedTuple):
    """Words that are set, and the room that they take, from their own corner on."""

    words: str
    layout: QTextLayout
    size: QRectF
    kind: Kind

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Paint the words with their corner there."""
        painter.setPen(self.kind.colour)
        self.layout.draw(painter, QPointF(x, y))


def block(painter: QPainter, words: str, kind: Kind, width: float) -> Block:
    """Set words in lines of a width; a word longer than a line is broken."""
    font = lexend(round(dots(kind.em_mm)), kind.weight)
    layout = QTextLayout(words, font, painter.device())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    high, wide, first = 0.0, 0.0, True
    while (line := layout.createLine()).isValid():
        inset = 0.0 if first else dots(kind.hang_mm)
        line.setLineWidth(width - inset)
        spare = (width - line.naturalTextWidth()) / 2 if kind.middle else 0.0
        line.setPosition(QPointF(inset + spare, high))
        high, wide = high + line.height(), max(wide, inset + line.naturalTextWidth())
        first = False
    layout.endLayout()
    return Block(words, layout, QRectF(0, 0, wide, high), kind)
