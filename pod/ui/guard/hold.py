"""Holds the whole of every screen, whatever is plugged in, turned or asked for."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication

from pod.ui.guard.covers import BARE, SpareGlass
from pod.ui.kiosk.frame import Frame

LOST = frozenset({QEvent.Type.WindowStateChange, QEvent.Type.Hide})


class Hold(QObject):
    """Keeps the window over its whole screen, and every other screen covered."""

    def __init__(self, application: QApplication, frame: Frame) -> None:
        super().__init__(frame)
        self._application, self._frame = application, frame
        self._spare: dict[QScreen, SpareGlass] = {}
        self._known: set[QScreen] = set()
        application.screenAdded.connect(self._other)
        application.screenRemoved.connect(self._gone)
        application.primaryScreenChanged.connect(self._other)
        frame.setWindowFlags(BARE)
        frame.installEventFilter(self)
        frame.showFullScreen()
        self.take()

    def release(self) -> None:
        """Let go of every screen: the window goes."""
        self._application.screenAdded.disconnect(self._other)
        self._application.screenRemoved.disconnect(self._gone)
        self._application.primaryScreenChanged.disconnect(self._other)
        self._frame.removeEventFilter(self)
        for screen in tuple(self._spare):
            self._uncover(screen)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take the screen again once it was lost; stop nothing."""
        if event.type() in LOST:
            self._later()
        return False

    def take(self) -> None:
        """Take hold of every screen that there is now."""
        screens = self._application.screens()
        ours = self._frame.screen()
        if ours not in screens:
            ours = self._application.primaryScreen()
        if ours is None:
            return
        for screen in screens:
            self._know(screen)
            self._cover(screen, ours)
        self._fill(ours)

    def come_forward(self) -> None:
        """Take the screen, and ask for the keys as well.

        A window that was put out of sight, on another desktop say, comes anew: that no
        window manager takes for something to leave where it is.
        """
        handle = self._frame.windowHandle()
        if handle is not None and not handle.isExposed():
            self._frame.hide()
        self.take()
        self._frame.raise_()
        self._frame.activateWindow()

    def _cover(self, screen: QScreen, ours: QScreen) -> None:
        """Cover another screen; one that only mirrors ours would be before our page."""
        if ours.geometry().contains(screen.geometry()):
            self._uncover(screen)
        elif screen not in self._spare:
            self._spare[screen] = SpareGlass(screen)
            self._frame.raise_()

    def _fill(self, screen: QScreen) -> None:
        """Be full screen, of the size that the glass has now.

        A compositor may call a window maximised besides; asked again it would say so
        again, for ever.
        """
        frame, whole = self._frame, Qt.WindowState.WindowFullScreen
        if frame.screen() is not screen:
            frame.setScreen(screen)
        state = frame.windowState() & (whole | Qt.WindowState.WindowMinimized)
        if frame.isHidden() or state != whole:
            frame.setWindowState(whole)
            frame.show()
            frame.raise_()
            frame.activateWindow()

    def _know(self, screen: QScreen) -> None:
        if screen not in self._known:
            self._known.add(screen)
            screen.geometryChanged.connect(self._turned)

    def _turned(self) -> None:
        """Cover screens anew that have another size or place now."""
        for screen, spare in self._spare.items():
            spare.setGeometry(screen.geometry())
        self._other()

    def _gone(self, screen: QScreen) -> None:
        self._known.discard(screen)
        self._uncover(screen)
        self._other()

    def _uncover(self, screen: QScreen) -> None:
        spare = self._spare.pop(screen, None)
        if spare is not None:
            spare.hide()
            spare.deleteLater()

    def _other(self) -> None:
        """Take hold once Qt is done with telling that the screens are others now."""
        QTimer.singleShot(0, self, self._move)

    def _move(self) -> None:
        """Take hold; a window that is on no screen any more comes anew.

        Where it fills one already, a window manager would let it go nowhere else.
        """
        self.take()
        screen = self._frame.screen()
        if screen is not None and self._frame.geometry() != screen.geometry():
            self._frame.hide()
            self._frame.setWindowState(Qt.WindowState.WindowNoState)
            self._frame.setGeometry(screen.geometry())
            self.take()

    def _later(self) -> None:
        """Wait until Qt is done with what it tells of."""
        QTimer.singleShot(0, self, self.take)
