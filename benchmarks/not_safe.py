"""How soon "I am not safe" is at the lamp, all the way.

The window; the core's process, which writes the call down first; the pod's reader
process; a simulated pod controller in a process of its own, on a terminal of the
kernel. From the moment the key is let go to the moment the controller obeys. Beside it
is the floor: the same order given to the reader by itself, with no core and no store.
"""

import multiprocessing
import os
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import SystemRandom

import click
from figures import Beside, figure
from played import step_all
from PySide6.QtWidgets import QApplication

from pod import desk
from pod.app.child import Child
from pod.app.ear import Ear
from pod.app.inside import cast_in, open_inside
from pod.app.live import CORE, READER, called
from pod.app.office import Office
from pod.app.provisioning import provision
from pod.app.qt import application
from pod.app.reception import SCREEN
from pod.app.window import Window, build
from pod.clock import SystemClock
from pod.events import Asked, Back, Event, Lamp
from pod.hardware.driver import driver_named
from pod.hardware.hatch import FOR_CORE
from pod.hardware.pod_controller.registers import STATUS_LAMP
from pod.hardware.simulated import Plan
from pod.journeys.cast import STAFF, participants
from pod.settings import Port, Settings, run_folder
from pod.ui.common.alarms import QtAlarms
from pod.ui.common.far_link import FarLink
from pod.ui.common.voice import SilentVoice
from pod.wire import Broken

CONTROLLER = "pod_controller"
GOAL_MS = 2000.0
TIMES, QUICK = 100, 30
LONGEST_MS = 10_000.0
FLOOR = (Lamp(0, 0, 200), Lamp(0, 200, 0))


def play_controller(folder: Path, pipe: Connection) -> None:
    """Be the controller until told to end; tell when the lamp was set, and to what."""
    clock = SystemClock()
    plan = Plan(folder=folder, name="controller")
    controller = driver_named(CONTROLLER).simulate(clock, plan)
    writes = controller.mimic.board.writes
    shine = writes[STATUS_LAMP.address]

    def told(data: bytes, now_ms: float) -> bool:
        pipe.send((clock.now_ms(), data))
        done: bool = shine(data, now_ms)
        return done

    writes[STATUS_LAMP.address] = told
    pipe.send("plugged in")
    while not pipe.poll():
        step_all([controller], clock.now_ms() + 20)
    controller.close()


@dataclass(frozen=True)
class There:
    """A pod that runs: its window, a way to its staff's commands, the lamp's news."""

    window: Window
    ear: Ear
    staff: Office
    lamp: Connection

    def after(self, act: Callable[[], object]) -> float:
        """Act; return how many ms later the controller set its lamp."""
        while self.lamp.poll():
            self.lamp.recv()
        began_ms = SystemClock().now_ms()
        act()
        self.wait(self.lamp.poll)
        set_ms, _ = self.lamp.recv()
        return float(set_ms) - began_ms

    def wait(self, come: Callable[[], bool]) -> None:
        """Let the window live until something has come about."""
        clock = SystemClock()
        latest_ms = clock.now_ms() + LONGEST_MS
        while not come():
            QApplication.processEvents()
            if clock.now_ms() > latest_ms:
                raise click.ClickException(f"Nothing came at {self._name()}.")

    def not_safe(self) -> None:
        """Let go the key of the page that asks what is needed."""
        page = self.window.kiosk.stage.screen
        if page is not None:
            page.choose("not_safe")

    def ask_what(self) -> None:
        """Bring that page into view, once the locked one has come back."""
        kiosk, link = self.window.kiosk, self.window.link
        kiosk.lock()
        self.wait(lambda: link.pending == 0)
        self.window.frame.help.emit()
        self.wait(lambda: self._name() == "help")

    def _name(self) -> str:
        screen = self.window.kiosk.stage.screen
        return screen.name if screen else "nothing"

    def go(self) -> None:
        """Have staff take on whatever waits; the lamp goes dark."""
        view = self.staff.ask(desk.Look())
        if isinstance(view, desk.StaffView):
            for one in view.concerns:
                self.staff.ask(desk.Acknowledge(one.concern))


def measure(there: There, times: int) -> tuple[list[float], list[float]]:
    """Return how long each call took to the lamp, and each bare order."""
    calls, orders = [], []
    for number in range(times + 1):
        there.ask_what()
        calls.append(there.after(there.not_safe))
        there.after(there.go)
        order = Asked(FLOOR[number % 2])
        orders.append(there.after(lambda order=order: there.ear.ask(order)))
    return calls[1:], orders[1:]


def pod_in(home: Path) -> Window:
    """Make a pod and its window; its core is a process of its own."""
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


def office_of(home: Path) -> Office:
    """Return a way to the core, as soon as it lets anybody in."""
    latest_ms = SystemClock().now_ms() + LONGEST_MS
    while True:
        try:
            return Office(home)
        except Broken:
            QApplication.processEvents()
            if SystemClock().now_ms() > latest_ms:
                raise


def run(folder: Path, times: int) -> tuple[list[float], list[float]]:
    """Run a whole pod and measure at it."""
    spawn = multiprocessing.get_context("spawn")
    near, far = spawn.Pipe()
    window = pod_in(folder / "home")
    playing = spawn.Process(target=play_controller, args=(folder, far))
    with ExitStack() as stack:
        playing.start()
        stack.callback(playing.join)
        stack.callback(near.send, "end")
        near.recv()
        ear = started(folder, stack)
        there = There(window, ear, office_of(folder / "home"), near)
        found: list[bool] = []
        window.link.found.connect(lambda: found.append(True))
        window.link.begin()
        stack.callback(window.link.close)
        there.wait(lambda: bool(found) and window.kiosk.aside.pod is not None)
        there.staff.ask(desk.StaffSignIn(STAFF[0].number, STAFF[0].code))
        return measure(there, times)


def started(folder: Path, stack: ExitStack) -> Ear:
    """Start the reader and the core; return an ear at the reader that knows the box."""
    home, ready = folder / "home", threading.Event()

    def hear(event: Event) -> None:
        if isinstance(event, Back):
            ready.set()

    ports = (Port(driver=CONTROLLER, path=str(folder / "controller")),)
    ear = Ear(run_folder(home) / FOR_CORE, hear)
    for part in (
        Child("pod-reader", called, READER, home, ports),
        Child("pod-core", called, CORE, home),
        ear,
    ):
        part.start()
        stack.callback(part.stop)
    ready.wait()
    return ear


@click.command()
@click.option("--quick", is_flag=True, help="At most 20 s.")
def main(*, quick: bool) -> None:
    """Print one JSON line."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.setswitchinterval(1e-4)
    with tempfile.TemporaryDirectory() as folder:
        calls, orders = run(Path(folder), QUICK if quick else TIMES)
    beside = Beside("the order alone", orders)
    click.echo(figure("not safe at the lamp", "ms", calls, ("p99", GOAL_MS), beside))


if __name__ == "__main__":
    main()
