"""The heart's curve beside the breath's: no number, no target, no alarm."""

from math import cos, pi

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from pod.ui.common.draw import draw_panel
from pod.ui.common.icons import draw_icon
from pod.ui.common.lines import Lines, lines_at
from pod.ui.common.look import Look
from pod.ui.common.room import cut_top, inset
from pod.ui.common.trace import AHEAD_MS, BACK_MS, Half, Point, Trace

PAD_MM, GAP_MM = 4.0, 2.4
SAMPLE_MM, ICON_MM = 9.5, 8.5
HEART_MM, BREATH_MM, LEVEL_MM = 1.0, 0.68, 0.34
DASH_MM = (1.6, 1.5)
"""How long a dash is, and the gap after it."""
CORNERS = 24
"""Straight pieces that half a breath's curve is drawn with."""
HIGH = 0.42
"""How far the breath's curve goes either way, as a share of the room's height."""
LEAST_SWING = 6.0
"""A heart that hardly moves, in beats a minute, is not drawn larger than it is."""
EASE_MS = 400.0
"""How long the dot takes to the next beat's rate."""
STALE_MS = 3_000.0
"""A curve without a beat for so long ends where it is, without a dot."""


class Plot:
    """Where times and levels lie on the glass."""

    def __init__(self, room: QRect, trace: Trace) -> None:
        self._room, self._left_ms = QRectF(room), trace.left_ms
        rates = [point.rate for run in trace.runs for point in run]
        self._middle = sum(rates) / len(rates) if rates else 0.0
        far = max((abs(rate - self._middle) for rate in rates), default=0.0)
        self._far = max(far, LEAST_SWING)

    def at(self, at_ms: float, level: float) -> QPointF:
        """Return the place of a level, -1 to 1, at a time."""
        share = (at_ms - self._left_ms) / (BACK_MS + AHEAD_MS)
        y = self._room.center().y() - level * self._room.height() * HIGH
        return QPointF(self._room.x() + share * self._room.width(), y)

    def breath(self, half: Half) -> QPainterPath:
        """Return the curve of half a breath."""
        path = QPainterPath()
        shares = [n / CORNERS for n in range(CORNERS + 1)]
        places = [
            self.at(half.began_ms + half.for_ms * share, half.level(share))
            for share in shares
        ]
        path.addPolygon(QPolygonF(places))
        return path

    def heart(self, point: Point) -> QPointF:
        """Return the place of a heart's rate."""
        return self.at(point.at_ms, (point.rate - self._middle) / self._far)


def paint_curves(
    painter: QPainter, look: Look, room: QRect, words: tuple[str, str], trace: Trace
) -> None:
    """Draw the panel with its legend, the breath dashed, the heart with a dot at now.

    `words` name the heart's curve and the breath's. Without beats there is no heart to
    draw, and a gap in the beats is a gap in the curve.
    """
    draw_panel(painter, look, room)
    inside = inset(room, look.px(PAD_MM), look.px(PAD_MM))
    legend, below = cut_top(inside, look.px(ICON_MM), look.px(GAP_MM))
    _legend(painter, look, legend, words)
    plot, middle = Plot(below, trace), below.center().y()
    painter.save()
    painter.setClipRect(below)
    painter.setPen(QPen(look.colour("arc_deep"), look.px(LEVEL_MM)))
    painter.drawLine(below.left(), middle, below.right(), middle)
    _breath(painter, look, plot, trace)
    dot = _heart(painter, look, plot, trace)
    painter.restore()
    if dot is not None:
        size = look.px(look.mm.dot) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent"))
        painter.drawEllipse(dot, size, size)


