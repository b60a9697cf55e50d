"""The band over every page of practice: what this is, and the key that ends it.

It covers nothing: while it is there, pages are set in the room beneath it, a tenth
smaller than they are.
"""

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QWidget

from pod.settings import Panel
from pod.ui.common.face import Face
from pod.ui.common.key import Key
from pod.ui.common.lines import Lines, fit
from pod.ui.common.look import Look
from pod.ui.common.press import Presses

BAND_MM, EDGE_MM = 14.0, 0.7
END, ROLE = "end_practice", "staff_key"


def beneath(panel: Panel) -> Panel:
    """Return the panel that is left for pages, on which they are a little smaller.

    As many millimetres fit beneath the band as would without it.
    """
    left = panel.height_px - round(BAND_MM * panel.px_per_mm)
    scale = left / panel.height_px
    return replace(panel, height_px=left, px_per_mm=panel.px_per_mm * scale)


class PracticeBand(QLabel):
    """Says what every page of practice is; a second line helps on a few of them."""

    ended = Signal()
    """The key was pressed, once however much the finger trembles."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._presses = Presses()
        self.key = Key(END, look, Face(words=""), self)
        self.key.clicked.connect(self._clicked)
        self.hide()

    def high_px(self, panel: Panel) -> int:
        """Return how much of the glass it takes; nothing while it is away."""
        return 0 if self.isHidden() else round(BAND_MM * panel.px_per_mm)

    def dress(self, look: Look, panel: Panel) -> None:
        """Take on another look, in the size of the whole panel."""
        self._look = look.on_panel(panel)
        self.key.dress(self._look)
        self._lay()

    def say(self, words: str, end: str) -> None:
        """Say this beside the key's own words; with none, be away."""
        self.setText(words)
        self.setAccessibleName(words.replace("\n", " "))
        self.key.reface(Face(words=end, icon="leave", role=ROLE))
        self.setVisible(bool(words))
        self._lay()

    def placed(self) -> list[tuple[Lines, QRect]]:
        """Return each line as it is set, and where it stands, in its own coordinates.

        Two lines stand in a half of the band each, as small as staff can read.
        """
        look, said = self._look, self.text().split("\n")
        across, high = look.px(look.mm.margin), self.height() // 2
        size = QSize(self.key.x() - 2 * across, high)
        first = 0 if len(said) == 1 else len(look.steps(ROLE)) - 1
        found, top = [], (self.height() - high * len(said)) // 2
        for one in said:
            lines = fit(look, ROLE, one, size, first)
            down = top + (high - lines.height) // 2
            found.append((lines, QRect(across, down, size.width(), lines.height)))
            top += high
        return found

    def event(self, event: QEvent) -> bool:
        """Place the key when the size is known, paint; leave the rest to Qt."""
        if event.type() == QEvent.Type.Resize:
            self._lay()
        if event.type() != QEvent.Type.Paint:
            return super().event(event)
        with QPainter(self) as painter:
            self._paint(painter)
        return True

    def _lay(self) -> None:
        look = self._look
        across, edge = look.px(look.mm.margin), look.px(EDGE_MM)
        width = self.key.natural_width()
        left = self.width() - across - width
        self.key.setGeometry(left, edge, width, max(1, self.height() - 2 * edge))

    def _paint(self, painter: QPainter) -> None:
        look = self._look
        painter.fillRect(self.rect(), look.colour("ink"))
        painter.setPen(look.colour("ground"))
        for lines, room in self.placed():
            lines.draw(painter, room, Qt.AlignmentFlag.AlignLeft)

    def _clicked(self) -> None:
        if self._presses.counts(END, self._look.now_ms(), self._look.repeat_ms):
            self.ended.emit()
