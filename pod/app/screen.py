"""The screen's own process: it shows and listens, and holds no key and no store.

What it knows of anybody came from the core, which may refuse it anything. It may be
ended at any moment: the core keeps the place, and the next screen goes on from there.
"""

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from multiprocessing import parent_process
from pathlib import Path
from types import FrameType, TracebackType
from typing import TypeAlias

from PySide6.QtCore import QSocketNotifier, Qt, QTimer
from PySide6.QtWidgets import QApplication

from pod.app.ear import Ear
from pod.app.hardened import leave_no_picture
from pod.app.live import Showing
from pod.app.logs import log_to
from pod.app.reception import SCREEN
from pod.app.steady import keep_what_stands
from pod.app.window import Window, application, build, full_screen
from pod.calibration import known_calibration
from pod.clock import SystemClock
from pod.events import Alive
from pod.hardware.hatch import FOR_SCREEN
from pod.settings import Settings, read_settings, run_folder
from pod.ui.common.alarms import QtAlarms
from pod.ui.common.far_link import FarLink
from pod.ui.common.link import Doorbell
from pod.ui.common.voice import SilentVoice, Voice

log = logging.getLogger(__name__)

Beside: TypeAlias = Callable[[Window], AbstractContextManager[None]]
ALIVE_MS = 1000
AWAKE_MS = 250
LOOKED_FOR_MS = 1500
"""A core that is not there by then is said to be on its way."""


def show_screen(home: Path, showing: Showing) -> int:
    """Be the screen of the pod at home in `home` until told to stop.

    It returns the exit code.
    """
    return show_beside(home, showing, nothing_beside)


def screen_in_kiosk(home: Path, showing: Showing) -> None:
    """Be the screen of a pod that is run as a whole."""
    sys.exit(show_screen(home, showing))


def nothing_beside(_window: Window) -> AbstractContextManager[None]:
    """Have nothing beside the window: a pod's devices are the reader's."""
    return nullcontext()


def show_beside(home: Path, showing: Showing, beside: Beside) -> int:
    """Be the screen, with what `beside` opens beside its window."""
    leave_no_picture()
    settings = read_settings(home)
    log_to(home, "screen")
    with ExitStack() as stack:
        window, link = stack.enter_context(_window(settings, run_folder(home)))
        glass = window.kiosk.player.glass
        glass.calibration = known_calibration(home, settings.panel)
        stack.enter_context(_hearing(window, run_folder(home)))
        stack.enter_context(_saying_alive(link))
        stack.enter_context(beside(window))
        return _until_stopped(window, link, showing)


@contextmanager
def _window(settings: Settings, folder: Path) -> Iterator[tuple[Window, FarLink]]:
    application(offscreen=False)
    link, clock = FarLink(folder / SCREEN), SystemClock()
    voice = Voice() if settings.voice else SilentVoice()
    window = build(settings, link, (clock, QtAlarms(clock)), voice)
    link.found.connect(window.kiosk.start)
    link.gone.connect(window.kiosk.wait_for_core)
    yield window, link
    window.kiosk.stage.watch.close()
    voice.close()
    link.close()
    window.frame.deleteLater()


@contextmanager
def _hearing(window: Window, folder: Path) -> Iterator[None]:
    """Hear what the reader has for the screen: events, never bytes."""
    bell = Doorbell()
    bell.rang.connect(window.kiosk.take)
    ear = Ear(folder / FOR_SCREEN, bell.rang.emit)
    ear.start()
    yield
    ear.stop()


@contextmanager
def _saying_alive(link: FarLink) -> Iterator[None]:
    """Let the core know every second that the screen's own thread is well.

    The core lets whoever watches over this machine know: neither may hang unnoticed.
    """
    pulse = QTimer()
    pulse.timeout.connect(lambda: link.tell(Alive()))
    pulse.start(ALIVE_MS)
    yield
    pulse.stop()


def _until_stopped(window: Window, link: FarLink, showing: Showing) -> int:
    """Show the window and run until SIGTERM, SIGINT or the end of the parent."""
    sys.setswitchinterval(1e-4)
    _catch_our_bugs(window)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    awake, orphaned = QTimer(), _with_its_parent()
    awake.timeout.connect(_stay_awake)
    awake.start(AWAKE_MS)
    window.kiosk.known.connect(showing.ready, Qt.ConnectionType.SingleShotConnection)
    if showing.windowed:
        window.frame.closing.connect(_closed)
        window.frame.show()
    else:
        full_screen(window.frame)
    keep_what_stands()
    link.begin()
    QTimer.singleShot(LOOKED_FOR_MS, window.kiosk, window.kiosk.wait_if_blank)
    code = QApplication.exec()
    if orphaned is not None:
        orphaned.setEnabled(False)
    return code


def _with_its_parent() -> QSocketNotifier | None:
    """End when whoever began this process has gone."""
    parent = parent_process()
    if parent is None:
        return None
    notifier = QSocketNotifier(parent.sentinel, QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: QApplication.exit(0))
    return notifier


def _closed() -> None:
    """End a demonstration whose window was closed; a pod's window is never closed."""
    parent = parent_process()
    if parent is not None and parent.pid is not None:
        os.kill(parent.pid, signal.SIGTERM)
    QApplication.exit(0)


def _stop(_number: int, _frame: FrameType | None) -> None:
    QApplication.exit(0)


def _stay_awake() -> None:
    """Give Python a moment to see signals."""


def _catch_our_bugs(window: Window) -> None:
    """Log a bug of ours, close the sitting safely and lock; the place is kept."""

    def caught(
        kind: type[BaseException], bug: BaseException, trace: TracebackType | None
    ) -> None:
        log.critical("our fault", exc_info=(kind, bug, trace))
        window.kiosk.lock()

    sys.excepthook = caught
    threading.excepthook = _log_thread


def _log_thread(fault: threading.ExceptHookArgs) -> None:
    """Log a bug of ours in another thread, without any value it had."""
    name = fault.thread.name if fault.thread else "a thread"
    log.critical("our fault in %s: %s", name, fault.exc_type.__name__)
