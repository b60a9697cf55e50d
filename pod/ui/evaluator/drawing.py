"""What every figure of the window is: painted from values, and savable as it stands."""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from pod.ui.evaluator.paper import BODY, PLAIN, Paper

Paint: TypeAlias = Callable[["Pen"], None]
LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignHCenter
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_WRAP = Qt.TextFlag.TextWordWrap


class Pen:
    """Paints in the lengths that a figure was drawn in, 1920 to the screen's width."""

    def __init__(self, painter: QPainter, paper: Paper, size: QSize) -> None:
        self.painter, self.paper = painter, paper
        self.width = size.width() / paper.scale
        self.height = size.height() / paper.scale
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def room(self, x: float, y: float, wide: float, high: float) -> QRectF:
        """Return a room on the screen that was drawn so."""
        scale = self.paper.scale
        return QRectF(x * scale, y * scale, wide * scale, high * scale)

    def box(self, room: QRectF, colour: str, *, radius: float = 0.0) -> None:
        """Fill a room with a colour."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.paper.colour(colour))
        edge = radius * self.paper.scale
        self.painter.drawRoundedRect(room, edge, edge)

    def edge(
        self, room: QRectF, colour: str, *, wide: float = 2.0, dashed: bool = False
    ) -> None:
        """Draw a room's edge."""
        line = self.line(colour, wide)
        if dashed:
            line.setStyle(Qt.PenStyle.DashLine)
        self.painter.setPen(line)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRect(room)

    def stroke(self, ends: QRectF, colour: str, *, wide: float = 2.0) -> None:
        """Draw a line from a room's upper left to its lower right."""
        self.painter.setPen(self.line(colour, wide))
        self.painter.drawLine(ends.topLeft(), ends.bottomRight())

    def line(self, colour: str, wide: float) -> QPen:
        """Return a pen of a colour."""
        return QPen(self.paper.colour(colour), max(1.0, wide * self.paper.scale))

    def wide(self, said: str, size: int = BODY, weight: int = PLAIN) -> float:
        """Return how wide words are, as they were drawn."""
        letters = QFontMetricsF(self.paper.font(size, weight))
        return letters.horizontalAdvance(said) / self.paper.scale

    def say(
        self,
        room: QRectF,
        said: str,
        size: int = BODY,
        weight: int = PLAIN,
        side: Qt.AlignmentFlag = LEFT,
    ) -> None:
        """Write words in the middle of a room's height; they break at its width."""
        self.painter.setFont(self.paper.font(size, weight))
        self.painter.setPen(self.paper.colour("ink"))
        self.painter.drawText(room, side | _MIDDLE | _WRAP, said)


class Drawing(QWidget):
    """A figure as large as it was given; `says` is what it tells who cannot see it."""

    def __init__(self, paper: Paper, high: float, says: str, paint: Paint) -> None:
        super().__init__()
        self.paper, self._paint = paper, paint
        self.setMinimumHeight(paper.px(high))
        self.setAccessibleName(says)

    def event(self, event: QEvent) -> bool:
        """Paint; leave the rest to Qt."""
        if event.type() != QEvent.Type.Paint:
            return super().event(event)
        with QPainter(self) as painter:
            self._paint(Pen(painter, self.paper, self.size()))
        return True
