"""How well a picture's onset is known: our stamp against a photodiode on the picture.

The benchmark starts an X server without a screen (Xvfb), whose picture is a file. A
process of its own, the photodiode, does nothing but look at one pixel of it and stamp
when it changes. Pictures are put up out of step with everything: by the pod's own
window, by a bare QRasterWindow (the floor) and, where an interpreter that has them is
given, by PsychoPy and by Expyriment. There is no vertical blank here: these are the
software's share. A picture during which the photodiode itself was kept waiting for
more than 0.1 ms is left out, and how many is said on stderr. The photodiode keeps a
processor to itself: whatever else the machine does shares the others with the picture,
so run it on a machine that does nothing else, as a pod does.
"""

import gc
import json
import mmap
import multiprocessing
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import click
from figures import Beside, figure

PLAYERS = Path(__file__).parent / "onset"
BARE = "a bare QRasterWindow"
SIZE, SPOT = "1280x800x24", (640, 329)
STAMP_GOAL_MS, VISIBLE_GOAL_MS = 0.5, 2.0
BLINK_MS = 0.1
DIODE = max(os.sched_getaffinity(0))
"""The photodiode's own processor; everybody else keeps off it."""
LOOKS = 5000
REST_S = 0.010
"""No picture follows so soon: one that never rests is made to wait by the kernel."""
HEADER = struct.Struct(">25I")


class Change(NamedTuple):
    """The pixel was old at one moment and new at the other, ms."""

    old_ms: float
    new_ms: float


class Onset(NamedTuple):
    """One picture: when it was asked for, seen, and said to have come, ms.

    `own_ms` is the bound that its stamp states of itself; 0 where it states none.
    """

    asked_ms: float
    seen_ms: float
    said_ms: float
    own_ms: float

    @property
    def error_ms(self) -> float:
        """How far the stamp is from what was seen."""
        return abs(self.said_ms - self.seen_ms)


def look(path: Path, pipe: Connection, processor: int) -> None:
    """Be the photodiode: look at the pixel until told to stop, tell its changes.

    It has a processor to itself where that is allowed: a picture is drawn by others.
    """
    gc.disable()
    os.sched_setaffinity(0, {processor})
    with suppress(PermissionError):
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    with path.open("rb") as file:
        picture = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
    head = HEADER.unpack_from(picture)
    size, across, down, colours = head[0], head[11] // 8, head[12], head[19]
    at = size + 12 * colours + SPOT[1] * down + SPOT[0] * across
    changes, last, before = [], picture[at : at + 4], time.monotonic_ns()
    pipe.send("ready")
    while not pipe.poll():
        for _ in range(LOOKS):
            now, after = picture[at : at + 4], time.monotonic_ns()
            if now != last:
                changes.append((before / 1e6, after / 1e6))
                last = now
                time.sleep(REST_S)
                after = time.monotonic_ns()
            before = after
    pipe.send(changes)


