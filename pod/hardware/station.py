"""The reader's own process: every port and both hatches in one loop.

Only here are ports open, and here alone bytes are stamped: no picture is drawn, no
store is written, and nothing else of the pod's waits for this interpreter.
"""

import gc
import logging
import os
import resource
import select
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from math import inf
from multiprocessing import parent_process
from pathlib import Path
from random import SystemRandom

import msgspec

from pod.clock import Clock, SystemClock
from pod.events import FOR_THE_CORE, FOR_THE_SCREEN, Asked, Event
from pod.hardware.hatch import FOR_CORE, FOR_SCREEN, Hatch
from pod.hardware.reader import Reader, Report
from pod.settings import Port
from pod.wire.peers import owners

log = logging.getLogger(__name__)

REPORT = msgspec.json.Decoder(tuple[Report, ...])
REPORTS = "reader/reader.json"
SCREENS_OWN, CORES_OWN = "ui", "core"
"""The folders of who may come to a hatch, where those are users of their own."""
REPORT_MS = 2000.0
LONGEST_MS = 100.0
LOOK_MS = 1000.0
TIDY_MS = 60_000.0
PRIORITY = 20
ENDINGS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"
DEV = Path("/dev")


class Station:
    """Steps readers as their bytes come, and hands their events on."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._clock, self._folder = clock, folder
        self._hatches = (
            Hatch(
                folder / FOR_SCREEN,
                FOR_THE_SCREEN,
                orders=False,
                whom=owners(folder / SCREENS_OWN),
            ),
            Hatch(
                folder / FOR_CORE,
                FOR_THE_CORE,
                orders=True,
                whom=owners(folder / CORES_OWN),
            ),
        )
        self._readers: Sequence[Reader] = ()
        self._poll, self._polled = select.poll(), frozenset[int]()
        self._plugged, self._look_ms = 0, 0.0
        self._tidy_ms = clock.now_ms() + TIDY_MS
        self._report_ms = 0.0

    def man(self, ports: Sequence[Port]) -> None:
        """Sit down at these ports, each under a name of its own."""
        rng = SystemRandom()
        self._readers = [
            Reader(port, self._clock, self.tell, rng, name)
            for port, name in zip(ports, names_of(ports), strict=True)
        ]

    def tell(self, event: Event) -> None:
        """Hand an event on at the hatch or hatches it is for."""
        for hatch in self._hatches:
            hatch.tell(event)

    def turn(self, also: int | None = None) -> bool:
        """Wait for bytes or for what falls due, then do it all.

        It waits 100 ms at most. Tell whether there was something at `also`.
        """
        ready = self._wait(also)
        now_ms = self._clock.now_ms()
        for reader in self._readers:
            if reader.fileno() in ready or now_ms >= reader.next_due_ms:
                reader.step()
        for hatch in self._hatches:
            if ready.intersection(hatch.filenos()):
                for asked in hatch.attend():
                    self._order(asked)
        self._look(now_ms)
        self._report(now_ms)
        if not ready and now_ms >= self._tidy_ms:
            self._tidy_ms = now_ms + TIDY_MS
            gc.collect()
        return also in ready

    def close(self) -> None:
        """Let every port go and turn everybody out."""
        for reader in self._readers:
            reader.close()
        for hatch in self._hatches:
            hatch.close()
        (self._folder / REPORTS).unlink(missing_ok=True)

    def _wait(self, also: int | None) -> set[int]:
        """Return the descriptors at which there is something, when there is."""
        wanted = {reader.fileno() for reader in self._readers} | {also}
        wanted |= {one for hatch in self._hatches for one in hatch.filenos()}
        self._watch(frozenset(one for one in wanted if one is not None))
        dues = (reader.next_due_ms for reader in self._readers)
        until_ms = min(dues, default=inf) - self._clock.now_ms()
        wait_ms = min(max(until_ms, 0.0), LONGEST_MS)
        return {descriptor for descriptor, _ in self._poll.poll(wait_ms)}

    def _watch(self, wanted: frozenset[int]) -> None:
        """Wait on these descriptors from now on; mostly they are the same as before."""
        if wanted == self._polled:
            return
        self._poll = select.poll()
        for descriptor in wanted:
            self._poll.register(descriptor, select.POLLIN)
        self._polled = wanted

    def _order(self, asked: Asked) -> None:
        for reader in self._readers:
            if reader.is_meant(asked.device):
                reader.order(asked.order)

    def _look(self, now_ms: float) -> None:
        """Try closed ports at once when something was plugged in or out."""
        if now_ms < self._look_ms:
            return
        self._look_ms = now_ms + LOOK_MS
        plugged = hash(tuple(_changed_ns(one) for one in self._places()))
        if plugged != self._plugged:
            self._plugged = plugged
            for reader in self._readers:
                reader.hurry()

    def _report(self, now_ms: float) -> None:
        """Leave a whole note of how all devices are, for `pod devices`."""
        if now_ms < self._report_ms:
            return
        self._report_ms = now_ms + REPORT_MS
        reports = [reader.report for reader in self._readers]
        note = self._folder / REPORTS
        beside = note.with_name(f".{note.name}")
        with suppress(OSError):
            beside.write_bytes(msgspec.json.encode(reports))
            beside.replace(note)

    def _places(self) -> Sequence[Path]:
        paths = sorted({Path(reader.path).parent for reader in self._readers})
        return (DEV, *paths)


def reports_in(folder: Path) -> Sequence[Report] | None:
    """Return what a reader that runs now says of its devices; None if none runs."""
    note = folder / REPORTS
    try:
        age_s = abs(time.time() - note.stat().st_mtime)
        lately = age_s < 3 * REPORT_MS / 1000
        return REPORT.decode(note.read_bytes()) if lately else None
    except (OSError, msgspec.MsgspecError):
        return None


def nobody_asks() -> None:
    """Tell nobody that the reader is well."""


def read_ports(
    ports: Sequence[Port], folder: Path, well: Callable[[], None] = nobody_asks
) -> None:
    """Read devices and hand their events on at `folder`'s sockets, until told to stop.

    `well` is called again and again while it does. It ends at a signal to end, and with
    the process that began it. It leaves no picture of its memory should it crash: keys
    of sealed lines are there.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    stopping: list[int] = []
    for number in ENDINGS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda number, _: stopping.append(number))
    logging.basicConfig(level=logging.INFO, format=LINE)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    station, parent = Station(folder, SystemClock()), parent_process()
    station.man(ports)
    log.info("reads %d devices, %s", len(ports), _go_first())
    try:
        while not stopping and not station.turn(parent.sentinel if parent else None):
            well()
    finally:
        station.close()


def names_of(ports: Sequence[Port]) -> Sequence[str]:
    """Return what each port's device is called: by its driver, the next one "-2"."""
    drivers = [port.driver for port in ports]
    before = [drivers[:at].count(driver) for at, driver in enumerate(drivers)]
    return [
        f"{driver}-{count + 1}" if count else driver
        for driver, count in zip(drivers, before, strict=True)
    ]


def _changed_ns(folder: Path) -> int:
    with suppress(OSError):
        return folder.stat().st_mtime_ns
    return 0


def _go_first() -> str:
    """Let this process go before others where that is allowed; say how it runs.

    Python's own tidying up waits until nothing is going on.
    """
    gc.freeze()
    gc.disable()
    with suppress(OSError):
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(PRIORITY))
    if os.sched_getscheduler(0) != os.SCHED_FIFO:
        return "at ordinary priority"
    return f"first in, first out at priority {os.sched_getparam(0).sched_priority}"
