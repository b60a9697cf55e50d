"""The pod in real time: core, reader and screen, each a process that is begun again.

This process opens nothing itself and imports none of what they need: they begin side
by side, and whichever ends is begun again without the others noticing more than that.
A core that hangs is ended first.
"""

import select
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import TypeAlias

from pod.app.alone import alone_in, meeting_place
from pod.app.bell import Bell
from pod.app.child import Child
from pod.app.logs import log_to
from pod.app.surroundings import keep_only_known
from pod.settings import read_settings

Ready: TypeAlias = Callable[[], None]
LOCK = "kiosk.lock"
CORE = "pod.app.core_process:core_in_kiosk"
READER = "pod.app.reading:reader_in_kiosk"
HEARTBEAT = "pod.app.heartbeat:watch_over"
SCREEN = "pod.app.screen:screen_in_kiosk"
ENDINGS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
"""The signals at which every part keeps what it has, and ends."""


@dataclass(frozen=True)
class Showing:
    """How the screen is shown; `ready` is called when the locked page is in view."""

    windowed: bool
    ready: Ready


def run(home: Path, showing: Showing) -> int:
    """Run the pod of this home until it is told to stop; return the exit code."""
    keep_only_known()
    ports = read_settings(home).ports
    with alone_at(home):
        log_to(home)
        core = Child("pod-core", called, CORE, home)
        reader = Child("pod-reader", called, READER, home, ports)
        screen = Child("pod-screen", called, SCREEN, home, showing)
        watch(home, (core, reader, screen))
    return 0


def called(where: str, *given: object) -> None:
    """Import a function by its name and call it: only where it is needed."""
    module, _, name = where.partition(":")
    getattr(import_module(module), name)(*given)


@contextmanager
def alone_at(home: Path) -> Iterator[None]:
    """Be the only kiosk that runs for this home, or say that one does already."""
    with alone_in(meeting_place(home), LOCK):
        yield


def watch(home: Path, children: Sequence[Child]) -> None:
    """Keep these running until a signal to end; then end them, the last one first.

    The first is the core: one that hangs is ended, and begun again like any that ends.
    A signal that comes while another is obeyed finds no lock that it would wait for.
    """
    bell = Bell()

    def stop(_number: int, _frame: FrameType | None) -> None:
        bell.ring()

    for number in ENDINGS:
        signal.signal(number, stop)
    with ExitStack() as stack:
        for child in children:
            child.start()
            stack.callback(child.stop)
        over = (HEARTBEAT, home, children[0])
        threading.Thread(target=called, args=over, daemon=True).start()
        select.select([bell], [], [])