@contextmanager
def glass(folder: Path) -> Iterator[str]:
    """Run an X server whose picture is a file in the folder; give its display."""
    told, tells = os.pipe()
    options = ["-screen", "0", SIZE, "-fbdir", str(folder), "-nolisten", "tcp"]
    with subprocess.Popen(  # noqa: S603 - our own words
        [shutil.which("Xvfb") or "Xvfb", "-displayfd", str(tells), *options],
        pass_fds=[tells],
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(tells)
        with os.fdopen(told) as pipe:
            display = f":{pipe.readline().strip()}"
        try:
            yield display
        finally:
            server.terminate()


def play(python: str, player: str, pictures: int, folder: Path) -> Sequence[Onset]:
    """Let a player put up its pictures before the photodiode; return what was seen."""
    spawn = multiprocessing.get_context("spawn")
    near, far = spawn.Pipe()
    where = folder / player
    where.mkdir()
    with glass(where) as display:
        diode = spawn.Process(target=look, args=(where / "Xvfb_screen0", far, DIODE))
        diode.start()
        near.recv()
        asked = _asked(python, player, pictures, display, where)
        near.send("stop")
        changes = [Change(*one) for one in near.recv()]
        diode.join()
    return matched(player, asked, changes)


def _asked(
    python: str, player: str, pictures: int, display: str, where: Path
) -> Sequence[Sequence[float]]:
    """Return when a player asked for each picture, and when it says it came.

    Some players leave files wherever they run, so they run in a folder that goes.
    """
    env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    env["PYTHONPATH"] = str(Path(__file__).parents[1])
    told = subprocess.run(  # noqa: S603 - our own words
        [python, str(PLAYERS / f"{player}.py"), str(pictures)],
        env=env,
        cwd=where,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
        text=True,
    )
    lines = [line for line in told.stdout.splitlines() if line.startswith("[[")]
    seen: Sequence[Sequence[float]] = json.loads(lines[-1])
    return seen


def matched(
    player: str, asked: Sequence[Sequence[float]], changes: Sequence[Change]
) -> Sequence[Onset]:
    """Join each picture to the change that came before the next was asked for."""
    onsets, blinks, unseen = [], 0, 0
    ends = [one[0] for one in asked[1:]] + [float("inf")]
    for (asked_ms, *said), ends_ms in zip(asked, ends, strict=True):
        seen = [one for one in changes if asked_ms <= one.new_ms < ends_ms]
        if not seen:
            unseen += 1
        elif seen[0].new_ms - seen[0].old_ms > BLINK_MS:
            blinks += 1
        else:
            onsets.append(Onset(asked_ms, seen[0].new_ms, *(*said, 0.0)[:2]))
    click.echo(
        f"{player}: {len(asked)} pictures; {unseen} never seen;"
        f" {blinks} left out, the photodiode was kept waiting",
        err=True,
    )
    return onsets


def lines_of(
    ours: Sequence[Onset], name: str, theirs: Sequence[Onset]
) -> Sequence[str]:
    """Return the stamp's error and the way to the glass, beside another's."""
    mine, other = ([one.error_ms for one in player] for player in (ours, theirs))
    fast, slow = (
        [one.seen_ms - one.asked_ms for one in player] for player in (ours, theirs)
    )
    stamp, way = ("p99", STAMP_GOAL_MS), ("median", VISIBLE_GOAL_MS)
    return [
        figure(f"onset stamp, beside {name}", "ms", mine, stamp, Beside(name, other)),
        figure(f"asked to seen, beside {name}", "ms", fast, way, Beside(name, slow)),
    ]


def bound_line(ours: Sequence[Onset]) -> str:
    """Return by how much stamps were further off than they say, beside what they say.

    The photodiode itself is good to 0.1 ms.
    """
    beyond = [max(0.0, one.error_ms - one.own_ms) for one in ours]
    stated = Beside("the stated bound", [one.own_ms for one in ours])
    name = "onset beyond its stamp's own bound"
    return figure(name, "ms", beyond, ("max", BLINK_MS), stated)


@click.command()
@click.option("--quick", is_flag=True, help="At most 40 s.")
@click.option(
    "--psychopy", envvar="POD_BENCH_PSYCHOPY", help="A Python that has psychopy."
)
@click.option(
    "--expyriment", envvar="POD_BENCH_EXPYRIMENT", help="A Python that has expyriment."
)
def main(*, quick: bool, psychopy: str | None, expyriment: str | None) -> None:
    """Print one JSON line per figure."""
    pictures = 200 if quick else 1000
    others = os.sched_getaffinity(0) - {DIODE}
    if not others:
        raise click.ClickException("The photodiode needs a processor of its own.")
    os.sched_setaffinity(0, others)
    beside = [
        (BARE, "bare", sys.executable),
        ("PsychoPy", "psychopy_flip", psychopy),
        ("Expyriment", "expyriment_present", expyriment),
    ]
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where)
        ours = play(sys.executable, "ours", pictures, folder)
        click.echo(bound_line(ours))
        for name, player, python in beside:
            if python is None:
                click.echo(f"{name} is not here: no figure beside it.", err=True)
                continue
            theirs = play(python, player, pictures // 2, folder)
            for line in lines_of(ours, name, theirs):
                click.echo(line)


if __name__ == "__main__":
    main()
