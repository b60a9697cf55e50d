"""The chart of where measures stand among those here, each with its doubt."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QWidget

from pod.need.among import Place
from pod.ui.common.look import Look
from pod.ui.staff.charts import BEAM, LINE_MM, THIN_MM, Chart

FAR, BEYOND = 3.0, 1.7
"""Standard deviations that a place is drawn within; further out stands at the edge."""


class PlaceChart(Chart):
    """Where measures stand among those here: a dot and its doubt in each row.

    `x` is need in the others' standard deviations; rows count down from 0.
    """

    def __init__(
        self,
        look: Look,
        parent: QWidget,
        places: Sequence[Place],
        ends: tuple[str, str],
    ) -> None:
        super().__init__(look, parent, " - ".join(ends))
        known = [(-n, one) for n, one in enumerate(places) if one.need is not None]
        rows = [float(row) for row, _ in known]
        needs = [held(one.need) for _, one in known]
        lows = [held(one.need_low) for _, one in known]
        highs = [held(one.need_high) for _, one in known]
        for level in (-FAR, 0.0, FAR):
            line = self.pen("outline", THIN_MM)
            self.plot.addItem(pg.InfiniteLine(pos=level, angle=90, pen=line))
        self.whiskers = pg.ErrorBarItem(
            x=np.array(needs),
            y=np.array(rows),
            left=np.array([n - low for n, low in zip(needs, lows, strict=True)]),
            right=np.array([high - n for n, high in zip(needs, highs, strict=True)]),
            beam=2 * BEAM,
            pen=self.pen("ink", LINE_MM),
        )
        self.plot.addItem(self.whiskers)
        self.full = self.dots(needs, rows, hollow=False)
        self.plot.hideAxis("left")
        self.axis("bottom", [(-FAR, ends[0]), (FAR, ends[1])])
        self.show_range((-FAR - BEYOND, FAR + BEYOND), (0.5 - len(places), 0.5))


def held(need: float | None) -> float:
    """Return a place as it is drawn: no further out than the chart goes."""
    return min(FAR, max(-FAR, need or 0.0))
