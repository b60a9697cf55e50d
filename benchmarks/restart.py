"""How long until the locked page is back after a crash: each part killed, begun again.

Core, reader and screen run as the units run them, each alone, and are told apart from a
stop by nobody: they are killed. Whoever begins them again here waits as long as the
units do (`RestartSec`). The screen is back when it says `Ready.`: its locked page is in
view and the core has answered. The core is back when it answers a command; the screen
goes on meanwhile. Beside it: an empty QtWidgets window, killed and begun again alike.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import SystemRandom

import click
from figures import Beside, figure
from startup import FLOOR

from pod import desk
from pod.app.office import Office
from pod.app.provisioning import provision
from pod.clock import SystemClock
from pod.settings import Settings
from pod.wire import Broken

GOAL_S = 3.0
UNITS = Path(__file__).parents[1] / "packaging" / "systemd"
POD = (sys.executable, "-m", "pod")
NAP_S = 0.005


class Part:
    """One program, begun again as its unit says."""

    def __init__(self, words: Sequence[str], env: Mapping[str, str]) -> None:
        self._words, self._env = words, env
        self._process = self._begin()

    def until_ready(self) -> None:
        """Wait until it says that it can be used."""
        for line in self._process.stdout or ():
            if "Ready." in line:
                return

    def crash(self, rest_s: float) -> float:
        """Kill it and begin it again; return when it was killed, monotonic s."""
        killed_s = time.monotonic()
        self._process.send_signal(signal.SIGKILL)
        self._process.communicate()
        time.sleep(rest_s)
        self._process = self._begin()
        return killed_s

    def end(self) -> None:
        """End it for good."""
        self._process.kill()
        self._process.communicate()

    def _begin(self) -> subprocess.Popen[str]:
        return subprocess.Popen(  # noqa: S603 - our own interpreter and words
            self._words,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=self._env,
        )


def rest_of(unit: str) -> float:
    """Return how long systemd waits before it begins a part again, s."""
    told = re.search(r"^RestartSec=(\d+)ms$", (UNITS / unit).read_text("utf-8"), re.M)
    if told is None:
        raise LookupError(f"{unit} names no RestartSec in ms")
    return int(told[1]) / 1000


@contextmanager
def running(words: Sequence[str], env: Mapping[str, str]) -> Iterator[Part]:
    """Keep a program running."""
    part = Part(words, env)
    try:
        yield part
    finally:
        part.end()


def seconds_back(part: Part, unit: str, times: int) -> list[float]:
    """Kill what says that it is ready again and again; return how long it was away."""
    took = []
    for _ in range(times):
        killed_s = part.crash(rest_of(unit))
        part.until_ready()
        took.append(time.monotonic() - killed_s)
    return took


def seconds_core_back(core: Part, home: Path, times: int) -> list[float]:
    """Kill the core again and again; return how long nobody was answered."""
    took = []
    for _ in range(times):
        killed_s = core.crash(rest_of("pod-core.service"))
        while not answers(home):
            time.sleep(NAP_S)
        took.append(time.monotonic() - killed_s)
    return took


def answers(home: Path) -> bool:
    """Tell whether a core answers now."""
    try:
        office = Office(home)
    except Broken:
        return False
    try:
        return isinstance(office.ask(desk.Glance()), desk.PodView)
    except Broken:
        return False
    finally:
        office.close()


@click.command()
@click.option("--quick", is_flag=True, help="At most 40 s.")
def main(*, quick: bool) -> None:
    """Print one JSON line per figure."""
    times = 3 if quick else 12
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        home = Path(folder) / "home"
        settings = Settings(pod="pod01", site="Benchmark", demo=True)
        provision(home, settings, SystemClock(), SystemRandom())
        env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "POD_HOME": str(home)}
        floor = stack.enter_context(running([sys.executable, "-c", FLOOR], env))
        floor.until_ready()
        beside = Beside(
            "an empty QtWidgets window", seconds_back(floor, "pod-ui.service", times)
        )
        core = stack.enter_context(running([*POD, "core", "--wait"], env))
        stack.enter_context(running([*POD, "reader"], env))
        screen = stack.enter_context(running([*POD, "ui"], env))
        screen.until_ready()
        goal = ("max", GOAL_S)
        back = seconds_back(screen, "pod-ui.service", times)
        click.echo(figure("locked page back after a crash", "s", back, goal, beside))
        back = seconds_core_back(core, home, times)
        click.echo(figure("core back after a crash", "s", back, goal, beside))


if __name__ == "__main__":
    main()
