"""What stands before a page, or on a glass that shows none: nothing of anybody."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QScreen
from PySide6.QtWidgets import QWidget

from pod.ui.kiosk.frame import Frame

BARE = (
    Qt.WindowType.Window
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.CustomizeWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
)
"""No frame, no title, no menu of a window's: there is nothing to take hold of."""
NOT_FOR_KEYS = Qt.WindowType.WindowDoesNotAcceptFocus
SPARE = "spare glass"


class Cover(QWidget):
    """Lies over the whole of a window's pages, and lets nothing through to them."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._frame = frame
        frame.installEventFilter(self)
        self.hide()

    def lay(self) -> None:
        """Cover whatever is in view, at once."""
        self.setGeometry(self._frame.rect())
        self.show()
        self.raise_()
        self.repaint()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Grow with the window; stop nothing."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._frame.rect())
        return False

    def stay_above(self) -> None:
        """Lie over a page that came meanwhile, before it is painted."""
        if self.isVisible():
            self.raise_()

    def event(self, event: QEvent) -> bool:
        """Paint the ground alone; take every press."""
        if event.type() == QEvent.Type.Paint:
            with QPainter(self) as painter:
                painter.fillRect(self.rect(), self._frame.look.colour("ground"))
            return True
        if event.type() == QEvent.Type.MouseButtonPress:
            return True
        return super().event(event)


class SpareGlass(QWidget):
    """Covers a screen on which nothing is to be seen, and takes no keys."""

    def __init__(self, screen: QScreen) -> None:
        super().__init__(None, BARE | NOT_FOR_KEYS)
        self.setObjectName(SPARE)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setStyleSheet("background: black")
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()


def is_covered(frame: Frame) -> bool:
    """Tell whether nothing of what is in view can be seen."""
    cover = frame.findChild(Cover)
    return isinstance(cover, Cover) and cover.isVisible()
