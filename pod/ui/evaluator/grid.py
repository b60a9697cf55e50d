"""The grid of pods and bundles: a mark a bundle, chosen by mouse or by arrow keys.

It paints only what is in view, so a thousand pods scroll as lightly as ten.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QScrollArea, QWidget

from pod.evaluation.viewing.inbox import Cell, PodLine
from pod.ui.evaluator.marks import draw_mark
from pod.ui.evaluator.paper import BOLD, PLAIN, SMALL, Paper
from pod.ui.evaluator.words import InboxWords

ROW, COLUMN, MARK, AIR = 34, 38, 22, 24
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class PodGrid(QWidget):
    """Pods down, bundles' numbers across; with each pod, how many receipts wait."""

    chosen = Signal(object, object)
    """A pod's line and its cell."""
    went = Signal(int, int)
    """The place in the grid that is chosen now."""

    def __init__(
        self, paper: Paper, words: InboxWords, pods: Sequence[PodLine]
    ) -> None:
        super().__init__()
        self._paper, self._words, self._pods = paper, words, pods
        self._at: tuple[int, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words.grid)
        several = any(one.site != one.pod for one in pods)
        self._site_px = self._widest([one.site for one in pods], BOLD) * several
        self._pod_px = self._widest([words.number, *(one.pod for one in pods)], PLAIN)
        waits = any(one.waiting for one in pods)
        self._waiting_px = self._widest([words.receipts_head], PLAIN) * waits
        self._left_px = self._site_px + self._pod_px + self._waiting_px
        numbers = len(pods[0].cells) if pods else 0
        high = paper.px(ROW * (len(pods) + 1))
        self.setFixedSize(self._left_px + numbers * paper.px(COLUMN), high)

    def _widest(self, names: Sequence[str], weight: int) -> int:
        """Return how wide a column of names is, with some air after it."""
        letters = QFontMetrics(self._paper.font(SMALL, weight))
        widest = max(map(letters.horizontalAdvance, names), default=0)
        return widest + self._paper.px(AIR)

    def choose(self, row: int, column: int) -> None:
        """Choose the bundle at a place, and say so."""
        if not self._pods or not self._pods[0].cells:
            return
        row = min(max(row, 0), len(self._pods) - 1)
        column = min(max(column, 0), len(self._pods[row].cells) - 1)
        self._at = (row, column)
        pod, cell = self._pods[row], self._pods[row].cells[column]
        self.setAccessibleDescription(self._said(pod, cell))
        self.update()
        self.went.emit(row, column)
        self.chosen.emit(pod, cell)

    def room_of(self, row: int, column: int) -> QRect:
        """Return where a bundle's mark stands."""
        px = self._paper.px
        left, top = self._left_px + column * px(COLUMN), px(ROW * (row + 1))
        return QRect(left, top, px(COLUMN), px(ROW))

    def event(self, event: QEvent) -> bool:
        """Paint, and choose by the arrow keys or the pointer; leave the rest to Qt."""
        if isinstance(event, QPaintEvent):
            self._paint(event.rect())
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if step := _STEPS.get(Qt.Key(event.key())):
                at = self._at
                row, column = (at[0] + step[0], at[1] + step[1]) if at else (0, 0)
                self.choose(row, column)
                return True
        elif event.type() == QEvent.Type.MouseButtonPress:
            self._point(event)
        elif isinstance(event, QFocusEvent) and event.reason() in _BY_KEYS:
            self.choose(*(self._at or (0, 0)))
        return super().event(event)

    def follow(self, area: QScrollArea) -> None:
        """Keep names and numbers in view while it scrolls; show what is chosen."""
        for bar in (area.horizontalScrollBar(), area.verticalScrollBar()):
            bar.valueChanged.connect(lambda _at: self.update())
        px = self._paper.px

        def seen(row: int, column: int) -> None:
            at = self.room_of(row, column).center()
            area.ensureVisible(at.x(), at.y(), self._left_px + px(COLUMN), 2 * px(ROW))

        self.went.connect(seen)

    def _point(self, event: QEvent) -> None:
        """Choose what is under the pointer, if a mark is."""
        if not isinstance(event, QMouseEvent):
            return
        at: QPointF = event.position()
        seen, px = self.visibleRegion().boundingRect(), self._paper.px
        if at.x() < seen.left() + self._left_px or at.y() < seen.top() + px(ROW):
            return
        row = int(at.y()) // px(ROW) - 1
        column = (int(at.x()) - self._left_px) // px(COLUMN)
        rows = self._pods[row : row + 1] if row >= 0 else ()
        if any(0 <= column < len(one.cells) for one in rows):
            self.choose(row, column)

    def _paint(self, seen: QRect) -> None:
        """Paint what is in view: marks, then names and numbers, which do not scroll."""
        high, whole = max(1, self._paper.px(ROW)), self.visibleRegion().boundingRect()
        if not whole.contains(seen):
            whole = self.rect()
        first = max(0, seen.top() // high - 1)
        rows = range(first, min(len(self._pods), seen.bottom() // high + 1))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(seen, self._paper.colour("card"))
            for row in rows:
                self._row(painter, row, seen)
            side = QRect(whole.left(), seen.top(), self._left_px, seen.height())
            painter.fillRect(side, self._paper.colour("card"))
            for row in rows:
                self._name(painter, row, whole.left())
            self._head(painter, whole)

    def _head(self, painter: QPainter, whole: QRect) -> None:
        """Paint the bundles' numbers over whatever is under them."""
        if not self._pods:
            return
        high = self._paper.px(ROW)
        painter.fillRect(
            QRect(whole.left(), whole.top(), whole.width(), high),
            self._paper.colour("card"),
        )
        painter.setFont(self._paper.font(SMALL))
        painter.setPen(self._paper.colour("muted"))
        middle = Qt.AlignmentFlag.AlignCenter
        for column, cell in enumerate(self._pods[0].cells):
            room = self.room_of(-1, column).translated(0, whole.top())
            if room.left() >= whole.left() + self._left_px:
                painter.drawText(room, middle, str(cell.number))
        left = whole.left() + self._site_px
        for wide, said in (
            (self._pod_px, self._words.number),
            (self._waiting_px, self._words.receipts_head),
        ):
            room = QRect(left, whole.top(), wide, high)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, said * bool(wide))
            left += wide

    def _row(self, painter: QPainter, row: int, seen: QRect) -> None:
        """Paint one pod's marks."""
        for column, cell in enumerate(self._pods[row].cells):
            room = self.room_of(row, column)
            if room.intersects(seen):
                self._mark(painter, cell, room, chosen=self._at == (row, column))

    def _name(self, painter: QPainter, row: int, left: int) -> None:
        """Paint a pod's site, where that begins, its name, and its receipts waiting."""
        paper, pod = self._paper, self._pods[row]
        top, high = paper.px(ROW * (row + 1)), paper.px(ROW)
        middle = Qt.AlignmentFlag.AlignVCenter
        if row == 0 or self._pods[row - 1].site != pod.site:
            painter.setPen(QPen(paper.colour(paper.hair), max(1, paper.px(2))))
            painter.drawLine(0, top, self.width(), top)
            painter.setPen(paper.colour("ink"))
            painter.setFont(paper.font(SMALL, BOLD))
            painter.drawText(QRect(left, top, self._site_px, high), middle, pod.site)
        painter.setFont(paper.font(SMALL))
        painter.setPen(paper.colour("ink"))
        left += self._site_px
        painter.drawText(QRect(left, top, self._pod_px, high), middle, pod.pod)
        waiting = str(pod.waiting) if pod.waiting else ""
        room = QRect(left + self._pod_px, top, self._waiting_px, high)
        painter.drawText(room, middle, waiting)

    def _mark(
        self, painter: QPainter, cell: Cell, room: QRect, *, chosen: bool
    ) -> None:
        paper, side = self._paper, self._paper.px(MARK)
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(room).center())
        draw_mark(painter, paper, cell.stands, box)
        if chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            at = QColor(paper.focus) if self.hasFocus() else paper.colour("ink")
            painter.setPen(QPen(at, max(2, paper.px(4 if self.hasFocus() else 3))))
            edge = paper.px(2)
            ring = QRectF(room).adjusted(edge, edge, -edge, -edge)
            painter.drawRoundedRect(ring, edge, edge)

    def _said(self, pod: PodLine, cell: Cell) -> str:
        stands = self._words.stands[cell.stands]
        said = self._words.place.format(pod=pod.pod, number=cell.number)
        waiting = self._words.receipts_of.format(count=pod.waiting, pod=pod.pod)
        return f"{said}: {stands}. {waiting if pod.waiting else ''}".strip()
