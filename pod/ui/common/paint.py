"""How each picture of a script looks. The only drawing code an activity needs."""

import math
from typing import assert_never

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from pod.script import Arrows, Blank, Breath, Ink, Picture, Shape, Still, Words
from pod.ui.common.breath import paint_breath
from pod.ui.common.lines import fit
from pod.ui.common.look import Look
from pod.ui.common.outline import outline
from pod.ui.common.still import paint_still

CROSS_MM, CROSS_LINE_MM = 8.0, 1.2
FRAME_MM, FRAME_LINE_MM = 66.0, 3.4
ASIDE = {"left": -48.0, "middle": 0.0, "right": 48.0}
"""How far from the middle a figure stands, mm."""
FLANKER_MM, FLANKER_GAP_MM = 24.0, 5.0
INK_MM, INK_EDGE_MM = 30.0, 8.0
ARROW = ((-0.5, -0.13), (0.04, -0.13), (0.04, -0.4), (0.5, 0.0))


def reach(look: Look, room: QRect, picture: Picture) -> QRect:
    """Return where a picture may leave paint, never less: only that need be redrawn."""
    unit, middle = look.panel.px_per_mm, room.center()
    frame = math.ceil((FRAME_MM + 2 * FRAME_LINE_MM) * unit)
    match picture:
        case Blank():
            size = QSize(frame, frame)
        case Shape(at=at):
            size = QSize(frame, frame)
            middle += QPoint(round(ASIDE[at] * unit), 0)
        case Arrows():
            row = 5 * FLANKER_MM + 5 * FLANKER_GAP_MM
            size = QSize(math.ceil(row * unit), frame)
        case Ink():
            size = QSize(room.width(), frame)
        case _:
            return room
    where = QRect(QPoint(), size)
    where.moveCenter(middle)
    return where


def paint(
    painter: QPainter, look: Look, room: QRect, picture: Picture, elapsed_ms: float
) -> None:
    """Draw one picture in the middle of the room, `elapsed_ms` after it came."""
    match picture:
        case Blank():
            pass
        case Words(text):
            _words(painter, look, room, text)
        case Shape() | Arrows() | Ink():
            paint_figure(painter, look, room, picture)
        case Breath():
            paint_breath(painter, look, room, picture, elapsed_ms)
        case Still():
            paint_still(painter, look, room, picture)
        case _:
            assert_never(picture)


def paint_figure(
    painter: QPainter,
    look: Look,
    room: QRect,
    figure: Shape | Arrows | Ink,
    scale: float = 1.0,
) -> None:
    """Draw a figure on the task ground, in the middle or to one side of it.

    The size is in millimetres of resources/theme.toml, times `scale`.
    """
    painter.save()
    painter.translate(QRectF(room).center())
    unit = look.panel.px_per_mm * scale
    match figure:
        case Arrows():
            _arrows(painter, look, figure, unit)
        case Ink():
            _ink(painter, look, figure, (room.width(), unit))
        case Shape():
            painter.translate(ASIDE[figure.at] * unit, 0)
            _shape(painter, look, figure, unit)
    painter.restore()


def _shape(painter: QPainter, look: Look, shape: Shape, unit: float) -> None:
    """Draw one plain figure; circle and square have the same area."""
    match shape.kind:
        case "circle" | "square":
            _figure(painter, look, shape.kind, unit)
        case "cross":
            _cross(painter, look, unit)
        case "left" | "right":
            _arrow(painter, look, shape.kind, look.mm.circle * unit)
        case "ring":
            _ring(painter, look, unit)
        case "triangle" | "diamond" | "hexagon" | "star" | "drop":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.task_colour("keyline"))
            painter.drawPath(outline(shape.kind, look.mm.circle * unit))
        case _:
            assert_never(shape.kind)
    if shape.stop:
        _stop_frame(painter, look, unit)


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


def _arrow(painter: QPainter, look: Look, kind: str, length: float) -> None:
    size = length * (1 if kind == "right" else -1)
    above = [QPointF(x * size, y * length) for x, y in ARROW]
    below = [QPointF(point.x(), -point.y()) for point in reversed(above[:-1])]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.task_colour("keyline"))
    painter.drawPolygon(QPolygonF([*above, *below]))


def _arrows(painter: QPainter, look: Look, row: Arrows, unit: float) -> None:
    """Draw five in a row; a line without a head stands for no arrow."""
    length, between = FLANKER_MM * unit, FLANKER_GAP_MM * unit
    for place in range(-2, 3):
        painter.save()
        painter.translate(place * (length + between), 0)
        side = row.others if place else row.middle
        if side is None:
            line = QRectF(-length / 2, -length * 0.13, length, length * 0.26)
            painter.fillRect(line, look.task_colour("keyline"))
        else:
            _arrow(painter, look, side, length)
        painter.restore()


def _ink(painter: QPainter, look: Look, ink: Ink, space: tuple[int, float]) -> None:
    """Draw a word in its colour inside a cream keyline, smaller where it is too long.

    Letters are drawn of parts that overlap: filled by winding, no part cuts another.
    """
    width, unit = space
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addText(0, 0, look.font_at("display", round(INK_MM * unit)), ink.text)
    box = path.boundingRect()
    path.translate(-box.center())
    pen = QPen(look.task_colour("keyline"), look.mm.keyline * unit)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    fits = min(1.0, width / (box.width() + INK_EDGE_MM * unit))
    painter.scale(fits, fits)
    painter.strokePath(path, pen)
    name = "circle" if ink.colour == "blue" else "square"
    painter.fillPath(path, look.task_colour(name))


def _ring(painter: QPainter, look: Look, unit: float) -> None:
    size = look.mm.circle * unit
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.task_colour("keyline"), size * 0.2))
    painter.drawEllipse(QPointF(), size * 0.4, size * 0.4)


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
