"""The pod in real time: window, core thread, reader threads; and its demonstration."""

import fcntl
import logging
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random, SystemRandom
from tempfile import TemporaryDirectory
from types import FrameType, TracebackType
from typing import TypeAlias

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from pod.app.inside import cast_in, known_staff, open_inside, provision
from pod.app.logs import log_to
from pod.app.window import Window, application, build, full_screen
from pod.clock import Clock, SystemClock
from pod.desk import Reply, Request
from pod.errors import TryAgain
from pod.hardware.driver import driver_named
from pod.hardware.reader import Reader, ReaderThread
from pod.hardware.simulated import Plan, Simulated
from pod.hardware.steps import StepThread
from pod.journeys.cast import participants
from pod.settings import Port, Settings
from pod.ui.common.alarms import QtAlarms
from pod.ui.common.link import Doorbell, Link
from pod.ui.common.voice import SilentVoice, Voice
from pod.values import Button

log = logging.getLogger(__name__)

Ready: TypeAlias = Callable[[], None]
Answer: TypeAlias = Callable[[Request], Reply]

BOX = "cedrus_xid"
DEMO_PEOPLE = 4


def run(home: Path, *, windowed: bool, ready: Ready) -> int:
    """Run the pod of this home until it is told to stop; return the exit code."""
    log_to(home)
    clock, rng = SystemClock(), SystemRandom()
    with ExitStack() as stack:
        stack.enter_context(alone_in(home))
        inside = open_inside(home, clock, rng)
        window = stack.enter_context(
            _window(inside.settings, inside.core.answer, clock)
        )
        for port in inside.settings.ports:
            stack.enter_context(_reader(window, port, clock, rng))
        code = _until_stopped(window, windowed=windowed, ready=ready)
    inside.vault.close()
    return code


def _make_demo(home: Path, clock: Clock, rng: Random) -> None:
    """Make the demonstration's home whole or not at all."""
    beside = home.with_name(f"{home.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    settings = Settings(pod="demo", site="Demonstration", demo=True)
    provision(beside, settings, clock, rng)
    inside = open_inside(beside, clock, rng)
    cast_in(inside.vault, participants(DEMO_PEOPLE), clock, rng)
    inside.vault.close()
    beside.rename(home)


@contextmanager
def alone_in(home: Path) -> Iterator[None]:
    """Be the only pod that runs in this home, or say that one does already."""
    with (home / "lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise TryAgain("This pod is running already.") from error
        yield


def run_demo(home: Path, *, windowed: bool, ready: Ready) -> int:
    """Run a demonstration: a home of its own, invented people, a simulated box."""
    clock, rng = SystemClock(), SystemRandom()
    if not home.exists():
        _make_demo(home, clock, rng)
    log_to(home)
    with ExitStack() as stack:
        stack.enter_context(alone_in(home))
        inside = open_inside(home, clock, rng)
        if not known_staff(inside.vault):
            cast_in(inside.vault, participants(DEMO_PEOPLE), clock, rng)
        box = stack.enter_context(_simulated_box(clock))
        window = stack.enter_context(
            _window(inside.settings, inside.core.answer, clock)
        )
        stack.enter_context(
            _reader(window, Port(driver=BOX, path=str(box.path)), clock, rng)
        )
        _keys_are_the_box(window, box)
        code = _until_stopped(window, windowed=windowed, ready=ready)
    inside.vault.close()
    return code


@contextmanager
def _window(settings: Settings, answer: Answer, clock: Clock) -> Iterator[Window]:
    application(offscreen=False)
    link = Link(answer)
    voice = Voice() if settings.voice else SilentVoice()
    alarms = QtAlarms(clock)
    window = build(settings, link, (clock, alarms), voice)
    yield window
    window.kiosk.stage.watch.close()
    voice.close()
    link.close()
    window.frame.deleteLater()


@contextmanager
def _reader(window: Window, port: Port, clock: Clock, rng: Random) -> Iterator[None]:
    """Listen to a port in a thread of its own; the screen gets events, never bytes."""
    bell = Doorbell()
    bell.rang.connect(window.kiosk.take)
    reader = Reader(port, clock, bell.rang.emit, rng)
    thread = ReaderThread(reader)
    thread.start()
    yield
    thread.stop()
    reader.close()


@contextmanager
def _simulated_box(clock: Clock) -> Iterator[Simulated]:
    """Plug a simulated response box into a real pseudo-terminal."""
    with TemporaryDirectory(prefix="training-pod-") as folder:
        box = driver_named(BOX).simulate(clock, Plan(folder=Path(folder), name="box"))
        thread = StepThread(box, "pod-simulator")
        thread.start()
        yield box
        thread.stop()
        box.close()


def _keys_are_the_box(window: Window, box: Simulated) -> None:
    """Let the keyboard press the simulated box, whose bytes go the real way."""

    def press(button: Button) -> None:
        box.press(button)

    window.frame.key.disconnect()
    window.frame.key.connect(press)


def _until_stopped(window: Window, *, windowed: bool, ready: Ready) -> int:
    """Show the window and run until SIGTERM, SIGINT or the end."""
    sys.setswitchinterval(1e-4)
    _catch_our_bugs(window)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    awake = QTimer()
    awake.timeout.connect(_stay_awake)
    awake.start(250)
    window.kiosk.stage.came.connect(
        lambda _name: ready(), Qt.ConnectionType.SingleShotConnection
    )
    window.kiosk.start()
    if windowed:
        window.frame.closing.connect(_closed)
        window.frame.show()
    else:
        full_screen(window.frame)
    return QApplication.exec()


def _closed() -> None:
    """End a demonstration whose window was closed; a pod's window is never closed."""
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
