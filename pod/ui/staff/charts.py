"""What every chart is made of, and that of a course with its band.

Whoever needs them loads this file when staff ask for it: pyqtgraph takes a while and
some memory, and nobody else needs either.
"""

from collections.abc import Sequence
from math import ceil, floor, log10

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPen
from PySide6.QtWidgets import QWidget

from pod.need.over_time import Band, Course
from pod.ui.common.look import Look

pg.setConfigOptions(antialias=True, exitCleanup=False)
LINE_MM, THIN_MM, DOT_MM = 0.85, 0.5, 4.4
LEFT_MM, FOOT_MM = 16.0, 9.0
BEAM = 0.16
"""How wide the end of a whisker is, in points or rows."""
AIR = 0.08
"""How much of the range stays free above and below what is drawn."""
EDGE = 0.45
"""How far the first and last point stand from the edges, in points."""
STEPS, LEAST_TICKS, TICK_MM = (1, 2, 5, 10), 2, 8.0
CLOSE = 0.88
"""Which share of the width words under the points may take."""


class Chart:
    """A drawing that answers no touch: items whose data can be read back."""

    def __init__(self, look: Look, parent: QWidget, says: str) -> None:
        self.look = look
        self.widget = pg.PlotWidget(parent, background=look.colour("card"))
        self.widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for one in (self.widget, self.widget.viewport()):
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.widget.setFrameShape(self.widget.Shape.NoFrame)
        self.widget.setAccessibleName(says)
        self.plot = self.widget.getPlotItem()
        self.plot.hideButtons()
        self.plot.setMenuEnabled(False)
        self.plot.getViewBox().setMouseEnabled(x=False, y=False)
        self.plot.getViewBox().setDefaultPadding(0.0)

    def put(self, room: QRect) -> None:
        """Place the chart; its range stays what it is."""
        self.widget.setGeometry(room)
        self.sized(room.width() - self.look.px(LEFT_MM), room.height())

    def sized(self, wide_px: int, high_px: int) -> None:
        """Learn how large the drawing is."""

    def at(self, x: float, y: float) -> QPointF:
        """Return where a value stands, in the widget's coordinates."""
        spot = self.plot.getViewBox().mapViewToScene(QPointF(x, y))
        return QPointF(self.widget.mapFromScene(spot))

    def show_range(self, across: tuple[float, float], up: tuple[float, float]) -> None:
        """Show this much, and never anything else."""
        self.plot.setRange(xRange=across, yRange=up, padding=0)
        self.plot.getViewBox().disableAutoRange()

    def pen(self, name: str, wide_mm: float, *, dashed: bool = False) -> QPen:
        """Return a pen of the theme; its width is that on the glass."""
        pen = pg.mkPen(self.look.colour(name), width=self.look.px(wide_mm))
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        return QPen(pen)

    def axis(self, side: str, ticks: Sequence[tuple[float, str]]) -> None:
        """Write these words at an axis, and no others."""
        axis = self.plot.getAxis(side)
        axis.setTicks([list(ticks)])
        axis.setTickFont(self.look.font("staff"))
        axis.setTextPen(self.look.colour("ink"))
        axis.setPen(self.pen("outline", THIN_MM))
        axis.setStyle(tickLength=-self.look.px(1.0), hideOverlappingLabels=False)
        if side == "left":
            axis.setWidth(self.look.px(LEFT_MM))
        else:
            axis.setHeight(self.look.px(FOOT_MM))

    def dots(self, x: Sequence[float], y: Sequence[float], *, hollow: bool) -> object:
        """Draw full dots, or hollow dashed ones where something is missing."""
        ground = "card" if hollow else "ink"
        edge = self.pen("outline" if hollow else "ink", THIN_MM, dashed=hollow)
        item = pg.ScatterPlotItem(
            x=list(x),
            y=list(y),
            size=self.look.px(DOT_MM),
            pen=edge,
            brush=self.look.colour(ground),
        )
        self.plot.addItem(item)
        return item


