"""Knows within a minute that the core hangs or was stopped, and has it begun anew.

The screen asks only when somebody does something, and a process that hangs has not
ended. All that was answered with "kept" is on the disk: the next core goes on from it.
"""

import logging
import time
from pathlib import Path

from pod.app.child import Child
from pod.app.office import Office
from pod.desk import Glance
from pod.wire import Broken

log = logging.getLogger(__name__)

EVERY_S = 5.0
PATIENCE_S, MOST_PATIENCE_S = 60.0, 1920.0
"""A slow disk under a backup is no fault: whenever a core is ended it doubles."""
WELL_AFTER_S = 600.0


def watch_over(home: Path, core: Child) -> None:
    """Ask the core of this home every 5 s, for as long as this process runs."""
    heartbeat = Heartbeat(home, core)
    while True:
        time.sleep(EVERY_S)
        heartbeat.ask()


class Heartbeat:
    """Asks the core as a command would, and ends one that is silent.

    A core that has not answered since it began may be restoring its stores: it is
    waited for, however long that takes.
    """

    def __init__(self, home: Path, core: Child, patience_s: float = PATIENCE_S) -> None:
        self._home, self._core = home, core
        self._first_s = self._patience_s = patience_s
        self._office: Office | None = None
        self._well: int | None = None
        self._ended_s = time.monotonic()

    def ask(self) -> bool:
        """Tell whether the core answers; end it where it did and does no more."""
        core, begun_s = self._core.pid, time.monotonic()
        try:
            self._come().ask(Glance())
        except Broken:
            self._leave()
            if core == self._well and time.monotonic() - begun_s >= self._patience_s:
                self._end(core)
            return False
        self._well = core
        if time.monotonic() - self._ended_s > WELL_AFTER_S:
            self._patience_s = self._first_s
        return True

    def _come(self) -> Office:
        if self._office is None:
            self._office = Office(self._home, within_s=self._patience_s)
        return self._office

    def _leave(self) -> None:
        if self._office is not None:
            self._office.close()
        self._office = None

    def _end(self, core: int | None) -> None:
        log.error("the core says nothing any more: it is ended")
        self._well, self._ended_s = None, time.monotonic()
        self._patience_s = min(2 * self._patience_s, MOST_PATIENCE_S)
        self._core.end(core)
