"""The pod in real time: window, core thread, reader threads; and its demonstration."""

import fcntl
import logging
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random, SystemRandom
from tempfile import TemporaryDirectory
from types import FrameType, TracebackType
from typing import TypeAlias

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from pod.app.child import Child
from pod.app.ear import Ear
from pod.app.inside import (
    Inside,
    cast_in,
    known_staff,
    open_inside,
    provision,
)
from pod.app.logs import log_to
from pod.app.window import Window, application, build, full_screen
from pod.calibration import known_calibration
from pod.clock import Clock, SystemClock
from pod.errors import TryAgain
from pod.events import Alive, Asked, Secret
from pod.hardware.driver import driver_named
from pod.hardware.simulated import Plan, Simulated
from pod.hardware.station import FOR_CORE, FOR_SCREEN, read_ports
from pod.hardware.steps import StepThread
from pod.journeys.cast import participants
from pod.settings import Port, Settings, run_folder
from pod.ui.common.alarms import QtAlarms
from pod.ui.common.link import Doorbell, Link
from pod.ui.common.voice import SilentVoice, Voice
from pod.values import Button

log = logging.getLogger(__name__)

Ready: TypeAlias = Callable[[], None]
BOX = "cedrus_xid"
DEMO_PEOPLE = 4
ALIVE_MS = 1000


def run(home: Path, *, windowed: bool, ready: Ready) -> int:
    """Run the pod of this home until it is told to stop; return the exit code."""
    log_to(home)
    clock, rng = SystemClock(), SystemRandom()
    with ExitStack() as stack:
        stack.enter_context(alone_in(home))
        inside = open_inside(home, clock, rng)
        window = stack.enter_context(_window(inside, clock))
        glass = window.kiosk.player.glass
        glass.calibration = known_calibration(home, inside.settings.panel)
        stack.enter_context(_devices(window, inside, home, inside.settings.ports))
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
        window = stack.enter_context(_window(inside, clock))
        ports = (Port(driver=BOX, path=str(box.path)),)
        stack.enter_context(_devices(window, inside, home, ports))
        _keys_are_the_box(window, box)
        code = _until_stopped(window, windowed=windowed, ready=ready)
    inside.vault.close()
    return code


@contextmanager
def _window(inside: Inside, clock: Clock) -> Iterator[Window]:
    application(offscreen=False)
    link = Link(inside.core.answer, inside.core.take)
    voice = Voice() if inside.settings.voice else SilentVoice()
    alarms = QtAlarms(clock)
    window = build(inside.settings, link, (clock, alarms), voice)
    yield window
    window.kiosk.stage.watch.close()
    voice.close()
    link.close()
    window.frame.deleteLater()


@contextmanager
def _devices(
    window: Window, inside: Inside, home: Path, ports: Sequence[Port]
) -> Iterator[None]:
    """Keep the reader's process running; hear it for the screen and for the core.

    The screen and the core get events, never bytes. Every second the core says that it
    is well, by way of the screen's own thread: neither may hang unnoticed.
    """
    folder, bell = run_folder(home), Doorbell()
    bell.rang.connect(window.kiosk.take)
    reader = Child("pod-reader", _read, home, ports, folder)
    screen = Ear(folder / FOR_SCREEN, bell.rang.emit)
    core = Ear(folder / FOR_CORE, window.link.tell, list(_secrets(inside, ports)))
    inside.core.devices.order = core.ask
    pulse = QTimer()
    pulse.timeout.connect(lambda: window.link.tell(Alive()))
    pulse.start(ALIVE_MS)
    threads = (reader, screen, core)
    for thread in threads:
        thread.start()
    yield
    pulse.stop()
    for thread in reversed(threads):
        thread.stop()


def _secrets(inside: Inside, ports: Sequence[Port]) -> Iterator[Asked]:
    """Give the key of each sealed line that this pod has one for."""
    for port in ports:
        key = inside.core.devices.key_of(port.driver)
        if key is not None and Secret in driver_named(port.driver).takes:
            yield Asked(Secret(key), port.driver)


def _read(home: Path, ports: Sequence[Port], folder: Path) -> None:
    """Be the reader's process; while another one reads, it is tried again later."""
    log_to(home, "reader")
    try:
        read_ports(ports, folder)
    except TryAgain as trouble:
        log.warning("%s %s", trouble.say, trouble.do)


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
