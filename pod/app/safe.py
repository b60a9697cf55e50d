"""What is shown where the pod could not be begun again: a page that needs nothing.

No core, no store, no network, no device: where even the settings cannot be read it
speaks the languages that ship. After a quarter of an hour it ends by itself, so that
whoever runs this machine's services tries the pod once more.
"""

import logging
import signal
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from pod.app.given_up import note_given_up
from pod.app.hardened import leave_no_picture
from pod.app.live import ENDINGS, Showing, hear_as_shown
from pod.app.notify import Service
from pod.app.panel import fitted, glass_px
from pod.app.qt import application
from pod.app.screen import AWAKE_MS, stay_awake, stop
from pod.app.surroundings import heard, keep_only_known
from pod.errors import Malformed
from pod.settings import Panel, languages, read_settings, speak_of_site
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.guard.hold import Hold
from pod.ui.guard.nothing_out import NoLinks
from pod.ui.guard.sieve import Sieve
from pod.ui.kiosk.frame import Frame
from pod.ui.kiosk.safe import SafeScreen

log = logging.getLogger(__name__)

STAYS_MS = 900_000
EVERY_MS = 1000


def show_safe(home: Path, showing: Showing, stays_ms: int = STAYS_MS) -> int:
    """Show the page on the whole screen, or in a window, until told to stop."""
    leave_no_picture()
    keep_only_known()
    hear_as_shown(showing)
    note_given_up(home)
    qt, service = application(offscreen=False), Service()
    frame = safe_frame(panel_of(home))
    with ExitStack() as stack:
        stack.callback(Sieve(qt, closable=showing.windowed).lift)
        stack.callback(NoLinks(qt).release)
        if showing.windowed:
            frame.show()
        else:
            stack.callback(Hold(qt, frame).release)
        timers = _ticking(service), _ending(stays_ms)
        for number in heard(ENDINGS):
            signal.signal(number, stop)
        QTimer.singleShot(0, showing.ready)
        code = QApplication.exec()
        for timer in timers:
            timer.stop()
    service.ends()
    frame.deleteLater()
    return code


def panel_of(home: Path) -> Panel:
    """Return the glass as it is, and let a site's own languages be spoken.

    Whatever cannot be read is passed over: this page is shown where much is amiss.
    """
    panel = Panel()
    try:
        settings = read_settings(home)
        panel = settings.panel
        speak_of_site(home, settings)
    except (Malformed, OSError) as trouble:
        log.warning("the settings cannot be read: %s", type(trouble).__name__)
    return fitted(panel, glass_px())


def safe_frame(panel: Panel) -> Frame:
    """Return a window that holds the page, in every language of the site."""
    look = Look("cream", "standard", panel)
    texts = [read_text(language) for language in languages()]
    frame = Frame(look, texts[0].language, texts[0])
    frame.bar("hidden")
    frame.put(SafeScreen(look, texts))
    return frame


def _ticking(service: Service) -> QTimer:
    """Tell from this thread that all is well, and let Python see signals."""
    timer = QTimer()
    timer.timeout.connect(stay_awake)
    timer.timeout.connect(service.well)
    timer.start(min(EVERY_MS, AWAKE_MS))
    service.status("Staff are asked to come.")
    return timer


def _ending(stays_ms: int) -> QTimer:
    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(lambda: QApplication.exit(0))
    timer.start(stays_ms)
    return timer
