"""The page of a pod that could not be begun again: please tell staff, and no more."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pod.ui.common.draw import draw_panel
from pod.ui.common.icons import draw_icon
from pod.ui.common.look import Look
from pod.ui.common.room import in_a_column, inset
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text

SAID = "our_fault"
"""Under this id every language says that the pod had a fault, and to tell staff."""
ICON_MM, MOST_MM, AROUND_MM = 15.0, 40.0, 12.0


class SafeScreen(Screen):
    """One sentence in each of the site's languages; there is nothing to press."""

    name = "safe"
    horizon = 0.5

    def __init__(self, look: Look, texts: Sequence[Text]) -> None:
        super().__init__(look, texts[0])
        self._said = [self.words(one.notices[SAID], "title") for one in texts]
        self._panels: list[QRect] = []

    def arrange(self, room: QRect) -> None:
        """Give each language a panel of its own, all alike."""
        look = self.look
        gap, most = look.px(look.mm.gap), look.px(MOST_MM)
        room = inset(room, look.px(AROUND_MM), 0)
        high = min(room.height(), len(self._said) * (most + gap) - gap)
        middle = QRect(room.x(), room.y(), room.width(), high)
        middle.moveTop(room.y() + (room.height() - high) // 2)
        self._panels = in_a_column(middle, len(self._said), gap)
        beside = look.px(ICON_MM) + 2 * look.px(look.mm.pad)
        for words, panel in zip(self._said, self._panels, strict=True):
            words.put_middle(panel.adjusted(beside, 0, -look.px(look.mm.pad), 0))

    def paint_page(self, painter: QPainter) -> None:
        """Paint the panels, each with the sign of the machine."""
        look, pad = self.look, self.look.px(self.look.mm.pad)
        for panel in self._panels:
            draw_panel(painter, look, panel)
            spot = QRect(panel.x() + pad, panel.y(), look.px(ICON_MM), panel.height())
            draw_icon(painter, look.icon("machine"), spot, look.colour("accent"))
