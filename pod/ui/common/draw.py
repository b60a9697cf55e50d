"""The few figures that every page is made of."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from pod.script import Step
from pod.ui.common.icons import draw_icon
from pod.ui.common.look import Look

BAR_MM = 1.7
ARCS_MM = (95.0, 73.0, 51.0, 29.0)
ARC_RISE_MM = 8.5


def draw_panel(painter: QPainter, look: Look, room: QRect) -> None:
    """Draw a sand panel: something to read."""
    _rounded(painter, room, look.px(look.mm.radius), look.colour("panel"))


def draw_spoken(painter: QPainter, look: Look, room: QRect) -> None:
    """Light a sentence that is being read: a tint and a bar, never a tint alone."""
    radius = look.px(look.mm.radius) // 2
    if look.theme == "yellow":
        line = look.px(look.mm.outline)
        painter.setPen(QPen(look.colour("outline"), line))
        painter.setBrush(look.colour("spoken"))
        edge = QRectF(room).adjusted(line, line, -line, -line)
        painter.drawRoundedRect(edge, radius, radius)
    else:
        _rounded(painter, room, radius, look.colour("spoken"))
    bar = QRect(room.x(), room.y(), look.px(BAR_MM), room.height())
    _rounded(painter, bar, look.px(BAR_MM) // 2, look.colour("main"))


def draw_dots(
    painter: QPainter, look: Look, step: Step, left: QPoint, *, done: bool = False
) -> None:
    """Draw full, ringed and empty dots from `left`, at middle height.

    The present one is ringed, or full when the step is `done`.
    """
    size, gap = look.px(look.mm.dot), look.px(look.mm.dot_gap)
    line = look.px(look.mm.outline)
    x = left.x() + size // 4
    for number in range(1, step.of + 1):
        middle = QPointF(x + size / 2, left.y())
        if number < step.number or (done and number == step.number):
            _disc(painter, middle, size / 2, look.colour("main"))
        elif number == step.number:
            _disc(painter, middle, size * 0.31, look.colour("main"))
            _circle(painter, middle, size * 0.6, (look.colour("main"), line + 2))
        else:
            _circle(painter, middle, size / 2 - 1, (look.colour("outline"), line))
        x += size + gap


def dots_width(look: Look, step: Step) -> int:
    """Return how much room the dots of a step take."""
    size, gap = look.px(look.mm.dot), look.px(look.mm.dot_gap)
    return step.of * size + (step.of - 1) * gap + size // 2


def draw_level(painter: QPainter, look: Look, room: QRect, level: float) -> None:
    """Draw a ring that is filled up to `level` (0 empty, 1 full)."""
    size = min(room.width(), room.height())
    line = max(3.0, size * 0.048)
    middle = QPointF(room.center()) + QPointF(0.5, 0.5)
    colour = look.colour("accent")
    _circle(painter, middle, size / 2 - line / 2, (colour, line))
    if level <= 0:
        return
    inner = size / 2 - line * 1.85
    disc = QPainterPath()
    disc.addEllipse(middle, inner, inner)
    top = middle.y() + inner - 2 * inner * min(level, 1.0)
    half = QPainterPath()
    half.addRect(QRectF(middle.x() - inner, top, 2 * inner, 2 * inner))
    painter.fillPath(disc.intersected(half), QBrush(colour))


def draw_horizon(painter: QPainter, look: Look, size: QRect, across: float) -> None:
    """Draw the calm arcs behind locked, rest, paused and thank-you pages."""
    middle = QPointF(size.width() * across, size.height() + look.px(ARC_RISE_MM))
    for place, radius_mm in enumerate(ARCS_MM):
        colour = look.colour("arc_deep" if place % 2 else "arc")
        _disc(painter, middle, look.px(radius_mm), colour)


def draw_tick(painter: QPainter, look: Look, room: QRect) -> None:
    """Draw the tick of a chosen control: a disc with a check, never colour alone."""
    size = min(room.width(), room.height())
    middle = QPointF(room.center()) + QPointF(0.5, 0.5)
    _disc(painter, middle, size / 2, look.colour("main"))
    shrink = round(size * 0.18)
    mark = room.adjusted(shrink, shrink, -shrink, -shrink)
    draw_icon(painter, look.icon("done"), mark, look.colour("main_ink"))


def _rounded(painter: QPainter, room: QRect, radius: int, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(room, radius, radius)


def _disc(painter: QPainter, middle: QPointF, radius: float, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(middle, radius, radius)


def _circle(
    painter: QPainter, middle: QPointF, radius: float, line: tuple[QColor, float]
) -> None:
    painter.setPen(QPen(line[0], line[1]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(middle, radius, radius)
