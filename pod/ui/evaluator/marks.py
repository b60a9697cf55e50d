"""The marks of the inbox: told apart by their shape, never by colour alone."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from pod.evaluation.viewing.inbox import Stands
from pod.ui.evaluator.paper import BOLD, Paper


def draw_mark(painter: QPainter, paper: Paper, stands: Stands, room: QRectF) -> None:
    """Draw how a bundle stands in the middle of a room."""
    side = min(room.width(), room.height())
    box = QRectF(0, 0, side, side)
    box.moveCenter(room.center())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _DRAWN[stands](painter, paper, box)


def _on_time(painter: QPainter, paper: Paper, box: QRectF) -> None:
    painter.setBrush(paper.colour("main"))
    painter.drawRoundedRect(box, *_corner(box))


def _late(painter: QPainter, paper: Paper, box: QRectF) -> None:
    """Half full: below the line from the lower left to the upper right."""
    whole, half = QPainterPath(), QPainterPath()
    whole.addRoundedRect(box, *_corner(box))
    half.moveTo(box.bottomLeft())
    for point in (box.topRight(), box.bottomRight()):
        half.lineTo(point)
    half.closeSubpath()
    painter.fillPath(whole.subtracted(half), paper.colour("main"))
    painter.strokePath(whole, _pen(paper, "main", box))


def _gap(painter: QPainter, paper: Paper, box: QRectF) -> None:
    painter.setPen(_pen(paper, "outline", box))
    inner = box.adjusted(1, 1, -1, -1)
    painter.drawRoundedRect(inner, *_corner(box))


def _held(painter: QPainter, paper: Paper, box: QRectF) -> None:
    wide = box.width() * 0.62
    centre = box.center()
    ends = ((0, -wide), (wide, 0), (0, wide), (-wide, 0))
    diamond = QPainterPath(centre + QPointF(*ends[0]))
    for end in ends[1:]:
        diamond.lineTo(centre + QPointF(*end))
    diamond.closeSubpath()
    painter.fillPath(diamond, paper.colour("attention"))
    painter.setPen(paper.colour("card"))
    font = paper.font(20, BOLD)
    font.setPixelSize(max(6, round(box.height() * 0.8)))
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "!")


def _silent(painter: QPainter, paper: Paper, box: QRectF) -> None:
    bar = QRectF(box.x(), box.center().y() - 2, box.width(), 4)
    painter.fillRect(bar, paper.colour("outline"))


def _not_due(painter: QPainter, paper: Paper, box: QRectF) -> None:
    painter.setBrush(paper.colour("outline"))
    painter.drawEllipse(box.center(), box.width() / 9, box.width() / 9)


def _corner(box: QRectF) -> tuple[float, float]:
    return box.width() / 7, box.width() / 7


def _pen(paper: Paper, name: str, box: QRectF) -> QPen:
    return QPen(paper.colour(name), max(1.5, box.width() / 9))


_DRAWN = {
    "on_time": _on_time,
    "late": _late,
    "gap": _gap,
    "held": _held,
    "silent": _silent,
    "not_due": _not_due,
}
