"""The locked page, in view before anything else of the pod is loaded.

It says nothing about anyone and needs no core, so that nobody looks at a blank glass
meanwhile. Whatever is pressed on it waits for what comes after it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer

from pod.app.held import Held, held
from pod.app.live import Showing
from pod.app.panel import AnotherGlass, fitted, glass_px
from pod.app.qt import application
from pod.clock import SystemClock
from pod.settings import (
    LANGUAGES,
    Panel,
    Settings,
    languages,
    read_settings,
    speak_of_site,
)
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.kiosk.frame import Frame
from pod.ui.kiosk.locked import Facts, locked_page, wall_time

SEEN_WITHIN_MS = 1000
"""A display server that has shown nothing by then is not waited for."""
NO_PRESS = QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents


@dataclass(frozen=True)
class First:
    """The window with its locked page, held; `panel` is the glass as it is drawn on."""

    home: Path
    showing: Showing
    settings: Settings
    panel: Panel
    frame: Frame
    held: Held


@contextmanager
def first_page(home: Path, showing: Showing) -> Iterator[First]:
    """Show the locked page of the pod at home in `home`; it is in view then."""
    settings = read_settings(home)
    speak_of_site(home, settings)
    qt = application(offscreen=False)
    if not showing.windowed:
        AnotherGlass(qt)
    panel = fitted(settings.panel, glass_px())
    frame = _locked(settings, panel)
    sight = _Sight(frame)
    with held(qt, frame, windowed=showing.windowed) as how:
        sight.wait()
        yield First(home, showing, settings, panel, frame, how)
    frame.deleteLater()


def _locked(settings: Settings, panel: Panel) -> Frame:
    """Return a window in which there is the locked page, as far as it is known yet."""
    look, text = Look("cream", "standard", panel), read_text(settings.language)
    frame = Frame(look, settings.language, text)
    frame.banner(text.demo if settings.demo else "")
    facts = Facts(
        clock=wall_time(SystemClock()),
        wing=settings.wing,
        others=languages() != LANGUAGES,
    )
    frame.put(locked_page(look, settings.language, facts))
    frame.bar("locked")
    return frame


class _Sight(QObject):
    """Waits until a window was painted for the first time."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._frame, self._loop = frame, QEventLoop(self)
        self._painted = False
        frame.installEventFilter(self)

    def wait(self) -> None:
        """Return once it is in view; what is pressed meanwhile comes afterwards."""
        if not self._painted:
            QTimer.singleShot(SEEN_WITHIN_MS, self._loop, self._loop.quit)
            self._loop.exec(NO_PRESS)
        self._frame.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Go on once what is painted now is on the glass; stop nothing."""
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._loop, self._loop.quit)
        return False
