"""The plots of the page of trends: dots to brush, means, and how values are spread."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent, MouseDragEvent
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod.evaluation.analysis.frame import Bools, Floats
from pod.evaluation.viewing.trends import Bin, Level
from pod.ui.evaluator.cards import words
from pod.ui.evaluator.paper import BODY, MIDDLE, SMALL, Paper

pg.setConfigOptions(antialias=True, exitCleanup=False)
DOT, FAINT, CLEAR, MOST_DOTS = 11, 60, 200, 20_000
LEAST = 0.02
BRUSH_EDGE, SIDE, BEAM, CLOSE, EDGE = 3, 0.08, 0.1, 0.9, 0.4


class Plot(QWidget):
    """A plot under its title, in the window's letters and colours."""

    def __init__(self, paper: Paper, title: str) -> None:
        super().__init__()
        self.paper = paper
        self.plotted = pg.PlotWidget(background=paper.colour("card"))
        self.item = self.plotted.getPlotItem()
        self.item.hideButtons()
        self.item.setMenuEnabled(False)
        self.item.getViewBox().setMouseEnabled(x=False, y=False)
        for side in ("left", "bottom"):
            axis = self.item.getAxis(side)
            axis.setTickFont(paper.font(SMALL))
            axis.setTextPen(paper.colour("ink"))
            axis.setPen(paper.colour("outline"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(words(paper, title, BODY, MIDDLE))
        column.addWidget(self.plotted, stretch=1)
        self.setAccessibleName(title)

    def clear(self) -> None:
        """Show nothing."""
        self.item.clear()

    def name_axes(self, across: str, up: str) -> None:
        """Say what the axes are."""
        style = {
            "color": self.paper.colour("muted").name(),
            "font-size": f"{self.paper.px(SMALL)}px",
        }
        self.item.setLabel("bottom", across, **style)
        self.item.setLabel("left", up, **style)
        for side in ("left", "bottom"):
            self.item.getAxis(side).label.setFont(self.paper.font(SMALL))

    def pen(self, colour: str, wide: float = 3.0, *, dashed: bool = False) -> QPen:
        """Return a pen of the theme."""
        line = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        width = max(1.0, self.paper.px(wide))
        return QPen(pg.mkPen(self.paper.colour(colour), width=width, style=line))


class Dots(Plot):
    """A dot a person, first measure across, last up; a box drawn over them brushes.

    So many dots at most are drawn, evenly taken; all of them are brushed.
    """

    brushed = Signal(object)
    """A mask over everybody: who lies in the box; nobody, where there is none."""
    pressed = Signal(int)
    """The row of the person whose dot was pressed."""

    def __init__(self, paper: Paper, title: str) -> None:
        super().__init__(paper, title)
        self._first = self._last = np.empty(0)
        self._box: pg.PlotDataItem | None = None
        self.plotted.scene().sigMouseClicked.connect(self._click)
        self.item.getViewBox().mouseDragEvent = self._drag

    def show_dots(self, first: Floats, last: Floats, chosen: Bools) -> None:
        """Draw everybody who has both, those chosen darker."""
        self.clear()
        self._box = None
        self._first, self._last = first, last
        there = np.flatnonzero(~np.isnan(first) & ~np.isnan(last))
        step = max(1, len(there) // MOST_DOTS)
        drawn = there[::step]
        for mask, colour in ((~chosen, "outline"), (chosen, "main")):
            rows = drawn[mask[drawn]]
            faint = self.paper.colour(colour)
            faint.setAlpha(FAINT if colour == "outline" else CLEAR)
            self.item.addItem(
                pg.ScatterPlotItem(
                    x=first[rows],
                    y=last[rows],
                    size=self.paper.px(DOT),
                    pen=None,
                    brush=faint,
                )
            )
        ends = (
            [np.nanmin((first, last)), np.nanmax((first, last))] if there.size else []
        )
        if ends:
            self.item.plot(ends, ends, pen=self.pen("outline", 2, dashed=True))

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

    def _at(self, scene: QPointF) -> QPointF:
        return QPointF(self.item.getViewBox().mapSceneToView(scene))

    def _drag(self, event: MouseDragEvent, axis: int | None = None) -> None:
        """Draw the box while the pointer is dragged; choose at its end."""
        del axis
        event.accept()
        ends = self._at(event.buttonDownScenePos()), self._at(event.scenePos())
        box = QRectF(*ends).normalized()
        self._show_box(box)
        if event.isFinish():
            self.brush(box)

    def _show_box(self, box: QRectF) -> None:
        """Draw the box that chooses."""
        low, high, under, over = box.left(), box.right(), box.top(), box.bottom()
        across, up = [low, high, high, low, low], [under, under, over, over, under]
        if self._box is None:
            self._box = self.item.plot(pen=self.pen("attention", BRUSH_EDGE))
        self._box.setData(across, up)

    def _click(self, event: MouseClickEvent) -> None:
        row = self.nearest(self._at(event.scenePos()))
        if row is not None:
            self.pressed.emit(row)


class Means(Plot):
    """Means at the points with their intervals: everybody, and those chosen."""

    def show_means(
        self, told: Sequence[tuple[Sequence[Level], str]], names: Sequence[str]
    ) -> None:
        """Draw each line of levels in its colour; a line never crosses a gap."""
        self.clear()
        for place, (levels, colour) in enumerate(told):
            known = [
                (at + place * SIDE, one.mean, one.low, one.high)
                for at, one in enumerate(levels)
                if one.mean is not None and one.low is not None
            ]
            if known:
                self._line(np.array(known, dtype=float).T, colour)
        self.item.getAxis("bottom").setTicks([list(enumerate(names))])
        self.item.setXRange(-EDGE, len(names) - 1 + EDGE, padding=0)

    def _line(self, known: Floats, colour: str) -> None:
        """Draw one line: places, means, and both ends of their intervals."""
        x, mean, low, high = known
        for at in np.flatnonzero(np.diff(x) <= 1 + SIDE):
            ends = slice(at, at + 2)
            self.item.plot(x[ends], mean[ends], pen=self.pen(colour))
        pen, bars = self.pen(colour), {"bottom": mean - low, "top": high - mean}
        self.item.addItem(pg.ErrorBarItem(x=x, y=mean, beam=BEAM, pen=pen, **bars))
        size, brush = self.paper.px(DOT + 6), self.paper.colour(colour)
        dots = pg.ScatterPlotItem(x=x, y=mean, size=size, pen=None, brush=brush)
        self.item.addItem(dots)


class Spread(Plot):
    """How values are spread: bars side by side; a withheld bar is a dashed line."""

    def show_bins(self, told: Sequence[tuple[Sequence[Bin], str]]) -> None:
        """Draw each row of bins in its colour."""
        self.clear()
        self.item.setLimits(yMin=-LEAST)
        most = max([one.n or 0 for bins, _ in told for one in bins], default=0)
        self.item.setYRange(-LEAST, most or 1, padding=0)
        for place, (bins, colour) in enumerate(told):
            shift = (place + 0.5) / len(told)
            self._bars([one for one in bins if one.n], colour, shift, len(told))
            for one in (one for one in bins if one.n is None):
                x = one.low + (one.high - one.low) * shift
                half = (one.high - one.low) * CLOSE / len(told) / 2
                pen = self.pen(colour, 2, dashed=True)
                self.item.plot([x - half, x + half], [0, 0], pen=pen)

    def _bars(
        self, bins: Sequence[Bin], colour: str, shift: float, beside: int
    ) -> None:
        bars = pg.BarGraphItem(
            x=[one.low + (one.high - one.low) * shift for one in bins],
            height=[one.n for one in bins],
            width=[(one.high - one.low) * CLOSE / beside for one in bins],
            pen=None,
            brush=self.paper.colour(colour),
        )
        self.item.addItem(bars)
