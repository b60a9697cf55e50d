"""The pacer: a disc that grows and shrinks, its word, and how long there is to go."""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from pod.script import Breath
from pod.ui.common.curves import paint_curves
from pod.ui.common.lines import Lines, fit
from pod.ui.common.look import Look
from pod.ui.common.room import cut_left, inset
from pod.ui.common.trace import Trace

TRACK_MM, SMALL_MM, BIG_MM, ARC_MM = 91.8, 42.5, 70.0, 2.04
COLUMN_GAP_MM = 11.0
STEP_MS = 1000.0
HALF, QUARTER = 0.5, 0.25
CURVES_MM = 50.0
"""The height that words leave to the curves, as far as their floor allows."""


def swell(share: float) -> float:
    """Return how far a breath has come, 0 to 1, for the share of its time (a sine)."""
    return (1 - cos(pi * min(max(share, 0.0), 1.0))) / 2


def steps_gone(elapsed_ms: float) -> int:
    """Return how many steps of a breath are over, for whom nothing may move."""
    return int(max(elapsed_ms, 0.0) // STEP_MS)


def paint_breath(
    painter: QPainter, look: Look, room: QRect, breath: Breath, elapsed_ms: float
) -> None:
    """Draw one half of a breath, `elapsed_ms` after it began.

    Calmly, nothing grows or turns: the word stays, and a dot fills with each second.
    """
    share = min(max(elapsed_ms / breath.for_ms, 0.0), 1.0)
    left, right = _sides(look, room)
    if not breath.title and not breath.lines:
        left = inset(room, look.px(look.mm.margin), look.px(look.mm.top))
    _disc(painter, look, left, breath, share)
    _beside(painter, look, right, breath)


def paint_beside(
    painter: QPainter, look: Look, room: QRect, breath: Breath, trace: Trace
) -> None:
    """Draw the heart's curve and the breath's beside the disc, if it has them."""
    if breath.curves is None:
        return
    _, right = _sides(look, room)
    title, lines = _words(look, right, breath)
    gap = look.px(look.mm.pad)
    chart = right.adjusted(0, title.height + gap, 0, -lines.height - gap)
    paint_curves(painter, look, chart, breath.curves, trace)


def _sides(look: Look, room: QRect) -> tuple[QRect, QRect]:
    """Return where the disc stands, and the room beside it."""
    inside = inset(room, look.px(look.mm.margin), look.px(look.mm.top))
    track = min(look.px(TRACK_MM), inside.height())
    return cut_left(inside, track, look.px(COLUMN_GAP_MM))


def _disc(
    painter: QPainter, look: Look, room: QRect, breath: Breath, share: float
) -> None:
    middle = QRectF(room).center()
    line = look.px(ARC_MM)
    track = (min(look.px(TRACK_MM), room.height()) - line) / 2
    painter.setPen(QPen(look.colour("arc_deep"), look.px(look.mm.outline)))
    painter.setBrush(look.colour("arc"))
    painter.drawEllipse(middle, track, track)
    if look.calm:
        grown = HALF
        dots = _around(middle, track, breath)
        _steps(painter, look, dots, share * breath.for_ms)
    else:
        grown = swell(share if breath.way == "in" else 1 - share)
        _arc(painter, look, middle, track, share)
    scale = 2 * track / look.px(TRACK_MM)
    size = look.px(SMALL_MM + (BIG_MM - SMALL_MM) * grown) * scale / 2
    painter.setPen(QPen(look.colour("main"), look.px(look.mm.outline)))
    painter.setBrush(look.colour("selected"))
    painter.drawEllipse(middle, size, size)
    _word(painter, look, middle, breath, round(look.px(SMALL_MM) * scale * 0.84))


def _word(
    painter: QPainter, look: Look, middle: QPointF, breath: Breath, inner: int
) -> None:
    """Set the word in the middle of the disc, `inner` pixels across."""
    lines = fit(look, "title", breath.words, QSize(inner, inner))
    top = round(middle.y() - lines.height / 2)
    spot = QRect(round(middle.x()) - inner // 2, top, inner, lines.height)
    painter.setPen(look.colour("ink"))
    lines.draw(painter, spot, Qt.AlignmentFlag.AlignHCenter)


def _arc(
    painter: QPainter, look: Look, middle: QPointF, radius: float, share: float
) -> None:
    pen = QPen(look.colour("main"), look.px(ARC_MM))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    box = QRectF(0, 0, 2 * radius, 2 * radius)
    box.moveCenter(middle)
    painter.drawArc(box, 90 * 16, -round(share * 360 * 16))


def _steps(
    painter: QPainter, look: Look, spots: list[QPointF], elapsed_ms: float
) -> None:
    """Draw a dot for each second; full as far as they have come."""
    size = look.px(look.mm.dot)
    painter.setPen(QPen(look.colour("main"), look.px(look.mm.outline)))
    for place, spot in enumerate(spots):
        come = place <= steps_gone(elapsed_ms)
        painter.setBrush(look.colour("main" if come else "ground"))
        painter.drawEllipse(spot, size, size)


def _around(middle: QPointF, radius: float, breath: Breath) -> list[QPointF]:
    """Return where the dots of a breath stand around its disc, from the top on."""
    number = max(1, round(breath.for_ms / STEP_MS))
    turns = [2 * pi * (place / number - QUARTER) for place in range(number)]
    return [middle + QPointF(cos(turn), sin(turn)) * radius for turn in turns]


def _beside(painter: QPainter, look: Look, room: QRect, breath: Breath) -> None:
    """Set the title at the top and the lines at the foot, beside the disc."""
    painter.setPen(look.colour("ink"))
    left = Qt.AlignmentFlag.AlignLeft
    title, lines = _words(look, room, breath)
    title.draw(painter, room, left)
    foot = QRect(room)
    foot.setTop(room.y() + room.height() - lines.height)
    lines.draw(painter, foot, left)


def _words(look: Look, room: QRect, breath: Breath) -> tuple[Lines, Lines]:
    """Set the title and the lines, leaving room for the curves between them."""
    high, pad = room.height(), look.px(look.mm.pad)
    title = fit(look, "title", breath.title, QSize(room.width(), high // 2))
    curves = look.px(CURVES_MM) + pad if breath.curves else 0
    space = QSize(room.width(), high - title.height - pad - curves)
    return title, fit(look, "body", "\n".join(breath.lines), space)
