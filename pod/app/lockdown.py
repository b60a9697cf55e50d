"""What is noticed at the glass, and told to staff; nothing is left behind there."""

from collections import deque
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject

from pod import desk
from pod.app.held import Held
from pod.app.window import Window
from pod.events import Event
from pod.ui.guard.covers import is_covered
from pod.ui.guard.nothing_out import forget_copies
from pod.ui.kiosk.ground import TaskGround
from pod.values import Press

Noticed: TypeAlias = Literal["screen_left", "strange_keys"]
TELL_AGAIN_MS = 60_000.0
MANY, WITHIN_MS = 20, 10_000.0
"""So many strange keys so soon are no slip: a keyboard was brought, or mashed."""


class Lookout(QObject):
    """Tells staff what was noticed at the glass, and not a hundred times."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self._window, self._clock = window, window.kiosk.stage.clock
        self._told_ms: dict[Noticed, float] = {}
        self._strange_ms: deque[float] = deque(maxlen=MANY)
        window.kiosk.stage.came.connect(self.came)

    def left(self) -> None:
        """Another program has the keys: be quiet, let an open trial go, tell staff."""
        kiosk = self._window.kiosk
        kiosk.stage.voice.stop()
        if isinstance(kiosk.stage.screen, TaskGround):
            kiosk.aside.hide()
        self._tell("screen_left")

    def strange(self) -> None:
        """Count a key that the pod does not know; of many, staff are told."""
        now_ms = self._clock.now_ms()
        self._strange_ms.append(now_ms)
        full = len(self._strange_ms) == MANY
        if full and now_ms - self._strange_ms[0] < WITHIN_MS:
            self._strange_ms.clear()
            self._tell("strange_keys")

    def came(self, name: str) -> None:
        """Leave nothing to be pasted once the pod is locked."""
        if name == "locked":
            forget_copies()

    def _tell(self, what: Noticed) -> None:
        now_ms = self._clock.now_ms()
        if now_ms - self._told_ms.get(what, float("-inf")) >= TELL_AGAIN_MS:
            self._told_ms[what] = now_ms
            self._window.link.ask(desk.Tell(what), lambda _reply: None)


def hand_in(window: Window, event: Event) -> None:
    """Hand a device's event to the screen; a press at a page nobody sees is let go."""
    if not (isinstance(event, Press) and is_covered(window.frame)):
        window.kiosk.take(event)


def look_out(how: Held, window: Window) -> Lookout:
    """Let staff know of what is noticed while the window is held."""
    lookout = Lookout(window)
    how.sieve.refused.connect(lookout.strange)
    if how.cover is not None:
        window.kiosk.stage.came.connect(how.cover.stay_above)
    if how.away is not None:
        how.away.gone.connect(lookout.left)
    return lookout
