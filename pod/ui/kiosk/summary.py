"""The end of a block: a strength, a tip, a choice; never a score."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pod.script import Summary
from pod.ui.common.actions import cut_row, place_equal
from pod.ui.common.draw import draw_panel
from pod.ui.common.icons import draw_icon
from pod.ui.common.labels import stack
from pod.ui.common.look import Look
from pod.ui.common.room import cut_left, cut_right, in_a_column, in_a_row, inset
from pod.ui.common.said import Ears
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.kiosk.card import way_face
from pod.ui.kiosk.stepline import StepLine

COLUMN_MM, ICON_MM, SPACE_MM = 73.8, 13.3, 6.0


class SummaryScreen(Screen):
    """Ids: those of its choices."""

    name = "summary"
    ears = Ears(words=True)

    def __init__(self, look: Look, text: Text, summary: Summary) -> None:
        super().__init__(look, text)
        step = summary.step
        self._step = StepLine(self, step, done=True) if step else None
        pairs = (
            (summary.well_title, summary.well),
            (summary.tip_title, summary.tip),
        )
        self._pairs = [(self.words(a, "strong"), self.words(b)) for a, b in pairs]
        for title, _ in self._pairs:
            title.colour = "accent"
        ordered = sorted(summary.choices, key=lambda choice: not choice.main)
        self._ways = [self.key(one.id, way_face(one)) for one in ordered]
        self._panels: list[QRect] = []

    def arrange(self, room: QRect) -> None:
        """Two panels to read at the left, the choices at the right.

        Choices for hands that shake stand below.
        """
        look = self.look
        gap = look.px(look.mm.gap)
        if self._step is not None:
            room = self._step.put(room)
        if look.steady:
            row, rest = cut_row(look, room, main=False)
            place_equal(look, row, self._ways)
            self._panels = in_a_row(rest, 2, gap)
        else:
            side, left = cut_right(room, look.px(COLUMN_MM), 2 * gap)
            self._panels = in_a_column(left, 2, gap)
            self._place_ways(side, gap)
        for panel, pair in zip(self._panels, self._pairs, strict=True):
            taken = look.px(ICON_MM + 2 * SPACE_MM)
            space = inset(panel, 0, gap).adjusted(taken, 0, -gap, 0)
            bottom = stack(pair, space, look.px(4.6)).bottom
            middle = space.translated(0, max(0, (space.bottom() - bottom) // 2))
            stack(pair, middle, look.px(4.6))

    def _place_ways(self, side: QRect, gap: int) -> None:
        """Give the main way one and a half shares of the column."""
        shares = [1.46 if key.face.style == "main" else 1.0 for key in self._ways]
        free = side.height() - gap * (len(shares) - 1)
        y = side.y()
        for key, share in zip(self._ways, shares, strict=True):
            height = int(free * share / sum(shares))
            key.setGeometry(side.x(), y, side.width(), height)
            y += height + gap

    def paint_page(self, painter: QPainter) -> None:
        """Paint the panels and their icons."""
        look = self.look
        if self._step is not None:
            self._step.paint(painter)
        for panel, icon in zip(self._panels, ("well", "tip"), strict=True):
            draw_panel(painter, look, panel)
            spot, _ = cut_left(inset(panel, look.px(SPACE_MM), 0), look.px(ICON_MM), 0)
            draw_icon(painter, look.icon(icon), spot, look.colour("accent"))
