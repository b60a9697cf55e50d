"""When a picture reached the glass: the one place where that is stamped."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QCursor


class Landing(QObject):
    """Tells once for every picture when it was flushed to the glass.

    Qt paints a window and hands it to the window system within the top window's own
    `UpdateRequest`; whoever owns that event says `flushed` right after it. Only where a
    window is uncovered is it painted without one: then the stamp is taken when Qt comes
    back to its events, a little late and never early.

    A flush only sends. Asking an X server where the pointer is makes it answer, after
    all that it was sent before: the picture is in its memory when the stamp is taken. A
    Wayland compositor is not asked by this; there the stamp is the commit's.
    """

    landed = Signal(float, float)
    """The moment of the flush, clock ms; and how long before it painting began, ms.

    Nothing was to be seen before that: it bounds the stamp, however busy the machine.
    """

    def __init__(self, now_ms: Callable[[], float]) -> None:
        super().__init__()
        self.now_ms = now_ms
        self._waiting = self._drawn = False
        self._drawn_ms = 0.0

    def asked(self) -> None:
        """Know that another picture was asked for."""
        self._waiting, self._drawn = True, False

    def drawn(self) -> None:
        """Know that the picture is being painted."""
        if self._waiting and not self._drawn:
            self._drawn, self._drawn_ms = True, self.now_ms()
            QTimer.singleShot(0, self, self.flushed)

    def flushed(self) -> None:
        """Stamp a picture that was painted since it was asked for."""
        if self._waiting and self._drawn:
            self._waiting = False
            QCursor.pos()
            at_ms = self.now_ms()
            self.landed.emit(at_ms, at_ms - self._drawn_ms)
