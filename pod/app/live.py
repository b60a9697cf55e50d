"""The pod in real time: core, reader and screen, each a process that is begun again.

This process opens nothing itself and imports none of what they need: they begin side
by side, and whichever ends is begun again without the others noticing more than that.
A core that hangs is ended first.
"""

import logging
import os
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
from pod.app.shown_by import server_of
from pod.app.surroundings import heard, keep_only_known, turn_a_deaf_ear
from pod.settings import read_settings

log = logging.getLogger(__name__)

Ready: TypeAlias = Callable[[], None]
LOCK = "kiosk.lock"
CORE = "pod.app.core_process:core_in_kiosk"
READER = "pod.app.reading:reader_in_kiosk"
HEARTBEAT = "pod.app.heartbeat:watch_over"
SCREEN = "pod.app.start_screen:screen_in_kiosk"
LOOK_S = 1.0
ENDINGS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
"""The signals at which every part keeps what it has, and ends.

A pod that has the whole screen is deaf to all of them but the first.
"""


@dataclass(frozen=True)
class Showing:
    """How the screen is shown; `ready` is called when the locked page is in view."""

    windowed: bool
    ready: Ready


def run(home: Path, showing: Showing) -> int:
    """Run the pod of this home until it is told to stop; return the exit code."""
    keep_only_known()
    hear_as_shown(showing)
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


def hear_as_shown(showing: Showing) -> None:
    """Let only SIGTERM end what has the whole screen; a window ends at a terminal's."""
    if not showing.windowed:
        turn_a_deaf_ear()


@contextmanager
def alone_at(home: Path) -> Iterator[None]:
    """Be the only kiosk that runs for this home, or say that one does already."""
    with alone_in(meeting_place(home), LOCK):
        yield


def watch(home: Path, children: Sequence[Child]) -> None:
    """Keep these running until a signal to end; then end them, the last one first.

    They end as well where what shows the pod has gone: it may be waiting for them.
    The first is the core: one that hangs is ended, and begun again like any that ends.
    A signal that comes while another is obeyed finds no lock that it would wait for.
    """
    bell = Bell()

    def stop(_number: int, _frame: FrameType | None) -> None:
        bell.ring()

    for number in heard(ENDINGS):
        signal.signal(number, stop)
    with ExitStack() as stack:
        is_gone = stack.enter_context(server_of(os.environ))
        for child in children:
            child.start()
            stack.callback(child.stop)
        over = (HEARTBEAT, home, children[0])
        threading.Thread(target=called, args=over, daemon=True).start()
        while not select.select([bell], [], [], LOOK_S)[0]:
            if is_gone():
                log.warning("what shows the pod has gone: the pod ends")
                break
