"""The focus ring: always outside the control, always two colours strong."""

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from pod.ui.common.key import Key


class Ring(QWidget):
    """Floats around one key of a window and lets every touch through."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._key: Key | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def surround(self, key: Key) -> None:
        """Go around a key."""
        self._key = key
        window = key.window()
        reach = 2 * key.look.px(key.look.mm.ring / 2)
        top_left = key.mapTo(window, QPoint(-reach, -reach))
        self.setGeometry(
            top_left.x(),
            top_left.y(),
            key.width() + 2 * reach,
            key.height() + 2 * reach,
        )
        self.raise_()
        self.show()

    def event(self, event: QEvent) -> bool:
        """Paint; leave the rest to Qt."""
        if event.type() != QEvent.Type.Paint or self._key is None:
            return super().event(event)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            look = self._key.look
            half = look.px(look.mm.ring / 2)
            radius = look.px(look.mm.radius)
            for place, name in enumerate(("focus_outer", "focus_inner")):
                inset = half * (place + 0.5)
                edge = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
                painter.setPen(QPen(look.colour(name), half))
                grow = half * (1.5 - place)
                painter.drawRoundedRect(edge, radius + grow, radius + grow)
        return True


def ring_of(window: QWidget) -> Ring:
    """Return the window's one ring, made when first wanted."""
    found = window.findChild(Ring)
    return found if isinstance(found, Ring) else Ring(window)
