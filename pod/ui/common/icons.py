"""Icons at any size and colour: Phosphor's glyphs, and our own where it has none."""

from functools import cache

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtSvg import QSvgRenderer

from pod.settings import RESOURCES
from pod.ui.common.fonts import glyphs, phosphor


def draw_icon(painter: QPainter, glyph: str, room: QRect, colour: QColor) -> None:
    """Draw "ph.name" or "own.name" as a square in the middle of the room."""
    kind, _, name = glyph.partition(".")
    size = min(room.width(), room.height())
    square = QRect(0, 0, size, size)
    square.moveCenter(room.center())
    if kind == "own":
        _own(name, colour.name()).render(painter, QRectF(square))
        return
    font = phosphor(size)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(colour)
    left = (size - metrics.horizontalAdvance(glyphs()[name])) / 2
    top = (size - metrics.height()) / 2 + metrics.ascent()
    painter.drawText(QPointF(square.x() + left, square.y() + top), glyphs()[name])


@cache
def _own(name: str, colour: str) -> QSvgRenderer:
    """Read an icon of ours in one colour; made once."""
    drawing = (RESOURCES / f"icons/{name}.svg").read_text("utf-8")
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
