"""The frozen pod: how soon its locked page is in view, and what it takes left alone.

`make package` first. Core, reader and screen begin side by side, as three units do, on
a home that is there already and under an X server whose picture is a file. Two moments
are waited for: the first picture of the locked page *in that file*, looked at from
outside; and `Ready.`, said by the screen once the core has answered it and somebody can
be let in. Both count from before the first process is begun. Beside them, in turn: an
empty QtWidgets window of the same size, frozen alike, until it is in the file. Where
other programs run, processor time tells more: it is said of each part, until `Ready.`

Then the pod is left alone: processor time and memory (its own and its share of what
several use, PSS) of the screen and the core. POD_PROGRAM names another program, and
POD_WINDOW an empty window that is frozen already.
"""

import mmap
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import SystemRandom
from typing import NamedTuple

import click
from figures import Beside, counted, figure
from stimulus_onset import HEADER, glass

from pod.app.provisioning import provision
from pod.clock import SystemClock
from pod.settings import Settings

ROOT = Path(__file__).parents[1]
PROGRAM = os.environ.get("POD_PROGRAM", str(ROOT / "dist" / "kiosk" / "pod"))
FREEZER = ROOT / "build" / "venv-kiosk" / "bin" / "pyinstaller"
GOAL_S, GOAL_CPU, GOAL_MB = 1.0, 1.0, 300.0
SETTLES_S, NAP_S, LONG_S = 15.0, 0.002, 60.0
TICKS_S = os.sysconf("SC_CLK_TCK")
NAMES = ("core", "reader", "ui")
ROWS = range(20, 780, 40)
BLACK = {b"\0\0\0\0", b"\0\0\0\xff"}
"""What nobody drew, and what a compositor draws where its client has not yet."""
A_PAGE = 8
"""So many colours along a few rows are letters and keys; an empty window has one."""
WINDOW = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.setStyleSheet("background: white")
window.resize(1280, 800)
window.show()
app.exec()
"""


class Start(NamedTuple):
    """One start: s until the page was seen and until it was ready; processor s each."""

    seen_s: float
    ready_s: float
    taken_s: Sequence[float]


class Picture:
    """What is on the glass of an X server, looked at from outside."""

    def __init__(self, file: Path) -> None:
        with file.open("rb") as opened:
            self._map = mmap.mmap(opened.fileno(), 0, prot=mmap.PROT_READ)
        head = HEADER.unpack_from(self._map)
        self._across = head[12]
        self._begins = head[0] + 12 * head[19]

    def wait(self, colours: int) -> None:
        """Return once there are so many colours; black is what nobody drew."""
        until = time.monotonic() + LONG_S
        while len(self._colours() - BLACK) < colours:
            if time.monotonic() > until:
                raise click.ClickException("Nothing came into view.")
            time.sleep(NAP_S)

    def close(self) -> None:
        """Look no more."""
        self._map.close()

    def _colours(self) -> set[bytes]:
        found = set()
        for row in ROWS:
            at = self._begins + row * self._across
            line = self._map[at : at + self._across]
            found |= {line[x : x + 4] for x in range(0, len(line), 4)}
        return found


@contextmanager
def begun(
    commands: Sequence[Sequence[str]], env: Mapping[str, str]
) -> Iterator[list[subprocess.Popen[str]]]:
    """Run programs side by side, until they are not needed any more."""
    quiet = subprocess.DEVNULL
    running = [
        subprocess.Popen(  # noqa: S603 - our own words
            words, env=env, text=True, stdout=subprocess.PIPE, stderr=quiet
        )
        for words in commands
    ]
    try:
        yield running
    finally:
        for one in running:
            one.terminate()
        for one in running:
            one.communicate()


@contextmanager
def looked_at(env: Mapping[str, str]) -> Iterator[tuple[Picture, Mapping[str, str]]]:
    """Give a new glass and its picture: nobody has drawn on it yet."""
    with tempfile.TemporaryDirectory() as folder, glass(Path(folder)) as display:
        picture = Picture(Path(folder) / "Xvfb_screen0")
        yield picture, {**env, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        picture.close()


def start(env: Mapping[str, str]) -> Start:
    """Begin all three parts; return when the page was seen, and when it was ready."""
    commands = [[PROGRAM, name] for name in NAMES]
    with looked_at(env) as (picture, at):
        began = time.monotonic()
        with begun(commands, at) as parts:
            picture.wait(A_PAGE)
            seen = time.monotonic()
            until_ready(parts[-1])
            ready = time.monotonic()
            taken = [processor_s(one.pid) for one in parts]
    return Start(seen - began, ready - began, taken)


def until_ready(screen: subprocess.Popen[str]) -> None:
    """Wait until the screen says that somebody can be let in."""
    for line in screen.stdout or ():
        if "Ready." in line:
            return
    raise click.ClickException("The screen ended.")


def window_s(program: str, env: Mapping[str, str]) -> float:
    """Return the seconds until an empty window is on the glass."""
    with looked_at(env) as (picture, at):
        began = time.monotonic()
        with begun([[program]], at):
            picture.wait(1)
            return time.monotonic() - began


def frozen_window(folder: Path) -> str:
    """Freeze an empty window; return its program."""
    if given := os.environ.get("POD_WINDOW"):
        return given
    if not FREEZER.exists():
        raise click.UsageError(f"{FREEZER} is not there: `make package` makes it.")
    script = folder / "window.py"
    script.write_text(WINDOW, "utf-8")
    words = [str(FREEZER), "--noconfirm", "--log-level", "ERROR", "--onedir", script]
    subprocess.run(words, cwd=folder, check=True)  # noqa: S603 - our own words
    return str(folder / "dist" / "window" / "window")


def processor_s(pid: int) -> float:
    """Return the processor time that a process has taken so far."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_S


