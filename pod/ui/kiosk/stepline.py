"""Dots and words that say where the person is."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from pod.script import Step
from pod.ui.common.draw import dots_width, draw_dots
from pod.ui.common.room import cut_top
from pod.ui.common.screen import Screen

STEP_MM, BELOW_MM, OVER_MM = 6.2, 4.0, 1.5
DOTS_MOST = 10


class StepLine:
    """Dots and words such as "Card 2 of 5" on one line at the top of a page."""

    def __init__(self, screen: Screen, step: Step, *, done: bool = False) -> None:
        self._look, self._step, self._done = screen.look, step, done
        self.words = screen.words(step.words)
        self._start = QPoint()

    def put(self, room: QRect) -> QRect:
        """Place the line; return the room below it."""
        look = self._look
        high = look.px(STEP_MM * 1.35 if look.large else STEP_MM)
        line, rest = cut_top(room, high, look.px(BELOW_MM))
        self._start = QPoint(line.x(), line.center().y())
        taken = dots_width(look, self._step) + look.px(4) if self._dotted() else 0
        beside = line.adjusted(taken, 0, 0, 0)
        if self.words.lines(10_000).width > beside.width():
            return self._put_over(line, rest)
        self.words.put_middle(beside)
        return rest

    def _put_over(self, line: QRect, rest: QRect) -> QRect:
        """Put the words over the dots where the column is narrow."""
        look = self._look
        self.words.put_middle(line)
        dots, rest = cut_top(
            rest.adjusted(0, -look.px(OVER_MM), 0, 0), look.px(STEP_MM), look.px(4)
        )
        self._start = QPoint(dots.x(), dots.center().y())
        return rest

    def paint(self, painter: QPainter) -> None:
        """Paint the dots."""
        if self._dotted():
            draw_dots(painter, self._look, self._step, self._start, done=self._done)

    def _dotted(self) -> bool:
        return self._step.of <= DOTS_MOST