class CourseChart(Chart):
    """One measure over its points: `x` counts the points from 0.

    `lines` are one curve for each pair of neighbours; `full` and `hollow` are the dots;
    `whiskers` the 95 % intervals; `band` lies around the start, with dashed edges.
    `ticks` name the points, `short` where those have no room beside one another.
    """

    def __init__(
        self,
        look: Look,
        parent: QWidget,
        course: Course,
        ticks: Sequence[str],
        short: Sequence[str],
    ) -> None:
        super().__init__(look, parent, "; ".join(ticks))
        self.course, self._ticks, self._short = course, ticks, short
        self.low, self.high = ends_of(course)
        self.band = self._band(course.band)
        spots = course.spots
        self.lines = [
            self.plot.plot(
                [one, after],
                [spots[one].value, spots[after].value],
                pen=self.pen("ink", LINE_MM),
            )
            for one, after in course.lines
        ]
        self.whiskers = self._whiskers()
        there = [n for n, one in enumerate(spots) if one.value is not None]
        lacking = [n for n, one in enumerate(spots) if one.value is None]
        self.full = self.dots(
            there, [spots[n].value or 0.0 for n in there], hollow=False
        )
        stands = course.band.start if course.band else (self.low + self.high) / 2
        self.hollow = self.dots(lacking, [stands] * len(lacking), hollow=True)
        self.show_range((-EDGE, len(spots) - 1 + EDGE), (self.low, self.high))

    def sized(self, wide_px: int, high_px: int) -> None:
        """Write as much at the axes as there is room for."""
        letters = QFontMetrics(self.look.font("staff"))
        widest = max(map(letters.horizontalAdvance, self._ticks), default=0)
        close = widest * len(self._ticks) > wide_px * CLOSE
        ticks = self._short if close else self._ticks
        self.axis("bottom", [(float(n), said) for n, said in enumerate(ticks)])
        most = max(LEAST_TICKS, high_px // self.look.px(TICK_MM) - 1)
        known = any(one.value is not None for one in self.course.spots)
        levels = ticks_between(self.low, self.high, most) if known else []
        self.axis("left", [(one, f"{one:g}") for one in levels])

    def _band(self, band: Band | None) -> object:
        """Tint the band, dash its edges, and draw the start through it, if any."""
        if band is None:
            return None
        item = pg.LinearRegionItem(
            values=(band.low, band.high),
            orientation="horizontal",
            movable=False,
            brush=self.look.colour("selected"),
            pen=self.pen("main", THIN_MM, dashed=True),
        )
        self.plot.addItem(item)
        start = pg.InfiniteLine(pos=band.start, angle=0, pen=self.pen("main", THIN_MM))
        self.plot.addItem(start)
        return item

    def _whiskers(self) -> object:
        known = [
            (n, one.value, one.low, one.high)
            for n, one in enumerate(self.course.spots)
            if one.value is not None and one.low is not None and one.high is not None
        ]
        item = pg.ErrorBarItem(
            x=np.array([n for n, *_ in known], dtype=float),
            y=np.array([value for _, value, _, _ in known]),
            bottom=np.array([value - low for _, value, low, _ in known]),
            top=np.array([high - value for _, value, _, high in known]),
            beam=BEAM,
            pen=self.pen("ink", THIN_MM),
        )
        self.plot.addItem(item)
        return item


def ends_of(course: Course) -> tuple[float, float]:
    """Return the range that holds every point, whisker and the band, with some air."""
    every = [
        level
        for one in course.spots
        for level in (one.value, one.low, one.high)
        if level is not None
    ]
    if course.band is not None:
        every += [course.band.low, course.band.high]
    low, high = min(every, default=0.0), max(every, default=1.0)
    air = AIR * (high - low) or 1.0
    return low - air, high + air


def ticks_between(low: float, high: float, most: int) -> list[float]:
    """Return at most so many round levels within a range."""
    rough = (high - low) / most
    unit = 10.0 ** floor(log10(rough))
    step = next(unit * one for one in STEPS if unit * one >= rough)
    return [
        round(n * step, 10) for n in range(ceil(low / step), floor(high / step) + 1)
    ]
