"""A dot a person: brushed with a box, opened one by one, by pointer and by keys."""

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent, MouseDragEvent
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent

from pod.evaluation.analysis.frame import Bools, Floats
from pod.ui.evaluator.paper import Paper
from pod.ui.evaluator.plots import ALL, DOT, Plot

FAINT, CLEAR, MOST_DOTS, BRUSH_EDGE = 80, 210, 20_000, 3
APART = 0.6
"""Whole numbers are drawn up to so far apart that dots do not hide dots."""
GOLDEN, PLASTIC = 0.6180339887498949, 0.7548776662466927
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Dots(Plot):
    """First measure across, last up; a box drawn over them brushes.

    So many dots at most are drawn, evenly taken; all of them are brushed. Arrow keys go
    from dot to dot, with Shift they draw the box, Enter opens the dot, Escape clears.
    """

    brushed = Signal(object)
    """A mask over everybody: who lies in the box; nobody, where there is none."""
    pressed = Signal(int)
    """The row of the person whose dot was pressed."""

    def __init__(self, paper: Paper, title: str, says: str) -> None:
        super().__init__(paper, title)
        self._says = says
        self._first = self._last = np.empty(0)
        self._order = np.empty(0, dtype=int)
        self._at: int | None = None
        self._from: int | None = None
        self._box: pg.PlotDataItem | None = None
        self._ring: pg.ScatterPlotItem | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.plotted.setFocusProxy(self)
        self.plotted.scene().sigMouseClicked.connect(self._click)
        self.item.getViewBox().mouseDragEvent = self._drag

    def show_dots(self, first: Floats, last: Floats, chosen: Bools) -> None:
        """Draw everybody who has both, those chosen over all others."""
        self.clear()
        self._box = self._ring = None
        self._values = (first, last)
        self._first, self._last = _apart(first, GOLDEN), _apart(last, PLASTIC)
        there = np.flatnonzero(~np.isnan(first) & ~np.isnan(last))
        self._order = there[np.lexsort((last[there], first[there]))]
        drawn = there[:: max(1, len(there) // MOST_DOTS)]
        for mask, colour in ((~chosen, ALL), (chosen, "main")):
            self._draw(drawn[mask[drawn]], colour)
        if there.size:
            ends = [np.nanmin((first, last)), np.nanmax((first, last))]
            self.item.plot(ends, ends, pen=self.pen(ALL, 2, dashed=True))

    def brush(self, box: QRectF) -> None:
        """Choose everybody who lies in a box of the plot's own values."""
        within = (
            (self._first >= box.left())
            & (self._first <= box.right())
            & (self._last >= box.top())
            & (self._last <= box.bottom())
        )
        self.brushed.emit(within)

    def nearest(self, at: QPointF) -> int | None:
        """Return the row of the dot under a place of the plot's own values."""
        across, up = self.item.getViewBox().viewPixelSize()
        reach = self.paper.px(DOT)
        far = np.hypot(
            (self._first - at.x()) / (across or 1), (self._last - at.y()) / (up or 1)
        )
        if not far.size or np.isnan(far).all():
            return None
        row = int(np.nanargmin(far))
        return row if far[row] <= reach else None

    def event(self, event: QEvent) -> bool:
        """Go from dot to dot by keys, and show where they are; leave the rest to Qt."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self._mark()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _STEPS and self._order.size:
                shift = Qt.KeyboardModifier.ShiftModifier in event.modifiers()
                self._go(_STEPS[key], drawing=shift)
                return True
            if key in _ENTER and self._at is not None:
                self.pressed.emit(int(self._order[self._at]))
                return True
            if key == Qt.Key.Key_Escape:
                self._from = None
                self.brushed.emit(np.zeros(len(self._first), dtype=bool))
                return True
        return super().event(event)

    def _go(self, step: int, *, drawing: bool) -> None:
        """Go to the next dot; with `drawing`, choose the box from where that began."""
        before = self._at
        at = 0 if before is None else min(max(before + step, 0), len(self._order) - 1)
        self._at = at
        row = int(self._order[at])
        first, last = (one[row] for one in self._values)
        words = {"place": at + 1, "all": len(self._order)}
        said = self._says.format(**words, first=f"{first:g}", last=f"{last:g}")
        self.setAccessibleDescription(said)
        if not drawing:
            self._from = None
            self._mark()
            return
        self._from = before if self._from is None else self._from
        start = int(self._order[self._from or 0])
        ends = (QPointF(self._first[one], self._last[one]) for one in (start, row))
        box = QRectF(*ends).normalized()
        self.brush(box)
        self._show_box(box)
        self._mark()

    def _mark(self) -> None:
        """Draw a ring round the dot that the keys are at."""
        if self._ring is not None:
            self.item.removeItem(self._ring)
            self._ring = None
        if self._at is None or self._at >= len(self._order) or not self.hasFocus():
            return
        row = self._order[self._at]
        ring = pg.mkPen(QColor(self.paper.focus), width=max(2, self.paper.px(4)))
        self._ring = pg.ScatterPlotItem(
            x=[self._first[row]],
            y=[self._last[row]],
            size=self.paper.px(2.4 * DOT),
            pen=ring,
            brush=None,
        )
        self.item.addItem(self._ring)

    def _draw(self, rows: npt.NDArray[np.int_], colour: str) -> None:
        """Draw these people's dots."""
        thin = self.paper.colour(colour)
        thin.setAlpha(FAINT if colour == ALL else CLEAR)
        dots = pg.ScatterPlotItem(
            x=self._first[rows],
            y=self._last[rows],
            size=self.paper.px(DOT),
            pen=None,
            brush=thin,
        )
        self.item.addItem(dots)

    def _place(self, scene: QPointF) -> QPointF:
        return QPointF(self.item.getViewBox().mapSceneToView(scene))

    def _drag(self, event: MouseDragEvent, axis: int | None = None) -> None:
        """Draw the box while the pointer is dragged; choose at its end."""
        del axis
        event.accept()
        ends = self._place(event.buttonDownScenePos()), self._place(event.scenePos())
        box = QRectF(*ends).normalized()
        self._show_box(box)
        if event.isFinish():
            self.brush(box)
            self._show_box(box)

    def _show_box(self, box: QRectF) -> None:
        """Draw the box that chooses."""
        low, high, under, over = box.left(), box.right(), box.top(), box.bottom()
        across, up = [low, high, high, low, low], [under, under, over, over, under]
        if self._box is None:
            self._box = self.item.plot(pen=self.pen("attention", BRUSH_EDGE))
        self._box.setData(across, up)

    def _click(self, event: MouseClickEvent) -> None:
        row = self.nearest(self._place(event.scenePos()))
        if row is not None:
            self.pressed.emit(row)


def _apart(values: Floats, stride: float) -> Floats:
    """Return where values are drawn: whole numbers a little apart, each in its place.

    A person is drawn at the same place each time; half a number is never crossed.
    """
    known = values[~np.isnan(values)]
    if not known.size or (known != np.round(known)).any():
        return values
    return values + APART * (np.arange(len(values)) * stride % 1.0 - 0.5)
