"""The plots of the page of trends: each under its title and what its colours mean."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from pod.evaluation.analysis.frame import Floats
from pod.evaluation.viewing.trends import Bin, Level
from pod.ui.evaluator.cards import Picture, line, words
from pod.ui.evaluator.flowing import Flowing
from pod.ui.evaluator.paper import BODY, GAP, MIDDLE, SMALL, TARGET, Paper

pg.setConfigOptions(antialias=True, exitCleanup=False)
DOT, TINT, HIGH, SWATCH = 11, 46, 230, 26
SIDE, BEAM, CLOSE, EDGE, HEADROOM = 0.06, 0.06, 0.9, 0.45, 1.08
NONE = "\N{EN DASH}"
CORNER = 130
"""The room in the upper right that a card keeps for what saves the plot."""
ALL, CHOSEN = "outline", "main"
FULL, HOLLOW, DASHED = "full", "hollow", "dashed"


class Plot(QWidget):
    """A plot under its title, in the window's letters and colours."""

    def __init__(self, paper: Paper, title: str) -> None:
        super().__init__()
        self.paper = paper
        self.setObjectName("clear")
        self.plotted = pg.PlotWidget(background=paper.colour("card"), enableMenu=False)
        self.plotted.setMinimumHeight(paper.px(HIGH))
        free = QSizePolicy.Policy.Ignored
        self.plotted.setSizePolicy(free, free)
        self.plotted.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.item = self.plotted.getPlotItem()
        self.item.hideButtons()
        self.item.getViewBox().setMouseEnabled(x=False, y=False)
        self._axes()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(paper.px(GAP // 3))
        self._legend = Flowing(paper.px(GAP // 2), paper.px(GAP // 3))
        column.addWidget(self._head(title))
        column.addWidget(self.plotted, stretch=1)
        self.setAccessibleName(title)

    def _head(self, title: str) -> QWidget:
        """Return the title over the legend, as high as what saves the plot."""
        holder = QWidget()
        holder.setObjectName("clear")
        holder.setMinimumHeight(self.paper.px(TARGET))
        head = QVBoxLayout(holder)
        head.setContentsMargins(0, 0, self.paper.px(CORNER), 0)
        head.addWidget(words(self.paper, title, BODY, MIDDLE))
        head.addWidget(self._legend)
        head.addStretch(1)
        return holder

    def clear(self) -> None:
        """Show nothing."""
        self.item.clear()

    def mean(self, told: Sequence[tuple[str, str, str]]) -> None:
        """Say what a colour and a way of filling mean: in words, in this order."""
        self._legend.clear()
        for colour, how, said in told:
            self._legend.add(_swatch(self.paper, colour, how))
            self._legend.add(line(self.paper, said))

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

    def pen(self, colour: str, wide: float = 4.0, *, dashed: bool = False) -> QPen:
        """Return a pen of the theme."""
        kind = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        width = max(1.0, self.paper.px(wide))
        return QPen(pg.mkPen(self.paper.colour(colour), width=width, style=kind))

    def tint(self, colour: str) -> QColor:
        """Return a colour so thin that what is under it is seen."""
        thin = self.paper.colour(colour)
        thin.setAlpha(TINT)
        return thin

    def _axes(self) -> None:
        for side in ("left", "bottom"):
            axis = self.item.getAxis(side)
            axis.setStyle(maxTickLevel=0, tickLength=self.paper.px(6))
            axis.setTickFont(self.paper.font(SMALL))
            axis.setTextPen(self.paper.colour("ink"))
            axis.setPen(self.paper.colour("outline"))
        room = self.paper.px(SMALL) // 2
        self.item.layout.setContentsMargins(0, room, 2 * room, room // 2)


class Means(Plot):
    """Trajectories: means at the points, joined, in bands of their intervals."""

    def show_means(
        self, told: Sequence[tuple[Sequence[Level], str]], names: Sequence[str]
    ) -> None:
        """Draw each line of levels in its colour; a line never crosses a gap."""
        self.clear()
        for place, (levels, colour) in enumerate(told):
            known = [
                (at, one.mean, one.low, one.high)
                for at, one in enumerate(levels)
                if one.mean is not None and one.low is not None
            ]
            if known:
                self._trajectory(np.array(known, dtype=float).T, colour, place * SIDE)
        counts = [one.n for one in told[0][0]] if told else []
        ticks = [
            (at, f"{name}\n{NONE if n is None else f'n {n}'}")
            for at, (name, n) in enumerate(zip(names, counts, strict=True))
        ]
        axis = self.item.getAxis("bottom")
        axis.setTicks([ticks])
        axis.setStyle(hideOverlappingLabels=False)
        axis.setHeight(self.paper.px(3 * SMALL))
        self.item.setXRange(-EDGE, len(names) - 1 + EDGE, padding=0)

    def _trajectory(self, known: Floats, colour: str, shift: float) -> None:
        """Draw one line: places, means, and both ends of their intervals."""
        at, mean, low, high = known
        x = at + shift
        for start in np.flatnonzero(np.diff(at) == 1):
            ends = slice(start, start + 2)
            self._band(x[ends], low[ends], high[ends], colour)
            self.item.plot(x[ends], mean[ends], pen=self.pen(colour, 5))
        pen, bars = self.pen(colour, 3), {"bottom": mean - low, "top": high - mean}
        self.item.addItem(pg.ErrorBarItem(x=x, y=mean, beam=BEAM, pen=pen, **bars))
        size, brush = self.paper.px(DOT + 7), self.paper.colour(colour)
        dots = pg.ScatterPlotItem(x=x, y=mean, size=size, pen=None, brush=brush)
        self.item.addItem(dots)

    def _band(self, x: Floats, low: Floats, high: Floats, colour: str) -> None:
        """Tint what lies between two ends, with dashed edges."""
        dashed = self.pen(colour, 2, dashed=True)
        edges = [self.item.plot(x, end, pen=dashed) for end in (low, high)]
        self.item.addItem(pg.FillBetweenItem(*edges, brush=self.tint(colour)))


class Spread(Plot):
    """How values are spread: bars side by side; what is withheld is a dashed box."""

    def show_bins(
        self, told: Sequence[tuple[Sequence[Bin], str, str]], withheld: float
    ) -> None:
        """Draw each row of bins in its colour, `full` or `hollow`.

        A withheld bin is drawn `withheld` high, dashed: so many it may be at most.
        """
        self.clear()
        shown = [one.n or 0 for bins, *_ in told for one in bins]
        self.item.setYRange(0, max([withheld, *shown]) * HEADROOM, padding=0)
        for place, (bins, colour, how) in enumerate(told):
            shift = (place + 0.5) / len(told)
            known = [one for one in bins if one.n]
            held = [one for one in bins if one.n is None]
            for some, kind in ((known, how), (held, DASHED)):
                heights = [one.n or withheld for one in some]
                self._bars(some, heights, (colour, kind), (shift, len(told)))

    def _bars(
        self,
        bins: Sequence[Bin],
        heights: Sequence[float],
        look: tuple[str, str],
        place: tuple[float, int],
    ) -> None:
        colour, how = look
        shift, beside = place
        if not bins:
            return
        bars = pg.BarGraphItem(
            x=[one.low + (one.high - one.low) * shift for one in bins],
            height=list(heights),
            width=[(one.high - one.low) * CLOSE / beside for one in bins],
            pen=self.pen(colour, 2, dashed=how == DASHED),
            brush=self.paper.colour(colour) if how == FULL else self.none(),
        )
        self.item.addItem(bars)

    def none(self) -> QBrush:
        """Return a brush that fills nothing."""
        return QBrush(Qt.BrushStyle.NoBrush)


def _swatch(paper: Paper, colour: str, how: str) -> QWidget:
    """Return the small box that shows a colour and a way of filling."""

    def draw(painter: QPainter, room: QRectF) -> None:
        box = room.adjusted(3, 3, -3, -3)
        kind = Qt.PenStyle.DashLine if how == DASHED else Qt.PenStyle.SolidLine
        painter.setPen(QPen(paper.colour(colour), max(1, paper.px(2)), kind))
        if how == FULL:
            painter.setBrush(paper.colour(colour))
        painter.drawRoundedRect(box, 2, 2)

    return Picture(paper.px(SWATCH), draw)
