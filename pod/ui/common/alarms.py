"""Alarms that Qt rings, on the same clock as everything else."""

from PySide6.QtCore import QObject, Qt, QTimer

from pod.clock import Clock, Ring


class QtAlarm(QTimer):
    """One precise alarm that forgets itself when it has rung."""

    def __init__(self, parent: QObject, ring: Ring) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.setTimerType(Qt.TimerType.PreciseTimer)
        self._ring: Ring | None = ring
        self.timeout.connect(self._due)

    def _due(self) -> None:
        ring, self._ring = self._ring, None
        self.deleteLater()
        if ring is not None:
            ring()

    def cancel(self) -> None:
        """Call it off; harmless when it has rung."""
        if self._ring is not None:
            self._ring = None
            self.stop()
            self.deleteLater()


class QtAlarms(QObject):
    """Rings at moments of the machine's clock, in the screen's thread."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.frame_ms = 16.0
        self._clock = clock

    def at(self, due_ms: float, ring: Ring) -> QtAlarm:
        """Ring once at `due_ms`, or as soon as possible when that has passed."""
        alarm = QtAlarm(self, ring)
        alarm.start(max(0, round(due_ms - self._clock.now_ms())))
        return alarm
