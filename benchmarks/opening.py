"""How long the pod's memory takes to open, as it does at every start.

All three stores of a pod with some sittings: keys compared, the logs looked at, each
store opened and its form, its pod and its record's heads compared. First by a process
that has just begun, as the core does: its modules loaded, its tables joined to their
classes and what stands kept out of Python's tidying; then again and again by one.
The full look comes afterwards, behind the locked page; it is the third figure. Beside:
the bare SQLCipher library opening the same files and reading how many tables there are.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import click
from figures import Beside, figure
from sqlcipher3 import dbapi2
from writing import Pod

from pod.app.inside import open_memory
from pod.app.steady import keep_what_stands
from pod.clock import SystemClock
from pod.settings import read_settings
from pod.storage import memory
from pod.storage.looking import look_through

GOAL_MS = 50.0
SITTINGS = 8
FIRST = """
import sys, time
from pathlib import Path
from pod.app.inside import open_memory
from pod.app.steady import keep_what_stands
from pod.clock import SystemClock
from pod.settings import read_settings
from pod.storage.memory import prepare
home = Path(sys.argv[1])
settings = read_settings(home)
prepare()
keep_what_stands()
began = time.monotonic_ns()
held = open_memory(home, settings, SystemClock(), thorough=False)
print((time.monotonic_ns() - began) / 1e6)
held.close()
"""


def opened_ms(home: Path) -> tuple[float, float]:
    """Open the memory and look it through; return the milliseconds of each."""
    settings, clock = read_settings(home), SystemClock()
    began = time.monotonic_ns()
    held = open_memory(home, settings, clock, thorough=False)
    opened = time.monotonic_ns()
    for _ in look_through(held):
        pass
    looked = time.monotonic_ns()
    held.close()
    return (opened - began) / 1e6, (looked - opened) / 1e6


def first_ms(home: Path) -> float:
    """Return how long a new process takes to open the memory, ms."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and words
        [sys.executable, "-c", FIRST, str(home)],
        capture_output=True,
        check=True,
        text=True,
    )
    return float(done.stdout)


def bare_ms(home: Path, keys: Sequence[bytes]) -> float:
    """Open the same three files by the library alone; return the milliseconds."""
    began = time.monotonic_ns()
    for name, key in zip(memory.FILES.values(), keys, strict=True):
        with closing(dbapi2.connect(str(home / name))) as bare:
            bare.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
            bare.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return (time.monotonic_ns() - began) / 1e6


@click.command()
@click.option("--quick", is_flag=True, help="At most 40 s.")
def main(*, quick: bool) -> None:
    """Print one JSON line per figure."""
    times = 60 if quick else 300
    with tempfile.TemporaryDirectory() as folder:
        pod = Pod(Path(folder) / "home")
        for _ in range(SITTINGS):
            pod.sit()
        keys = [vault.key for vault in pod.vaults]
        pod.close()
        memory.prepare()
        opened_ms(pod.home)
        keep_what_stands()
        first = [first_ms(pod.home) for _ in range(times // 5)]
        both = [opened_ms(pod.home) for _ in range(times)]
        floor = [bare_ms(pod.home, keys) for _ in range(times)]
    beside = Beside("the three files opened by the bare SQLCipher library", floor)
    goal = ("p99", GOAL_MS)
    click.echo(figure("memory opened by a new process", "ms", first, goal, beside))
    took = [opened for opened, _ in both]
    click.echo(figure("memory opened again", "ms", took, goal, beside))
    looked = [looked for _, looked in both]
    click.echo(figure("memory looked through", "ms", looked, None, beside))


if __name__ == "__main__":
    main()
