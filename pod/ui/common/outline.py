"""The outlines of plain figures, told apart by shape alone."""

from math import cos, pi, sin

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

CORNERS = {"triangle": 3, "diamond": 4, "hexagon": 6}
STAR_POINTS, STAR_WAIST = 5, 0.45


def outline(kind: str, size: float) -> QPainterPath:
    """Return the outline of a figure about `size` px across, round the origin."""
    path, radius = QPainterPath(), size * 0.56
    if kind == "drop":
        tip, side, foot = -radius * 1.15, radius * 0.35, radius * 1.25
        path.moveTo(0, tip)
        path.cubicTo(radius * 0.2, -radius * 0.4, radius, 0, radius, side)
        path.cubicTo(radius, foot, -radius, foot, -radius, side)
        path.cubicTo(-radius, 0, -radius * 0.2, -radius * 0.4, 0, tip)
    else:
        path.addPolygon(QPolygonF(_points(kind, radius)))
    path.closeSubpath()
    return path


def _points(kind: str, radius: float) -> list[QPointF]:
    """Return the corners, the first at the top."""
    if kind == "star":
        number, radii = 2 * STAR_POINTS, (radius * 1.1, radius * 1.1 * STAR_WAIST)
    else:
        number, radii = CORNERS[kind], (radius, radius)
    turns = [2 * pi * place / number for place in range(number)]
    return [
        QPointF(radii[place % 2] * sin(turn), -radii[place % 2] * cos(turn))
        for place, turn in enumerate(turns)
    ]
