"""The screen's own process: it shows and listens, and holds no key and no store.

What it knows of anybody came from the core, which may refuse it anything. It may be
ended at any moment: the core keeps the place, and the next screen goes on from there.
"""

import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from functools import partial
from multiprocessing import parent_process
from pathlib import Path
from types import FrameType, TracebackType
from typing import Final, TypeAlias

from msgspec.structs import replace
from PySide6.QtCore import QSocketNotifier, Qt, QTimer
from PySide6.QtWidgets import QApplication

from pod import desk
from pod.app.crashes import note_crashes
from pod.app.ear import Ear
from pod.app.first_page import First, first_page
from pod.app.given_up import tell_of_giving_up
from pod.app.hardened import leave_no_picture
from pod.app.live import ENDINGS, Showing
from pod.app.lockdown import hand_in, look_out
from pod.app.logs import log_to
from pod.app.panel import glass_px, is_right
from pod.app.reception import SCREEN
from pod.app.steady import keep_what_stands
from pod.app.surroundings import heard, keep_only_known
from pod.app.watchdog import PATIENCE_S, watched
from pod.app.well import told_well
from pod.app.window import Window, build
from pod.calibration import known_calibration
from pod.clock import SystemClock
from pod.events import Alive
from pod.hardware.hatch import FOR_SCREEN
from pod.settings import Panel, run_folder
from pod.task import tasks
from pod.ui.common.alarms import QtAlarms
from pod.ui.common.far_link import FarLink
from pod.ui.common.link import Doorbell
from pod.ui.common.voice import SilentVoice, Voice
from pod.ui.voice.clips import Clips
from pod.ui.voice.outputs import Outputs

log = logging.getLogger(__name__)

Beside: TypeAlias = Callable[[Window], AbstractContextManager[None]]
PANEL: Final = "panel"
ONCE = Qt.ConnectionType.SingleShotConnection
ALIVE_MS = 1000
AWAKE_MS = 250
LOOKED_FOR_MS = 1500
"""A core that is not there by then is said to be on its way."""


def nothing_beside(_window: Window) -> AbstractContextManager[None]:
    """Have nothing beside the window: a pod's devices are the reader's."""
    return nullcontext()


def show_beside(
    home: Path, showing: Showing, beside: Beside, patience_s: float = PATIENCE_S
) -> int:
    """Be the screen, with what `beside` opens beside its window; return the exit code.

    A screen that stands still for longer than `patience_s` ends, and is begun again.
    """
    leave_no_picture()
    keep_only_known()
    with first_page(home, showing) as first:
        return go_on(first, beside, patience_s)


def go_on(
    first: First, beside: Beside = nothing_beside, patience_s: float = PATIENCE_S
) -> int:
    """Be the screen whose locked page is in view; return the exit code."""
    home, settings = first.home, first.settings
    log_to(home, "screen")
    note_crashes(home, "screen")
    with ExitStack() as stack:
        window, link = stack.enter_context(_window(first))
        if not first.showing.windowed:
            _tell_of(settings.panel, window)
        tell_of_giving_up(home, window)
        glass = window.kiosk.player.glass
        glass.calibration = known_calibration(home, settings.panel)
        stack.enter_context(_hearing(window, run_folder(home)))
        stack.enter_context(saying_alive(link))
        stack.enter_context(told_well(link))
        stack.enter_context(beside(window))
        stack.enter_context(watched(home, "screen", patience_s))
        return _until_stopped(window, link, first)


def _tell_of(panel: Panel, window: Window) -> None:
    """Let staff know once the core is there where the glass is not what was set."""

    def tell() -> None:
        pod, right = window.kiosk.seen.pod, is_right(panel, glass_px())
        if pod is not None and right == (PANEL in pod.notices):
            window.link.ask(desk.Tell(PANEL, over=right), lambda _reply: None)

    window.kiosk.known.connect(tell, ONCE)


@contextmanager
def _window(first: First) -> Iterator[tuple[Window, FarLink]]:
    home, settings = first.home, replace(first.settings, panel=first.panel)
    link, clock = FarLink(run_folder(home) / SCREEN), SystemClock()
    outputs = Outputs(settings.sound)
    voice = Voice(outputs, Clips(home)) if settings.voice else SilentVoice()
    window = build(settings, link, (clock, QtAlarms(clock)), voice, first.frame)
    window.kiosk.known.connect(voice.try_out, ONCE)
    link.found.connect(window.kiosk.start)
    link.gone.connect(window.kiosk.wait_for_core)
    yield window, link
    window.kiosk.stage.watch.close()
    voice.close()
    link.close()


@contextmanager
def _hearing(window: Window, folder: Path) -> Iterator[None]:
    """Hear what the reader has for the screen: events, never bytes."""
    bell = Doorbell()
    bell.rang.connect(partial(hand_in, window))
    ear = Ear(folder / FOR_SCREEN, bell.rang.emit)
    ear.start()
    yield
    ear.stop()


@contextmanager
def saying_alive(link: FarLink) -> Iterator[None]:
    """Let the core know every second that the screen's own thread is well.

    The core lets whoever watches over this machine know: neither may hang unnoticed.
    """
    pulse = QTimer()
    pulse.timeout.connect(lambda: link.tell(Alive()))
    pulse.start(ALIVE_MS)
    yield
    pulse.stop()


def _until_stopped(window: Window, link: FarLink, first: First) -> int:
    """Join the window to the core, and run until told to stop or the parent's end."""
    sys.setswitchinterval(1e-4)
    _catch_our_bugs(window)
    for number in heard(ENDINGS):
        signal.signal(number, stop)
    awake, orphaned = QTimer(), with_its_parent()
    awake.timeout.connect(stay_awake)
    awake.start(AWAKE_MS)
    window.kiosk.known.connect(first.showing.ready, ONCE)
    window.kiosk.known.connect(_read_ahead_soon, ONCE)
    if first.showing.windowed:
        window.frame.closing.connect(closed)
    lookout = look_out(first.held, window)
    window.kiosk.begin()
    link.begin()
    QTimer.singleShot(LOOKED_FOR_MS, window.kiosk, window.kiosk.wait_if_unknown)
    code = QApplication.exec()
    lookout.deleteLater()
    if orphaned is not None:
        orphaned.setEnabled(False)
    return code


def _read_ahead_soon() -> None:
    QTimer.singleShot(0, _read_ahead)


def _read_ahead() -> None:
    """Read every activity: the first page that names one need not wait for it."""
    tasks()
    keep_what_stands()


def with_its_parent() -> QSocketNotifier | None:
    """End when whoever began this process has gone."""
    parent = parent_process()
    if parent is None:
        return None
    notifier = QSocketNotifier(parent.sentinel, QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: QApplication.exit(0))
    return notifier


def closed() -> None:
    """End a demonstration whose window was closed; a pod's window is never closed."""
    parent = parent_process()
    if parent is not None and parent.pid is not None:
        os.kill(parent.pid, signal.SIGTERM)
    QApplication.exit(0)


def stop(_number: int, _frame: FrameType | None) -> None:
    """End the window's loop at a signal."""
    QApplication.exit(0)


def stay_awake() -> None:
    """Give Python a moment to see signals."""


def _catch_our_bugs(window: Window) -> None:
    """Log a bug of ours, close the sitting safely and lock; the place is kept."""

    def caught(
        kind: type[BaseException], bug: BaseException, trace: TracebackType | None
    ) -> None:
        log.critical("our fault", exc_info=(kind, bug, trace))
        window.kiosk.lock()

    sys.excepthook = caught
