"""What keeps a person in: every event sieved, every screen held, nothing left behind.

A demonstration in a window is sieved as well, and may be moved and closed.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from pod import desk
from pod.app.window import Window
from pod.events import Event
from pod.ui.guard.away import Away
from pod.ui.guard.covers import Cover, is_covered
from pod.ui.guard.hold import Hold
from pod.ui.guard.nothing_out import NoLinks, forget_copies
from pod.ui.guard.sieve import Sieve
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


@contextmanager
def locked_down(
    application: QApplication, window: Window, *, windowed: bool
) -> Iterator[None]:
    """Show the window, and keep whoever is at it in."""
    lookout, sieve = Lookout(window), Sieve(application, closable=windowed)
    sieve.refused.connect(lookout.strange)
    with ExitStack() as stack:
        stack.callback(sieve.lift)
        stack.callback(NoLinks(application).release)
        if windowed:
            window.frame.show()
        else:
            _hold(application, window, lookout, stack)
        yield


def _hold(
    application: QApplication, window: Window, lookout: Lookout, stack: ExitStack
) -> None:
    hold = Hold(application, window.frame)
    stack.callback(hold.release)
    cover = Cover(window.frame)
    window.kiosk.stage.came.connect(cover.stay_above)
    away = Away(application, hold, cover)
    stack.callback(away.release)
    away.gone.connect(lookout.left)
