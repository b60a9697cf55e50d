"""How each picture of a script looks. The only drawing code an activity needs."""

from typing import assert_never

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from pod.script import Blank, Breath, Picture, Shape, Words
from pod.ui.common.breath import paint_breath
from pod.ui.common.lines import fit
from pod.ui.common.look import Look

CROSS_MM, CROSS_LINE_MM = 8.0, 1.2
FRAME_MM, FRAME_LINE_MM = 66.0, 3.4
ARROW = ((-0.5, -0.13), (0.04, -0.13), (0.04, -0.4), (0.5, 0.0))


def paint(
    painter: QPainter, look: Look, room: QRect, picture: Picture, elapsed_ms: float
) -> None:
    """Draw one picture in the middle of the room, `elapsed_ms` after it came."""
    match picture:
        case Blank():
            pass
        case Words(text):
            _words(painter, look, room, text)
        case Shape():
            paint_shape(painter, look, room, picture)
        case Breath():
            paint_breath(painter, look, room, picture, elapsed_ms)
        case _:
            assert_never(picture)


def paint_shape(
    painter: QPainter, look: Look, room: QRect, shape: Shape, scale: float = 1.0
) -> None:
    """Draw a figure in the middle; circle and square have the same area.

    The size is in millimetres of resources/theme.toml, times `scale`.
    """
    painter.save()
    painter.translate(QRectF(room).center())
    unit = look.panel.px_per_mm * scale
    match shape.kind:
        case "circle" | "square":
            _figure(painter, look, shape.kind, unit)
        case "cross":
            _cross(painter, look, unit)
        case "left" | "right":
            _arrow(painter, look, shape.kind, unit)
        case _:
            assert_never(shape.kind)
    if shape.stop:
        _stop_frame(painter, look, unit)
    painter.restore()


def _figure(painter: QPainter, look: Look, kind: str, unit: float) -> None:
    line = look.mm.keyline * unit
    side = (look.mm.circle if kind == "circle" else look.mm.square) * unit + line
    box = QRectF(-side / 2, -side / 2, side, side)
    pen = QPen(look.task_colour("keyline"), line)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(look.task_colour(kind))
    if kind == "circle":
        painter.drawEllipse(box)
    else:
        painter.drawRect(box)


def _cross(painter: QPainter, look: Look, unit: float) -> None:
    half = CROSS_MM * unit / 2
    painter.setPen(QPen(look.task_colour("keyline"), CROSS_LINE_MM * unit))
    painter.drawLine(QPointF(-half, 0), QPointF(half, 0))
    painter.drawLine(QPointF(0, -half), QPointF(0, half))


def _arrow(painter: QPainter, look: Look, kind: str, unit: float) -> None:
    size = look.mm.circle * unit * (1 if kind == "right" else -1)
    above = [QPointF(x * size, y * abs(size)) for x, y in ARROW]
    below = [QPointF(point.x(), -point.y()) for point in reversed(above[:-1])]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.task_colour("keyline"))
    painter.drawPolygon(QPolygonF([*above, *below]))


def _stop_frame(painter: QPainter, look: Look, unit: float) -> None:
    side = FRAME_MM * unit
    pen = QPen(look.task_colour("square"), FRAME_LINE_MM * unit)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(-side / 2, -side / 2, side, side))


def _words(painter: QPainter, look: Look, room: QRect, text: str) -> None:
    edge = look.px(look.mm.margin)
    space = room.adjusted(edge, edge, -edge, -edge)
    lines = fit(look, "title", text, space.size())
    top = space.y() + (space.height() - lines.height) // 2
    painter.setPen(look.task_colour("keyline"))
    line_room = QRect(space.x(), top, space.width(), lines.height)
    lines.draw(painter, line_room, Qt.AlignmentFlag.AlignHCenter)
