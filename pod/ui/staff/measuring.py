"""Measures the glass: flashes the square, hears the photodiode, says what came."""

from collections.abc import Callable
from random import Random

from PySide6.QtCore import QObject, Signal

from pod.calibration import LATEST_MS, Measured, judge
from pod.clock import Alarm, Alarms
from pod.errors import Trouble
from pod.events import Back, Event, Light, Lost
from pod.ui.common.words import Text
from pod.ui.kiosk.frame import Frame
from pod.ui.staff.glass import GlassScreen
from pod.values import Button, Press

FLASHES = 200
BRIGHT_MS, DARK_MS, SPREAD_MS = 100.0, 160.0, 90.0
"""Dark for 160 to 250 ms: out of step with any panel, and no light is taken for the
next flash's."""
SETTLE_MS = 2 * LATEST_MS


class Flashing(QObject):
    """Flashes a screen's square so many times, out of step, and keeps the stamps."""

    done = Signal()

    def __init__(self, screen: GlassScreen, alarms: Alarms, rng: Random) -> None:
        super().__init__()
        self._screen, self._alarms = screen, alarms
        self._rng, self._left, self._going = rng, 0, False
        self._alarm: Alarm | None = None
        self.flashed_ms: list[float] = []
        screen.landing.landed.connect(self._landed)

    def begin(self, flashes: int) -> None:
        """Begin in the dark."""
        self.flashed_ms, self._left, self._going = [], flashes, True
        self._screen.flash(bright=False)

    def stop(self) -> None:
        """Flash no more."""
        self._going = False
        if self._alarm is not None:
            self._alarm.cancel()

    def _landed(self, at_ms: float, _own_ms: float) -> None:
        """Stamp a flash; plan what comes after it, or the end."""
        if not self._going:
            return
        if self._screen.bright:
            self.flashed_ms.append(at_ms)
            self._left -= 1
            self._alarm = self._alarms.at(at_ms + BRIGHT_MS, self._darken)
        elif self._left:
            dark_ms = DARK_MS + self._rng.uniform(0, SPREAD_MS)
            self._alarm = self._alarms.at(at_ms + dark_ms, self._brighten)
        else:
            self._alarm = self._alarms.at(at_ms + SETTLE_MS, self._finish)

    def _finish(self) -> None:
        self._going = False
        self.done.emit()

    def _brighten(self) -> None:
        self._screen.flash(bright=True)

    def _darken(self) -> None:
        self._screen.flash(bright=False)


class Measuring(QObject):
    """Joins the window, the flashes and the box; `keep` writes a good measure down.

    `keep` is given the figures and the names of the devices that answered.
    """

    left = Signal()
    """Somebody is finished here."""

    def __init__(
        self,
        frame: Frame,
        flashing: Flashing,
        screen: GlassScreen,
        keep: Callable[[Measured, str], None],
    ) -> None:
        super().__init__()
        self._frame, self._flashing, self._screen = frame, flashing, screen
        self._keep, self._text = keep, screen.text
        self._there: dict[str, None] = {}
        self._lights: list[Light] = []
        self._busy = False
        flashing.done.connect(self._judge)
        screen.chosen.connect(self._chosen)
        frame.key.connect(self._press)

    def take(self, event: Event) -> None:
        """Take what a device brought."""
        match event:
            case Back(device):
                self._there[device] = None
            case Lost(device):
                self._there.pop(device, None)
            case Light():
                self._lights.append(event)
            case Press(button=button):
                self._press(button)

    def _press(self, button: Button) -> None:
        """Let a button of the box or the keyboard act, but not while it measures."""
        if not self._busy:
            self._frame.press(button)

    def _chosen(self, id_: str) -> None:
        if id_ == "back":
            self._flashing.stop()
            self.left.emit()
        elif not self._there:
            self._refuse("no_box")
        else:
            self._busy, self._lights = True, []
            words = self._text.glass
            self._screen.say(words.busy, words.still, ways=False)
            self._flashing.begin(FLASHES)

    def _judge(self) -> None:
        """Say what came of it, and keep it if it is good."""
        self._busy = False
        self._screen.flash(bright=True)
        found = judge(self._flashing.flashed_ms, self._lights)
        if not isinstance(found, Measured):
            self._refuse(found)
            return
        try:
            self._keep(found, ", ".join(self._there))
        except Trouble:
            self._refuse("storage")
            return
        self._screen.say(*told(self._text, found), ways=True)

    def _refuse(self, why: str) -> None:
        words = self._text.glass
        self._screen.say(words.not_kept, words.refused[why], ways=True)


def told(text: Text, measured: Measured) -> tuple[str, str, str]:
    """Return in words what was measured and kept."""
    words = text.glass
    lag = words.lag.format(lag=f"{measured.lag_ms:.1f}")
    bound = words.bound.format(bound=f"{measured.uncertainty_ms:.1f}")
    return words.kept, lag, bound
