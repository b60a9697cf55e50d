"""The frozen pod: how soon the locked page is there, and what it takes left alone.

`make package` first. Its three parts begin side by side, as three units do, on a home
that is there already; the clock stops when the screen says that the locked page is in
view. Beside it, in turn: an empty QtWidgets window of the same PySide6, not frozen.
Then the pod is left alone: processor time and memory (its own and its share of what
several use, PSS) of the screen and the core. POD_PROGRAM names another program.
"""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import SystemRandom

import click
from figures import Beside, counted, figure
from startup import FLOOR, PYTHON, seconds_until_ready

from pod.app.provisioning import provision
from pod.clock import SystemClock
from pod.settings import Settings

ROOT = Path(__file__).parents[1]
PROGRAM = os.environ.get("POD_PROGRAM", str(ROOT / "dist" / "kiosk" / "pod"))
GOAL_S, GOAL_CPU, GOAL_MB = 1.0, 1.0, 300.0
SETTLES_S = 15.0
TICKS_S = os.sysconf("SC_CLK_TCK")


@contextmanager
def parts(env: Mapping[str, str], names: Sequence[str]) -> Iterator[list[int]]:
    """Run parts of the pod side by side; give their process ids."""
    quiet = subprocess.DEVNULL
    begun = [
        subprocess.Popen([PROGRAM, name], env=env, stdout=quiet, stderr=quiet)  # noqa: S603
        for name in names
    ]
    try:
        yield [one.pid for one in begun]
    finally:
        for one in begun:
            one.terminate()
        for one in begun:
            one.wait()


def start_s(env: Mapping[str, str]) -> float:
    """Begin all three parts; return the seconds until the locked page is in view."""
    began = time.monotonic()
    with parts(env, ("core", "reader")):
        before_s = time.monotonic() - began
        return before_s + seconds_until_ready([PROGRAM, "ui", "--windowed"], env)


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
    words = [PROGRAM, "ui", "--windowed"]
    with (
        parts(env, ("core", "reader")) as others,
        subprocess.Popen(words, env=env, stdout=subprocess.DEVNULL) as screen,  # noqa: S603
    ):
        both = (screen.pid, others[0])
        time.sleep(SETTLES_S)
        before = sum(map(processor_s, both))
        time.sleep(for_s)
        taken = sum(map(processor_s, both)) - before
        memory = sum(map(megabytes, both))
        screen.terminate()
    return 100 * taken / for_s, memory


@click.command()
@click.option("--quick", is_flag=True, help="At most 40 s.")
def main(*, quick: bool) -> None:
    """Print one JSON line per figure."""
    if not Path(PROGRAM).exists():
        raise click.UsageError(f"{PROGRAM} is not there: `make package` makes it.")
    times, for_s = (3, 10.0) if quick else (12, 60.0)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        settings = Settings(pod="pod01", site="Bench", demo=True)
        provision(home, settings, SystemClock(), SystemRandom())
        env = {"PATH": os.environ["PATH"], "POD_HOME": str(home), "HOME": folder}
        env |= {"QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}
        start_s(env)
        ours, floor = [], []
        for _ in range(times):
            floor.append(seconds_until_ready([PYTHON, "-c", FLOOR], env))
            ours.append(start_s(env))
        beside = Beside("an empty QtWidgets window", floor)
        name = "frozen start to locked page"
        click.echo(figure(name, "s", ours, ("median", GOAL_S), beside))
        busy, memory = left_alone(env, for_s)
        click.echo(
            counted("idle screen and core", "% CPU", busy, ("most", GOAL_CPU), None)
        )
        click.echo(counted("screen and core", "MB", memory, ("most", GOAL_MB), None))


if __name__ == "__main__":
    main()
