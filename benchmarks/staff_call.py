"""How soon a pressed call button is on the screen, all the way.

A simulated pod controller in a process of its own, on a terminal of the kernel; the
pod's reader process; the core's, which writes the call down first; the window. From the
moment the button was truly pressed to the first painting of the page that says so.
Beside it is how long the reader takes to tell the core.
"""

import json
import multiprocessing
import os
import sys
import tempfile
import threading
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from random import SystemRandom

import click
from figures import Beside, figure
from played import step_all
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from pod.app.child import Child
from pod.app.ear import Ear
from pod.app.inside import cast_in, open_inside
from pod.app.live import CORE, READER, called
from pod.app.provisioning import provision
from pod.app.qt import application
from pod.app.reception import SCREEN
from pod.app.window import Window, build
from pod.clock import SystemClock
from pod.events import Back, Event, StaffCall
from pod.hardware.driver import driver_named
from pod.hardware.hatch import FOR_CORE
from pod.hardware.mimic import Switched
from pod.hardware.simulated import Plan
from pod.journeys.cast import participants
from pod.settings import Port, Settings, run_folder
from pod.ui.common.alarms import QtAlarms
from pod.ui.common.far_link import FarLink
from pod.ui.common.voice import SilentVoice

CONTROLLER = "pod_controller"
GOAL_MS = 200.0
EVERY_MS, SPREAD = 350.0, 0.2
TIMES, QUICK = 100, 40

Times = Sequence[float]


def play_controller(folder: Path, pipe: Connection, times: int) -> None:
    """Be the controller; press and let go the call button so often when told to."""
    plan = Plan(folder=folder, name="controller", truth=folder / "truth.jsonl")
    clock, rng = SystemClock(), SystemRandom()
    controller = driver_named(CONTROLLER).simulate(clock, plan)
    pipe.send("plugged in")
    while not pipe.poll():
        step_all([controller], clock.now_ms() + 50)
    for number in range(2 * times):
        controller.do(Switched("staff_call", on=number % 2 == 0))
        every_ms = EVERY_MS * (1 + rng.uniform(-SPREAD, SPREAD))
        step_all([controller], clock.now_ms() + every_ms)
    pipe.send("done")
    controller.close()


class Watcher(QObject):
    """Notes when the page that tells of the call is first painted, and puts it away."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self._clock, self._window = SystemClock(), window
        self.seen: list[float] = []
        window.kiosk.stage.came.connect(self._came)

    def eventFilter(self, page: QObject, event: QEvent) -> bool:  # noqa: N802
        """Note the moment after the page's first painting."""
        if event.type() == QEvent.Type.Paint:
            page.removeEventFilter(self)
            QTimer.singleShot(0, self._painted)
        return False

    def _came(self, name: str) -> None:
        page = self._window.kiosk.stage.screen
        if name == "called" and page is not None:
            page.installEventFilter(self)
            page.update()

    def _painted(self) -> None:
        self.seen.append(self._clock.now_ms())
        page = self._window.kiosk.stage.screen
        if page is not None:
            QTimer.singleShot(100, lambda: page.choose("carry_on"))


def measure(folder: Path, times: int) -> tuple[Times, Times, Times]:
    """Return when the button was pressed, when the core was told, when it was seen."""
    spawn = multiprocessing.get_context("spawn")
    near, far = spawn.Pipe()
    playing = spawn.Process(target=play_controller, args=(folder, far, times))
    playing.start()
    near.recv()
    window = pod_in(folder / "home")
    watcher, told = Watcher(window), read_until_done(folder, near, window)
    playing.join()
    return pressed(folder / "truth.jsonl"), told, watcher.seen


def read_until_done(folder: Path, near: Connection, window: Window) -> Times:
    """Let the reader read, the core write and the window show, until all is done.

    Return when the reader told its guests, of whom the core is one.
    """
    told: list[float] = []
    there = threading.Event()

    def hear(event: Event) -> None:
        if isinstance(event, Back):
            there.set()
        if isinstance(event, StaffCall) and event.on:
            told.append(SystemClock().now_ms())

    home, run = folder / "home", run_folder(folder / "home")
    ports = (Port(driver=CONTROLLER, path=str(folder / "controller")),)
    ear = Ear(run / FOR_CORE, hear)
    parts = (
        Child("pod-reader", called, READER, home, ports),
        Child("pod-core", called, CORE, home),
        ear,
    )
    for part in parts:
        part.start()
    there.wait()
    ends = QTimer()
    ends.timeout.connect(lambda: QApplication.exit() if near.poll() else None)
    window.kiosk.known.connect(
        lambda: near.send("press"), Qt.ConnectionType.SingleShotConnection
    )
    window.link.begin()
    ends.start(50)
    QApplication.exec()
    window.link.close()
    for part in reversed(parts):
        part.stop()
    return told


def pod_in(home: Path) -> Window:
    """Open a pod's window; its core is a process of its own."""
    clock, rng = SystemClock(), SystemRandom()
    settings = Settings(pod="pod01", site="Benchmark", demo=True, voice=False)
    provision(home, settings, clock, rng)
    inside = open_inside(home, clock, rng)
    cast_in(inside.memory, participants(2), clock, rng)
    inside.close()
    application(offscreen=True)
    link = FarLink(run_folder(home) / SCREEN)
    window = build(settings, link, (clock, QtAlarms(clock)), SilentVoice())
    link.found.connect(window.kiosk.start)
    window.frame.show()
    return window


def pressed(truth: Path) -> Times:
    """Return when the call button was truly pressed."""
    told = [json.loads(line) for line in truth.read_text().splitlines()]
    return [one["at_ms"] for one in told if one["what"] == "staff_call on"]


@click.command()
@click.option("--quick", is_flag=True, help="At most 40 s.")
def main(*, quick: bool) -> None:
    """Print one JSON line."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.setswitchinterval(1e-4)
    with tempfile.TemporaryDirectory() as folder:
        true, told, seen = measure(Path(folder), QUICK if quick else TIMES)
    if not len(true) == len(told) == len(seen):
        raise click.ClickException(f"{len(true)}, {len(told)}, {len(seen)} calls")
    told_ms = [b - a for a, b in zip(true, told, strict=True)]
    seen_ms = [b - a for a, b in zip(true, seen, strict=True)]
    beside = Beside("told to the core", told_ms)
    click.echo(figure("call seen", "ms", seen_ms, ("max", GOAL_MS), beside))


if __name__ == "__main__":
    main()
