"""The pacer: a disc that grows and shrinks, its word, and how long there is to go."""

from math import cos, pi

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from pod.script import Breath
from pod.ui.common.lines import fit
from pod.ui.common.look import Look
from pod.ui.common.room import cut_left

TRACK_MM, SMALL_MM, BIG_MM, ARC_MM = 91.8, 42.5, 70.0, 2.04
COLUMN_GAP_MM = 11.0


def swell(share: float) -> float:
    """Return how far a breath has come, 0 to 1, for the share of its time (a sine)."""
    return (1 - cos(pi * min(max(share, 0.0), 1.0))) / 2


def paint_breath(
    painter: QPainter, look: Look, room: QRect, breath: Breath, elapsed_ms: float
) -> None:
    """Draw one half of a breath, `elapsed_ms` after it began."""
    share = min(max(elapsed_ms / breath.for_ms, 0.0), 1.0)
    across, down = look.px(look.mm.margin), look.px(look.mm.top)
    inside = room.adjusted(across, down, -across, -down)
    track = min(look.px(TRACK_MM), inside.height())
    left, right = cut_left(inside, track, look.px(COLUMN_GAP_MM))
    if not breath.title and not breath.lines:
        left = inside
    _disc(painter, look, left, breath, share)
    _beside(painter, look, right, breath)


def _disc(
    painter: QPainter, look: Look, room: QRect, breath: Breath, share: float
) -> None:
    middle = QRectF(room).center()
    line = look.px(ARC_MM)
    track = (min(look.px(TRACK_MM), room.height()) - line) / 2
    painter.setPen(QPen(look.colour("arc_deep"), look.px(look.mm.outline)))
    painter.setBrush(look.colour("arc"))
    painter.drawEllipse(middle, track, track)
    _arc(painter, look, middle, track, share)
    grown = swell(share if breath.way == "in" else 1 - share)
    scale = 2 * track / look.px(TRACK_MM)
    size = look.px(SMALL_MM + (BIG_MM - SMALL_MM) * grown) * scale / 2
    painter.setPen(QPen(look.colour("main"), look.px(look.mm.outline)))
    painter.setBrush(look.colour("selected"))
    painter.drawEllipse(middle, size, size)
    inner = round(look.px(SMALL_MM) * scale * 0.84)
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


def _beside(painter: QPainter, look: Look, room: QRect, breath: Breath) -> None:
    """Set the title at the top and the lines at the foot, beside the disc."""
    painter.setPen(look.colour("ink"))
    left = Qt.AlignmentFlag.AlignLeft
    title = fit(look, "title", breath.title, QSize(room.width(), room.height() // 2))
    title.draw(painter, room, left)
    space = room.height() - title.height - look.px(look.mm.pad)
    lines = fit(look, "body", "\n".join(breath.lines), QSize(room.width(), space))
    foot = QRect(room)
    foot.setTop(room.y() + room.height() - lines.height)
    lines.draw(painter, foot, left)
