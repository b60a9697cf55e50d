"""The calibration screen in real time: one window, the pod's boxes, one small file.

The window stands on a pod's own glass, before a keyboard: it is sieved as the pod's is.
"""

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import SystemRandom
from types import FrameType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from pod.app.alone import alone_in
from pod.app.live import alone_at
from pod.app.qt import application
from pod.app.window import full_screen
from pod.calibration import Calibration, Measured, keep_calibration, panel_name
from pod.clock import Clock, SystemClock
from pod.hardware.reader import Reader, ReaderThread
from pod.settings import Port, Settings, read_settings
from pod.ui.common.alarms import QtAlarms
from pod.ui.common.link import Doorbell
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.guard.nothing_out import NoLinks
from pod.ui.guard.sieve import Sieve
from pod.ui.kiosk.frame import Frame
from pod.ui.staff.glass import GlassScreen
from pod.ui.staff.measuring import Flashing, Measuring

AWAKE_MS = 250


def calibrate(home: Path, ports: Sequence[Port], *, windowed: bool) -> bool:
    """Show the calibration screen until it is left; tell whether a measure was kept.

    The pod must not be running: it holds the ports, and the glass.
    """
    settings, clock = read_settings(home), SystemClock()
    kept: list[Calibration] = []

    def keep(measured: Measured, box: str) -> None:
        found = measured_today(measured, settings, clock, box)
        keep_calibration(home, found)
        kept.append(found)

    with ExitStack() as stack:
        stack.enter_context(alone_at(home))
        stack.enter_context(alone_in(home))
        running = application(offscreen=False)
        measuring, frame = laid_out(settings, clock, keep)
        for port in ports:
            stack.enter_context(_reader(measuring, port, clock))
        stack.enter_context(kept_in(running, frame, windowed=windowed))
        _until_left(measuring, frame)
    return bool(kept)


def measured_today(
    measured: Measured, settings: Settings, clock: Clock, box: str
) -> Calibration:
    """Return a measure with what it was of, by what, and when."""
    return Calibration(
        lag_ms=measured.lag_ms,
        jitter_ms=measured.jitter_ms,
        p99_ms=measured.p99_ms,
        box_ms=measured.box_ms,
        n=measured.n,
        measured_on=clock.utc().date(),
        panel=panel_name(settings.panel),
        box=box,
    )


def laid_out(
    settings: Settings, clock: Clock, keep: Callable[[Measured, str], None]
) -> tuple[Measuring, Frame]:
    """Return the calibration's window, and what joins it to a box."""
    text = read_text(settings.language)
    look = Look("cream", "standard", settings.panel, clock.now_ms)
    frame, screen = Frame(look, settings.language, text), GlassScreen(look, text)
    frame.bar("hidden")
    frame.put(screen)
    flashing = Flashing(screen, QtAlarms(clock), SystemRandom())
    return Measuring(frame, flashing, screen, keep), frame


@contextmanager
def _reader(measuring: Measuring, port: Port, clock: Clock) -> Iterator[None]:
    """Read a port in a thread of its own."""
    bell = Doorbell()
    bell.rang.connect(measuring.take)
    reader = Reader(port, clock, bell.rang.emit, SystemRandom())
    thread = ReaderThread(reader)
    thread.start()
    yield
    thread.stop()
    reader.close()


@contextmanager
def kept_in(running: QApplication, frame: Frame, *, windowed: bool) -> Iterator[None]:
    """Show the window, and let through to it only what the pod itself knows.

    One that fills the glass is left by its own key, or by a signal; nothing closes it.
    """
    sieve, links = Sieve(running, closable=windowed), NoLinks(running)
    if windowed:
        frame.show()
    else:
        full_screen(frame)
    yield
    links.release()
    sieve.lift()


def _until_left(measuring: Measuring, frame: Frame) -> None:
    """Wait until the window is left, closed or told to stop."""
    awake = QTimer()
    awake.timeout.connect(_stay_awake)
    awake.start(AWAKE_MS)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    measuring.left.connect(_leave)
    frame.closing.connect(_leave)
    QApplication.exec()
    frame.deleteLater()


def _leave() -> None:
    QApplication.exit(0)


def _stop(_number: int, _frame: FrameType | None) -> None:
    QApplication.exit(0)


def _stay_awake() -> None:
    """Give Python a moment to see signals."""
