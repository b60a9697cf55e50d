"""How soon the console knows: a call for help, and how each of twenty pods stands.

Twenty pods that do not exist publish through a real folder, from a process of their
own; the console's core is its own process too, and its window is this one. From the
moment something is true at a pod to the first painting of the board that shows it. A
pod looks four times a second whether it stands differently, as a real one does.
"""

import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING, NamedTuple

import click
from figures import Beside, counted, figure
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from pod.app.child import Child
from pod.app.console_demo import make_home, pods_of
from pod.app.console_screen import opened
from pod.app.live import CORE, called
from pod.app.qt import application
from pod.clock import SystemClock
from pod.settings import read_settings
from pod.ui.console import Console
from pod.ui.staff.board import BoardScreen
from pod.wing.kinds import Status

if TYPE_CHECKING:
    from pod.app.simulated_pods import SimulatedPod
    from pod.wing.board import Tile

PODS = 20
TURN_S = 0.25
HELP_MS, RIGHT_MS, MOST_MB = 2_000.0, 5_000.0, 250.0
TIMES, QUICK = 60, 5
PATIENCE_S, LIVES_S = 30.0, 5.0


class Change(NamedTuple):
    """What is to become true at which pod: minutes in use, or a need where None."""

    pod: int
    minutes: int | None


def play_pods(home: Path, pipe: Connection) -> None:
    """Play the pods until told to end; say when each change became true."""
    pods = pods_of(home)
    while True:
        for pod in pods:
            pod.speak()
        until_s = time.monotonic() + TURN_S
        while (left_s := until_s - time.monotonic()) > 0 and pipe.poll(left_s):
            change = pipe.recv()
            if change is None:
                return
            pipe.send(_changed(pods[change.pod], change))


def _changed(pod: "SimulatedPod", change: Change) -> float:
    """Make something true at a pod; return when it was."""
    if change.minutes is None:
        pod.need("not_safe")
    else:
        pod.status = Status(state="in_use", minutes=change.minutes)
        pod.concerns = type(pod.concerns)()
    return pod.clock.now_ms()


class Seen(QObject):
    """Knows when the board was last painted, and what it showed."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self._console = console
        self._page: QObject | None = None
        self.painted_ms = 0.0
        self.shown: tuple[Tile, ...] = ()

    def eventFilter(self, page: QObject, event: QEvent) -> bool:  # noqa: N802
        """Note what the page shows at each painting."""
        if event.type() == QEvent.Type.Paint and isinstance(page, BoardScreen):
            self.shown = page.board.tiles
            self.painted_ms = SystemClock().now_ms()
        return False

    def watch(self) -> None:
        """Watch the board that is in view."""
        page = self._console.stage.screen
        if page is not None and page is not self._page:
            self._page = page
            page.installEventFilter(self)


def until(seen: Seen, come: Callable[[], bool]) -> float:
    """Let the window live until something is on the glass; return when it was."""
    latest = time.monotonic() + PATIENCE_S
    while not come():
        if time.monotonic() > latest:
            raise click.ClickException("It never came to the console.")
        seen.watch()
        QApplication.processEvents()
        time.sleep(0.002)
    return seen.painted_ms


def measure(folder: Path, times: int) -> tuple[list[float], list[float], float]:
    """Return how long each call and each change took, ms, and the memory used, MB."""
    home = folder / "home"
    make_home(home, PODS)
    spawn = multiprocessing.get_context("spawn")
    near, far = spawn.Pipe()
    playing = spawn.Process(target=play_pods, args=(home, far))
    playing.start()
    core = Child("console-core", called, CORE, home)
    core.start()
    application(offscreen=True)
    with opened(home, read_settings(home)) as (console, link):
        console.stage.frame.show()
        link.begin()
        seen = Seen(console)
        until(seen, lambda: _heard(seen) == PODS)
        calls, changes = _one_by_one(seen, near, times)
    core.stop()
    memory = memory_mb(home)
    near.send(None)
    playing.join()
    return calls, changes, memory


def memory_mb(home: Path) -> float:
    """Return what the console itself holds, in all its processes, MB.

    What they share is counted once, for each its part of it (proportional set size).
    """
    env = {**os.environ, "POD_HOME": str(home)}
    words = [sys.executable, "-m", "pod", "console", "--windowed"]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and words
        words, env=env, stdout=subprocess.PIPE, text=True
    ) as console:
        if console.stdout is not None:
            console.stdout.readline()
        time.sleep(LIVES_S)
        memory = sum(_held_mb(pid) for pid in (console.pid, *_children(console.pid)))
        console.terminate()
    return memory


def _children(pid: int) -> Sequence[int]:
    """Return the processes that one has begun and that still run."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(one) for task in tasks for one in task.read_text("ascii").split()]


def _heard(seen: Seen) -> int:
    return sum(one.state != "unknown" for one in seen.shown)


def _one_by_one(
    seen: Seen, near: Connection, times: int
) -> tuple[list[float], list[float]]:
    """Change one pod after another, at any moment of the second."""
    calls, changes, rng = [], [], SystemRandom()
    for number in range(times):
        pod = number % PODS
        _wait(seen, rng.uniform(0.3, 1.3))
        calls.append(_shown_after(seen, near, Change(pod, None)))
        _wait(seen, rng.uniform(0.3, 1.3))
        minutes = 1 + number % 90
        changes.append(_shown_after(seen, near, Change(pod, minutes)))
    return calls, changes


def _shown_after(seen: Seen, near: Connection, change: Change) -> float:
    """Make something true, and return after how long it was on the glass, ms."""
    near.send(change)
    true_ms: float = near.recv()
    wanted = ("help", 0) if change.minutes is None else ("in_use", change.minutes)

    def is_there() -> bool:
        tile = next(one for one in seen.shown if one.place == str(change.pod + 1))
        return (tile.state, tile.minutes) == wanted

    return until(seen, is_there) - true_ms


def _wait(seen: Seen, for_s: float) -> None:
    latest = time.monotonic() + for_s
    until(seen, lambda: time.monotonic() > latest)


def _held_mb(pid: int) -> float:
    """Return a process's proportional set size, MB."""
    told = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    held = next(one for one in told if one.startswith("Pss:"))
    return int(held.split()[1]) / 1024


def floor_ms(folder: Path, times: int) -> Sequence[float]:
    """Return how long it takes to put such a file into this folder and read it."""
    took = []
    for number in range(times):
        began = time.monotonic()
        path = folder / f"{number}.floor"
        with path.open("wb") as file:
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
        path.read_bytes()
        took.append((time.monotonic() - began) * 1000)
    return took


@click.command()
@click.option("--quick", is_flag=True, help="At most 40 s.")
def main(*, quick: bool) -> None:
    """Print one JSON line a figure."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.setswitchinterval(1e-4)
    times = QUICK if quick else TIMES
    with tempfile.TemporaryDirectory() as folder:
        calls, changes, memory = measure(Path(folder), times)
        beside = Beside("one file put and read", floor_ms(Path(folder), times))
    click.echo(figure("call at console", "ms", calls, ("max", HELP_MS), beside))
    click.echo(figure("board right", "ms", changes, ("max", RIGHT_MS), beside))
    click.echo(counted("console memory", "MB", memory, ("most", MOST_MB), None))


if __name__ == "__main__":
    main()
