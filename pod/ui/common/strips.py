"""Two calm notes that no page owns: the demo strip and the sand notice."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QWidget

from pod.ui.common.draw import draw_panel
from pod.ui.common.icons import draw_icon
from pod.ui.common.lines import fit
from pod.ui.common.look import Look

NOTICE_MM = 11.0
ICON_MM = 7.5


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

    def event(self, event: QEvent) -> bool:
        """Paint; leave the rest to Qt."""
        if event.type() != QEvent.Type.Paint:
            return super().event(event)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter)
        return True

    def _paint(self, painter: QPainter) -> None:
        look, pad = self._look, self._look.px(self._look.mm.pad)
        draw_panel(painter, look, self.rect())
        icon = QRect(pad, 0, look.px(ICON_MM), self.height())
        draw_icon(painter, look.icon("note"), icon, look.colour("accent"))
        left = icon.right() + pad
        room = QSize(self.width() - left - pad, self.height())
        lines = fit(look, "body", self.text(), room)
        painter.setPen(look.colour("ink"))
        top = (self.height() - lines.height) // 2 + lines.size_px // 10
        spot = QRect(left, top, room.width(), lines.height)
        lines.draw(painter, spot, Qt.AlignmentFlag.AlignLeft)
