"""Whether the sitting is parked, because the power is away."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pod.ui.kiosk.watch import Watch

if TYPE_CHECKING:
    from pod.clock import Alarm

STEADY_MS = 5_000.0
"""The power is back once it has stayed so long: a page must not come and go with it."""


class Parking(QObject):
    """Begins at once, and is over only when the power has stayed for a while."""

    over = Signal()

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._watch = watch
        self._steady: Alarm | None = None
        self.on = False

    def begin(self) -> bool:
        """Park; tell whether that is news."""
        self._wait_no_more()
        news, self.on = not self.on, True
        return news

    def end_soon(self) -> None:
        """Know that the power is back; whether it stays is seen later."""
        self._wait_no_more()
        if self.on:
            self._steady = self._watch.alarm_after(STEADY_MS, self._over)

    def end(self) -> None:
        """Park no longer: somebody else is at the pod."""
        self._wait_no_more()
        self.on = False

    def _over(self) -> None:
        self.end()
        self.over.emit()

    def _wait_no_more(self) -> None:
        if self._steady is not None:
            self._steady.cancel()
        self._steady = None
