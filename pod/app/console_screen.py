"""The console's window in a process of its own: it holds no key and no store.

It stands on an ordinary staff PC: no sieve before its keyboard, no bar to its edges.
"""

import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from pod.app.hardened import leave_no_picture
from pod.app.live import ENDINGS, Showing
from pod.app.logs import log_to
from pod.app.panel import fitted, glass_px
from pod.app.qt import application
from pod.app.reception import SCREEN
from pod.app.screen import closed, saying_alive, stay_awake, stop, with_its_parent
from pod.app.steady import keep_what_stands
from pod.app.surroundings import keep_only_known
from pod.app.watchdog import watched
from pod.clock import SystemClock
from pod.settings import Settings, read_settings, run_folder, speak_of_site
from pod.ui.common.alarms import QtAlarms
from pod.ui.common.far_link import FarLink
from pod.ui.common.look import Look
from pod.ui.common.voice import SilentVoice
from pod.ui.common.words import read_text
from pod.ui.console import Console
from pod.ui.kiosk.frame import Frame
from pod.ui.kiosk.stage import Stage

AWAKE_MS = 250


def screen_of_console(home: Path, showing: Showing) -> None:
    """Be the window of the console at home in `home` until told to stop."""
    leave_no_picture()
    keep_only_known()
    settings = read_settings(home)
    speak_of_site(home, settings)
    log_to(home, "screen")
    application(offscreen=False)
    with ExitStack() as stack:
        console, link = stack.enter_context(opened(home, settings))
        stack.enter_context(saying_alive(link))
        stack.enter_context(watched(home, "screen"))
        code = _until_stopped(console, link, showing)
    sys.exit(code)


@contextmanager
def opened(home: Path, settings: Settings) -> Iterator[tuple[Console, FarLink]]:
    """Build the window over a line to the core of this home."""
    panel = fitted(settings.panel, glass_px())
    settings = replace(settings, panel=panel)
    link, clock = FarLink(run_folder(home) / SCREEN), SystemClock()
    look = Look("cream", "standard", panel)
    frame = Frame(look, settings.language, read_text(settings.language))
    stage = Stage(frame, SilentVoice(), (clock, QtAlarms(clock)), settings)
    console = Console(stage, link)
    link.told.connect(console.hear)
    link.found.connect(console.start)
    link.gone.connect(console.wait_for_core)
    console.wait_for_core()
    yield console, link
    stage.watch.close()
    link.close()
    frame.deleteLater()


def _until_stopped(console: Console, link: FarLink, showing: Showing) -> int:
    """Show the window and run until a signal to end, or the end of the parent."""
    for number in ENDINGS:
        signal.signal(number, stop)
    awake, orphaned = QTimer(), with_its_parent()
    awake.timeout.connect(stay_awake)
    awake.start(AWAKE_MS)
    once = Qt.ConnectionType.SingleShotConnection
    console.known.connect(showing.ready, once)
    frame = console.stage.frame
    frame.closing.connect(closed)
    keep_what_stands()
    link.begin()
    if showing.windowed:
        frame.show()
    else:
        frame.showFullScreen()
    code = QApplication.exec()
    if orphaned is not None:
        orphaned.setEnabled(False)
    return code
