"""Two hundred pulled cables in a row: each is told, and nothing is left behind.

Ours is the pod's reader in real time on a pseudo-terminal; beside it pyserial's own
`ReaderThread`, the usual way to read a port, on as many terminals that hang up.
"""

import logging
import os
import threading
import time
import tty
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import serial
from figures import counted
from serial.threaded import Protocol, ReaderThread

from pod.clock import SystemClock
from pod.events import Back, Event, Lost
from pod.hardware.driver import driver_named
from pod.hardware.reader import Reader
from pod.hardware.reader import ReaderThread as OurThread
from pod.hardware.simulated import Plan
from pod.hardware.steps import StepThread
from pod.settings import Port
from pod.values import seeded

PAD = "cedrus_xid"
MANY, QUICK = 200, 20
PATIENCE_S = 30.0
PEER_PATIENCE_S = 0.2


class Heard:
    """Counts what comes and goes, and can be waited for."""

    def __init__(self) -> None:
        self.lost = self.back = 0
        self._changed = threading.Condition()

    def take(self, event: Event) -> None:
        """Count an event."""
        with self._changed:
            self.lost += isinstance(event, Lost)
            self.back += isinstance(event, Back)
            self._changed.notify_all()

    def wait(self, *, lost: int, back: int) -> None:
        """Wait until so many have come and gone."""
        with self._changed:
            self._changed.wait_for(
                lambda: self.lost >= lost and self.back >= back, PATIENCE_S
            )


def left_open() -> tuple[int, int]:
    """Return how many threads and descriptors this process has."""
    return threading.active_count(), len(list(Path("/proc/self/fd").iterdir()))


def ours(many: int) -> tuple[int, int, int]:
    """Return how many losses were told, and threads and descriptors left."""
    before, heard, clock = left_open(), Heard(), SystemClock()
    with TemporaryDirectory() as folder:
        pad = driver_named(PAD).simulate(clock, Plan(folder=Path(folder), name="box"))
        port = Port(driver=PAD, path=str(pad.path))
        reader = Reader(port, clock, heard.take, seeded(1))
        far, near = StepThread(pad, "far end"), OurThread(reader)
        far.start()
        near.start()
        for number in range(many):
            heard.wait(lost=number, back=number + 1)
            pad.hang_up()
            heard.wait(lost=number + 1, back=number + 1)
            pad.plug_in()
            reader.hurry()
        near.stop()
        far.stop()
        reader.close()
        pad.close()
    threads, descriptors = left_open()
    return heard.lost, threads - before[0], descriptors - before[1]


def peers(many: int) -> int:
    """Return how many losses pyserial's thread told of."""
    told = 0

    class Counting(Protocol):
        def connection_lost(self, _exc: Exception | None) -> None:
            nonlocal told
            told += 1

    for _ in range(many):
        far, near = os.openpty()
        tty.setraw(near)
        port = serial.Serial(os.ttyname(near))
        thread = ReaderThread(port, Counting)
        thread.excepthook = None
        thread.start()
        thread.connect()
        os.close(near)
        os.close(far)
        thread.join(PEER_PATIENCE_S)
        port.close()
    return told


def quiet(_fault: threading.ExceptHookArgs) -> None:
    """Say nothing of a thread that died: that it does is the figure."""


@click.command()
@click.option("--quick", is_flag=True, help="20 times instead of 200.")
def main(*, quick: bool) -> None:
    """Print one JSON line per figure."""
    many = QUICK if quick else MANY
    threading.excepthook = quiet
    logging.disable(logging.WARNING)
    began = time.monotonic()
    told, threads, descriptors = ours(many)
    seconds = time.monotonic() - began
    theirs = peers(many)
    beside = {"name": "pyserial's ReaderThread", "median": theirs, "p99": theirs}
    click.echo(
        counted(f"losses told of {many}", "times", told, ("least", many), beside)
    )
    click.echo(counted("threads left", "threads", threads, ("most", 0), None))
    click.echo(counted("descriptors left", "files", descriptors, ("most", 0), None))
    click.echo(f"{seconds:.0f} s", err=True)


if __name__ == "__main__":
    main()
