"""Being the core: a process of its own, hardened, alone in its home, until told to end.

It ends with the process that began it. What was answered with "kept" is on the disk
before the answer is sent, so that it may end at any moment.
"""

import logging
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from multiprocessing import parent_process
from pathlib import Path
from random import SystemRandom

from pod.app.alone import alone_in
from pod.app.crashes import note_crashes
from pod.app.hardened import leave_no_picture
from pod.app.health import counted
from pod.app.inside import Inside, open_inside
from pod.app.live import ENDINGS
from pod.app.logs import log_to
from pod.app.notify import Service
from pod.app.serving import Serving
from pod.app.steady import keep_what_stands
from pod.app.surroundings import heard
from pod.clock import SystemClock
from pod.errors import Trouble
from pod.settings import read_settings
from pod.storage.memory import prepare

log = logging.getLogger(__name__)

Opening = Callable[[], Inside]


def serve_core(home: Path, *, wait: bool) -> None:
    """Be the core of the pod at home in `home` until told to end.

    Where it cannot be opened Trouble is raised; with `wait` its counter stays closed
    instead, and opening is tried again.
    """
    if not wait:
        read_settings(home)
    _serve(
        home,
        partial(open_inside, home, SystemClock(), SystemRandom(), thorough=False),
        wait=wait,
    )


def core_in_kiosk(home: Path, opening: Opening | None = None) -> None:
    """Be the core of a pod that is run as a whole; `opening` may open another inside.

    While another core is alone in this home, it is tried again later.
    """
    opening = opening or partial(
        open_inside, home, SystemClock(), SystemRandom(), thorough=False
    )
    try:
        _serve(home, opening, wait=True)
    except Trouble as trouble:
        log.warning("%s %s", trouble.say, trouble.do)
        sys.exit(trouble.exit_code)


def _serve(home: Path, opening: Opening, *, wait: bool) -> None:
    leave_no_picture()
    stopping: list[int] = []
    with ExitStack() as stack:
        stack.enter_context(alone_in(home))
        log_to(home, "core")
        note_crashes(home, "core")
        prepare()
        keep_what_stands()
        health = stack.enter_context(counted(home, SystemClock()))
        serving, service = Serving(home, SystemClock(), opening), Service()
        stack.callback(serving.close)
        stack.callback(service.ends)
        for number in heard(ENDINGS):
            signal.signal(number, lambda number, _: _note(stopping, number, serving))
        _begin(serving, wait=wait)
        parent = parent_process()
        sentinel = parent.sentinel if parent else None
        while not stopping and not serving.turn(sentinel):
            service.status(serving.said)
            service.well()
            health.tell(serving.said)


def _note(stopping: list[int], number: int, serving: Serving) -> None:
    stopping.append(number)
    serving.bell.ring()


def _begin(serving: Serving, *, wait: bool) -> None:
    try:
        serving.open()
    except Trouble as trouble:
        if not wait:
            raise
        serving.stay_closed(trouble)
