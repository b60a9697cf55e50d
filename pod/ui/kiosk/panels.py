"""A title, and panels with an icon and a sentence each: what is true, calmly told."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pod.ui.common.actions import cut_row, place_filled, place_row
from pod.ui.common.draw import draw_panel
from pod.ui.common.face import Face
from pod.ui.common.icons import draw_icon
from pod.ui.common.look import Look
from pod.ui.common.room import cut_left, cut_top, in_a_column, inset
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text

if TYPE_CHECKING:
    from pod.ui.common.key import Key

TITLE_MM, LINE_ICON_MM = 16.5, 11.0
SEVERAL = 2


class PanelScreen(Screen):
    """Says its lines over a row of ways on."""

    def __init__(self, look: Look, text: Text) -> None:
        super().__init__(look, text)
        self._icons: list[str] = []
        self._ways: list[Key] = []
        self._panels: list[QRect] = []

    def say(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        """Say a title and lines, each with its icon; made before the ways on."""
        self._title = self.words(title, "display")
        self._icons = [icon for icon, _ in lines]
        self._lines = [self.words(line, "body") for _, line in lines]

    def way(self, id_: str, face: Face) -> None:
        """Offer a way on."""
        self._ways.append(self.key(id_, face))

    def arrange(self, room: QRect) -> None:
        """Place the title, the panels, and what can be done."""
        look = self.look
        gap = look.px(look.mm.gap)
        row, rest = cut_row(look, room, main=not look.large)
        if len(self._ways) > SEVERAL:
            place_filled(look, row, self._ways)
        else:
            place_row(look, row, self._ways)
        top, rest = cut_top(rest, look.px(TITLE_MM), gap)
        self._title.put_middle(top)
        rest = rest.adjusted(0, 0, 0, -gap)
        self._panels = in_a_column(rest, len(self._lines), gap)
        for panel, words in zip(self._panels, self._lines, strict=True):
            words.put_middle(inset(panel, gap, gap // 2).adjusted(look.px(22), 0, 0, 0))

    def paint_page(self, painter: QPainter) -> None:
        """Paint a panel and an icon for each line."""
        look = self.look
        for panel, icon in zip(self._panels, self._icons, strict=True):
            draw_panel(painter, look, panel)
            spot, _ = cut_left(inset(panel, look.px(6.7), 0), look.px(LINE_ICON_MM), 0)
            draw_icon(painter, look.icon(icon), spot, look.colour("accent"))
