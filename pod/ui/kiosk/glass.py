"""Pictures on their way to the glass: put up, stamped, and moved while they stand."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from pod.clock import Alarm, Alarms, Clock
from pod.script import Breath, Picture
from pod.ui.common.trace import Trace

if TYPE_CHECKING:
    from pod.calibration import Calibration


class Canvas(Protocol):
    """Where pictures are shown; `painted` of the player is called when they are."""

    def show_picture(
        self,
        picture: Picture,
        elapsed_ms: Callable[[], float],
        trace: Callable[[], Trace] = Trace,
    ) -> None:
        """Put a picture up; a moving one asks how long it has been up.

        One with curves asks what is known of the heart.
        """

    def tick(self) -> None:
        """Draw a moving picture's next frame."""


class Glass:
    """A canvas whose moving pictures move by themselves."""

    def __init__(self, clock: Clock, alarms: Alarms, canvas: Canvas) -> None:
        self._clock, self._alarms, self._canvas = clock, alarms, canvas
        self._since_ms = 0.0
        self.calibration: Calibration | None = None
        self._next_frame: Alarm | None = None

    def show(self, picture: Picture, trace: Callable[[], Trace]) -> None:
        """Put a picture up in place of the one before."""
        self._since_ms = self._clock.now_ms()
        self._canvas.show_picture(picture, self._elapsed_ms, trace)

    @property
    def lag_ms(self) -> float:
        """How long a flushed picture takes to be light; 0 where nobody measured it."""
        return self.calibration.lag_ms if self.calibration else 0.0

    def bound_ms(self, own_ms: float) -> float | None:
        """Return how far an onset may be from the light, its stamp's own bound known.

        None where nobody measured the glass.
        """
        if self.calibration is None:
            return None
        return round(self.calibration.uncertainty_ms + own_ms, 3)

    def landed(self, flushed_ms: float) -> float:
        """Return when a picture flushed at this moment is seen: it moves from there."""
        self._since_ms = flushed_ms + self.lag_ms
        return self._since_ms

    def move(self, picture: Picture) -> None:
        """Redraw a moving picture every frame until it is held still."""
        if isinstance(picture, Breath):
            self._plan_frame()

    def hold_still(self) -> None:
        """Draw no further frame."""
        if self._next_frame is not None:
            self._next_frame.cancel()
        self._next_frame = None

    def _elapsed_ms(self) -> float:
        return max(0.0, self._clock.now_ms() - self._since_ms)

    def _plan_frame(self) -> None:
        due_ms = self._clock.now_ms() + self._alarms.frame_ms
        self._next_frame = self._alarms.at(due_ms, self._tick)

    def _tick(self) -> None:
        self._canvas.tick()
        self._plan_frame()
