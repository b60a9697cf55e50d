"""Two calm notes that no page owns: the demo strip and the sand notice."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QWidget

from pod.settings import LANGUAGES
from pod.ui.common.draw import draw_panel
from pod.ui.common.icons import draw_icon
from pod.ui.common.lines import Lines, fit
from pod.ui.common.look import Look
from pod.ui.common.words import read_text

NOTICE_MM, TWO_LINES_MM = 11.0, 21.0
ICON_MM, DOWN_MM = 7.5, 1.2


def in_every_language(notice: str) -> str:
    """Return a notice in every language, each on its line; anything else unchanged."""
    told = [read_text(language).notices for language in LANGUAGES]
    ids = [id_ for notices in told for id_, said in notices.items() if said == notice]
    return "\n".join(notices[ids[0]] for notices in told) if ids else notice


class Strip(QLabel):
    """A thin strip at the top edge that says what kind of run this is."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def dress(self, look: Look) -> None:
        """Take on another look."""
        self._look = look
        self.update()

    def say(self, text: str) -> None:
        """Say this, or go away."""
        self.setText(text)
        self.setVisible(bool(text))

    def event(self, event: QEvent) -> bool:
        """Paint; leave the rest to Qt."""
        if event.type() != QEvent.Type.Paint:
            return super().event(event)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._look.colour("ink"))
            painter.setPen(self._look.colour("ground"))
            lines = fit(self._look, "banner", self.text(), self.size())
            top = (self.height() - lines.height) // 2 + 1
            lines.draw(
                painter,
                QRect(0, top, self.width(), lines.height),
                Qt.AlignmentFlag.AlignHCenter,
            )
        return True


class Notice(Strip):
    """A sand panel with an icon and one sentence, for the person at the pod."""

    def height_px(self) -> int:
        """Return how high the panel is; nothing when it says nothing."""
        if self.isHidden():
            return 0
        two = "\n" in self.text()
        return self._look.px(TWO_LINES_MM if two else NOTICE_MM)

    def event(self, event: QEvent) -> bool:
        """Paint; leave the rest to Qt."""
        if event.type() != QEvent.Type.Paint:
            return super().event(event)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter)
        return True

    def placed(self) -> tuple[Lines, QRect]:
        """Return the words as set, and where they stand, in its own coordinates."""
        look, pad = self._look, self._look.px(self._look.mm.pad)
        left = look.px(ICON_MM) + 2 * pad
        down = look.px(DOWN_MM)
        room = QSize(self.width() - left - pad, self.height() - 2 * down)
        lines = fit(look, "body", self.text(), room)
        spare = max(0, self.height() - lines.height) // 2
        top = spare + min(lines.size_px // 10, down)
        return lines, QRect(left, top, room.width(), lines.height)

    def _paint(self, painter: QPainter) -> None:
        look, pad = self._look, self._look.px(self._look.mm.pad)
        draw_panel(painter, look, self.rect())
        icon = QRect(pad, 0, look.px(ICON_MM), self.height())
        draw_icon(painter, look.icon("note"), icon, look.colour("accent"))
        lines, spot = self.placed()
        painter.setPen(look.colour("ink"))
        lines.draw(painter, spot, Qt.AlignmentFlag.AlignLeft)
