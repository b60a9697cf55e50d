"""Time and touch at the window: who is there, and how late it is."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from pod.clock import Alarm, Alarms, Clock

IDLE_MS = 300_000.0
"""After this long untouched, a page is hidden; the place is kept (U46)."""
MINUTE_MS = 60_000.0


class Watch(QObject):
    """Tells when somebody touches, when nobody has for long, and every minute."""

    touch = Signal()
    finger = Signal(QWidget)
    """A finger went down on this widget."""
    idle = Signal()
    minute = Signal()

    def __init__(self, clock: Clock, alarms: Alarms) -> None:
        super().__init__()
        self._clock, self._alarms = clock, alarms
        self._closed = False
        self._idle_alarm = self.alarm_after(IDLE_MS, self.idle.emit)
        self._minute_alarm = self.alarm_after(MINUTE_MS, self._a_minute_later)
        if (application := QApplication.instance()) is not None:
            application.installEventFilter(self)

    def close(self) -> None:
        """Let go of time and of every finger: the window goes."""
        self._closed = True
        self._minute_alarm.cancel()
        self._idle_alarm.cancel()
        if (application := QApplication.instance()) is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Notice every finger; stop nothing."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self.touched()
            if isinstance(watched, QWidget):
                self.finger.emit(watched)
        return False

    def touched(self) -> None:
        """Somebody is there: begin to count anew."""
        self.touch.emit()
        self._idle_alarm.cancel()
        self._idle_alarm = self.alarm_after(IDLE_MS, self.idle.emit)

    def after(self, delay_ms: float, ring: Callable[[], None]) -> None:
        """Ring after a delay of the window's own clock, while there is a window."""
        self.alarm_after(delay_ms, lambda: None if self._closed else ring())

    def alarm_after(self, delay_ms: float, ring: Callable[[], None]) -> Alarm:
        """Ring after a delay, unless the alarm is called off."""
        return self._alarms.at(self._clock.now_ms() + delay_ms, ring)

    def _a_minute_later(self) -> None:
        self.minute.emit()
        self._minute_alarm = self.alarm_after(MINUTE_MS, self._a_minute_later)
