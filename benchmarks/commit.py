"""How long a person waits for an answer to be on the disk.

A whole `KeepRow` through the real core: access checked, row decoded against its
activity's type, row and journal page committed with WAL and `synchronous=FULL` into
the encrypted store. Beside it: one row by the bare SQLCipher library, set up alike.
Both run as the core does, with what stands kept out of Python's tidying.
"""

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import msgspec
from figures import Beside, counted, figure, summed_up
from sqlcipher3 import dbapi2

from pod import desk
from pod.app.inside import cast_in, open_inside
from pod.app.provisioning import provision
from pod.app.steady import keep_what_stands
from pod.clock import SystemClock
from pod.journeys.cast import PICTURES, STAFF, participants
from pod.people import Nobody
from pod.rehearse import rehearse
from pod.settings import Settings
from pod.storage.vault import PRAGMAS
from pod.task import task_named
from pod.values import seeded

GOAL_TIMES = 3.0
"""So many times the bare driver's own p99 at most: the disk is what is waited for."""


def timed(do: Callable[[], object]) -> float:
    """Return how long it took, ms."""
    began = time.monotonic_ns()
    do()
    return (time.monotonic_ns() - began) / 1e6


def through_the_core(home: Path, times: int) -> Sequence[float]:
    """Keep real rows of one activity again and again; return the ms of each."""
    clock, rng = SystemClock(), seeded(1)
    provision(home, Settings(pod="bench", site="Bench", demo=True), clock, rng)
    inside = open_inside(home, clock, rng)
    (person,) = cast_in(inside.memory, participants(1), clock, rng)
    ask, agreed = inside.core.answer, desk.ConsentGiven
    ask(desk.StaffSignIn(STAFF[0].number, STAFF[0].code))
    ask(desk.Unlock(person))
    ask(desk.PicturesChosen(PICTURES))
    ask(agreed(take_part=True, evaluation=True, contact=False))
    begun = ask(desk.Begin())
    if not isinstance(begun, desk.Begun):
        raise SystemExit("the activity did not begin")
    task = task_named(begun.task)
    words, params = task.read_words("en"), task.read_params()
    played = rehearse(task.script(params, words, seeded(1)), Nobody())
    row, entry = msgspec.json.encode(played.rows[0]), played.entries[0]
    keeps = [
        desk.KeepRow(begun.activity, number, row, entry)
        for number in range(1, times + 1)
    ]
    took = [timed(lambda keep=keep: ask(keep)) for keep in keeps]
    inside.memory.close()
    return took


def by_the_library(path: Path, times: int) -> Sequence[float]:
    """Commit one row at a time without any of our code; return the ms of each."""
    with dbapi2.connect(str(path), isolation_level=None) as bare:
        bare.execute(f"PRAGMA key=\"x'{bytes(32).hex()}'\"")
        for pragma in PRAGMAS:
            bare.execute(pragma)
        bare.execute("CREATE TABLE kept (number INTEGER PRIMARY KEY, row BLOB)")
        write = "INSERT INTO kept VALUES (?, ?)"
        return [
            timed(lambda n=n: bare.execute(write, (n, bytes(200))))
            for n in range(times)
        ]


@click.command()
@click.option("--quick", is_flag=True, help="At most 40 s.")
def main(*, quick: bool) -> None:
    """Print one JSON line per figure."""
    count = 500 if quick else 5000
    keep_what_stands()
    with tempfile.TemporaryDirectory() as folder:
        floor = by_the_library(Path(folder) / "bare.db", count)
        ours = through_the_core(Path(folder) / "home", count)
    beside = Beside("one row by the bare SQLCipher library", floor)
    click.echo(figure("answer kept", "ms", ours, None, beside))
    times = summed_up(ours)["p99"] / summed_up(floor)["p99"]
    named = "answer kept, p99 against the bare driver's"
    click.echo(counted(named, "times", times, ("most", GOAL_TIMES), None))


if __name__ == "__main__":
    main()