def megabytes(pid: int) -> float:
    """Return the memory of a process with its share of what several use."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    return next(int(one.split()[1]) / 1000 for one in lines if one.startswith("Pss:"))


def left_alone(env: Mapping[str, str], for_s: float) -> tuple[float, float]:
    """Return per cent of one processor, and megabytes, of a pod that nobody uses."""
    commands = [[PROGRAM, name] for name in NAMES]
    with looked_at(env) as (_, at), begun(commands, at) as (core, _, screen):
        both = (core.pid, screen.pid)
        time.sleep(SETTLES_S)
        before = sum(map(processor_s, both))
        time.sleep(for_s)
        taken = sum(map(processor_s, both)) - before
        return 100 * taken / for_s, sum(map(megabytes, both))


def starts(env: Mapping[str, str], window: str, times: int) -> Iterator[str]:
    """Give the figures of so many starts, one beside the other."""
    floor, ours = [], []
    for _ in range(times):
        floor.append(window_s(window, env))
        ours.append(start(env))
    beside, goal = Beside("an empty frozen window", floor), ("median", GOAL_S)
    seen, ready = [one.seen_s for one in ours], [one.ready_s for one in ours]
    yield figure("frozen start to locked page", "s", seen, goal, beside)
    yield figure("frozen start until it answers", "s", ready, goal, beside)
    for part, name in enumerate(NAMES):
        taken = [one.taken_s[part] for one in ours]
        yield figure(f"frozen start, {name}: processor", "s", taken, None, beside)


@click.command()
@click.option("--quick", is_flag=True, help="At most 40 s.")
def main(*, quick: bool) -> None:
    """Print one JSON line per figure."""
    if not Path(PROGRAM).exists():
        raise click.UsageError(f"{PROGRAM} is not there: `make package` makes it.")
    times, for_s = (3, 10.0) if quick else (12, 60.0)
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        home = Path(folder) / "home"
        settings = Settings(pod="pod01", site="Bench", demo=True)
        provision(home, settings, SystemClock(), SystemRandom())
        env = {"PATH": os.environ["PATH"], "POD_HOME": str(home), "HOME": folder}
        env |= {"LANG": "C.UTF-8"}
        window = frozen_window(Path(folder))
        start(env)
        for line in starts(env, window, times):
            click.echo(line)
        busy, memory = left_alone(env, for_s)
        name, most = "idle screen and core", ("most", GOAL_CPU)
        click.echo(counted(name, "% CPU", busy, most, None))
        click.echo(counted("screen and core", "MB", memory, ("most", GOAL_MB), None))


if __name__ == "__main__":
    main()
