"""Where a technician measures how late the glass is: a square that flashes."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pod.ui.common.actions import cut_row, place_row
from pod.ui.common.face import Face
from pod.ui.common.labels import stack
from pod.ui.common.landing import Landing
from pod.ui.common.look import Look
from pod.ui.common.room import cut_left
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text

PATCH_MM = 45.0
GAP_MM = 6.0


class GlassScreen(Screen):
    """A square for a photodiode, and what to do, in words. Ids: start, back.

    A panel is drawn from its top down: the square stands at the height of the figures,
    in their colours, so that what is measured holds for them.
    """

    name = "staff-glass"

    def __init__(self, look: Look, text: Text) -> None:
        super().__init__(look.in_theme("dark"), text)
        self.landing = Landing(look.now_ms)
        self.bright = True
        words = text.glass
        said = (words.title, words.place, words.cover)
        roles = ("staff_title", "staff", "staff")
        self._words = [self.words(*one) for one in zip(said, roles, strict=True)]
        back = Face(words=text.ways.back, role="staff_key")
        start = Face(words=text.ways.start, style="main", role="staff_key")
        self._ways = [self.key("back", back), self.key("start", start)]

    def say(self, title: str, *lines: str, ways: bool) -> None:
        """Say something else; without `ways` on while it must be left alone."""
        for words, said in zip(self._words, (title, *lines, "", ""), strict=False):
            words.setText(said)
            words.setVisible(bool(said))
        for key in self._ways:
            key.setVisible(ways)
        self.lay()

    def flash(self, *, bright: bool) -> None:
        """Let the square be bright or dark; `landing` tells when it was."""
        self.bright = bright
        self.landing.asked()
        self.update(self._patch())

    def flushed(self) -> None:
        """Stamp the square."""
        self.landing.flushed()

    def ground(self) -> str:
        """Return the task ground."""
        return self.look.task_colour("ground").name()

    def arrange(self, room: QRect) -> None:
        """Words beside the square, the ways on below."""
        look = self.look
        row, rest = cut_row(look, room, main=True)
        place_row(look, row, self._ways)
        beside = self._patch().right() + look.px(GAP_MM) - rest.left()
        _, rest = cut_left(rest, beside, 0)
        said = [words for words in self._words if words.text()]
        gap = look.px(GAP_MM)
        drop = (rest.bottom() - stack(said, rest, gap).bottom) // 2
        stack(said, rest.adjusted(0, max(0, drop), 0, 0), gap)

    def paint_page(self, painter: QPainter) -> None:
        """Paint the square."""
        colour = self.look.task_colour("keyline" if self.bright else "ground")
        painter.fillRect(self._patch(), colour)
        self.landing.drawn()

    def _patch(self) -> QRect:
        """Return where the square is: at the left edge, as high as figures stand."""
        look = self.look
        bar = look.px(look.mm.bar_large if look.large else look.mm.bar)
        size = look.px(PATCH_MM)
        return QRect(0, (self.height() - bar - size) // 2, size, size)
