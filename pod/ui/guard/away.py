"""Notices when another program has the keys, and covers what is in view meanwhile."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from pod.ui.guard.covers import Cover
from pod.ui.guard.hold import Hold

AGAIN_MS = 250
ACTIVE = Qt.ApplicationState.ApplicationActive


class Away(QObject):
    """Covers the window while it has not the keys, and asks for them until it has."""

    gone = Signal()
    """Another program has the keys; what was in view is covered."""
    back = Signal()
    """The keys are back, and what was in view can be seen again."""

    def __init__(self, application: QApplication, hold: Hold, cover: Cover) -> None:
        super().__init__(cover)
        self._application, self._hold, self._cover = application, hold, cover
        self._asking = QTimer(self)
        self._asking.setInterval(AGAIN_MS)
        self._asking.timeout.connect(hold.come_forward)
        self._was_here = False
        application.applicationStateChanged.connect(self.changed)
        self.changed(application.applicationState())

    def release(self) -> None:
        """Notice no more: the window goes."""
        self._application.applicationStateChanged.disconnect(self.changed)
        self._asking.stop()

    def changed(self, state: Qt.ApplicationState) -> None:
        """Cover, or uncover; a window that never had the keys has lost none."""
        here = state == ACTIVE
        if here and not self._was_here:
            self._asking.stop()
            self._cover.hide()
            self.back.emit()
        elif not here and self._was_here:
            self._cover.lay()
            self._asking.start()
            self.gone.emit()
        self._was_here = here