def _legend(painter: QPainter, look: Look, room: QRect, words: tuple[str, str]) -> None:
    """Draw a piece of each curve before its word, as large as both fit in a row."""
    gap, icon = look.px(GAP_MM), look.px(ICON_MM)
    width = room.width() - 2 * look.px(SAMPLE_MM) - icon - 5 * gap
    heart, breath = _words_in(look, words, width)
    x = _sample(painter, look, room, heart=True)
    mark = QRect(x, room.y() + (room.height() - icon) // 2, icon, icon)
    draw_icon(painter, look.icon("heart"), mark, look.colour("accent"))
    x = _word(painter, look, room, (x + icon + gap, heart))
    rest = room.adjusted(x + 2 * gap - room.x(), 0, 0, 0)
    x = _sample(painter, look, rest, heart=False)
    _word(painter, look, rest, (x, breath))


def _words_in(look: Look, words: tuple[str, str], width: int) -> tuple[Lines, Lines]:
    """Set both words in one line each, as large as they fit beside each other."""
    for step in range(len(look.steps("body"))):
        heart, breath = (lines_at(look, "body", one, width, step) for one in words)
        if heart.width + breath.width <= width:
            break
    return heart, breath


def _sample(painter: QPainter, look: Look, room: QRect, *, heart: bool) -> int:
    """Draw a piece of a curve; return where what comes after it begins."""
    pen, width = _pen(look, heart=heart), look.px(SAMPLE_MM)
    if not heart:
        third = width / 3 / pen.widthF()
        pen.setDashPattern([third * 0.6, third * 0.6])
    painter.setPen(pen)
    y = room.center().y()
    painter.drawLine(room.x(), y, room.x() + width, y)
    return room.x() + width + look.px(GAP_MM)


def _word(painter: QPainter, look: Look, room: QRect, word: tuple[int, Lines]) -> int:
    """Draw a word in the middle of the row's height; return where it ends."""
    x, lines = word
    capital = QFontMetricsF(lines.font).capHeight()
    top = round(room.y() + (room.height() - capital) / 2)
    painter.setPen(look.colour("ink"))
    spot = QRect(x, top, lines.width, lines.height)
    lines.draw(painter, spot, Qt.AlignmentFlag.AlignLeft)
    return x + lines.width


def _pen(look: Look, *, heart: bool) -> QPen:
    name, width = ("accent", HEART_MM) if heart else ("outline", BREATH_MM)
    pen = QPen(look.colour(name), look.px(width))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if heart else Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _breath(painter: QPainter, look: Look, plot: Plot, trace: Trace) -> None:
    """Draw the breath in dashes; each half has whole ones, so that none swims along."""
    pen, period = _pen(look, heart=False), look.px(sum(DASH_MM))
    for half in trace.halves:
        path = plot.breath(half)
        whole = max(1, round(path.length() / period))
        dash = path.length() / whole / pen.widthF()
        on = dash * DASH_MM[0] / sum(DASH_MM)
        pen.setDashPattern([on, dash - on])
        pen.setDashOffset(on / 2)
        painter.strokePath(path, pen)


def _heart(painter: QPainter, look: Look, plot: Plot, trace: Trace) -> QPointF | None:
    """Draw the runs of the heart's rate; return where the last one stands at now."""
    painter.setPen(_pen(look, heart=True))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    dot = None
    for run in trace.runs:
        points = list(run)
        if trace.now_ms - run[-1].at_ms < STALE_MS and len(run) > 1:
            points[-1] = _eased(run[-2], run[-1], trace.now_ms)
            dot = plot.heart(points[-1])
        painter.drawPath(_smooth([plot.heart(point) for point in points]))
    return dot


def _eased(before: Point, last: Point, now_ms: float) -> Point:
    """Return where the dot is: at now, on its way from one beat's rate to the next."""
    share = min(max((now_ms - last.at_ms) / EASE_MS, 0.0), 1.0)
    eased = (1 - cos(pi * share)) / 2
    return Point(now_ms, before.rate + (last.rate - before.rate) * eased)


def _smooth(places: list[QPointF]) -> QPainterPath:
    """Return a curve through places (Catmull-Rom)."""
    path = QPainterPath()
    path.moveTo(places[0])
    around = [places[0], *places, places[-1]]
    for n in range(1, len(places)):
        before, left, right, after = around[n - 1 : n + 3]
        path.cubicTo(left + (right - before) / 6, right - (after - left) / 6, right)
    return path
