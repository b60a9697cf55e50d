"""Another process of the pod's, kept running: begun again whenever it ends."""

import logging
import multiprocessing
import threading
from collections.abc import Callable
from multiprocessing.context import SpawnProcess

log = logging.getLogger(__name__)

FIRST_BACK_OFF_S = 0.2
LONGEST_BACK_OFF_S = 10.0
WELL_AFTER_S = 60.0
END_WITHIN_S = 5.0


class Child(threading.Thread):
    """Runs a function in a process of its own until told to stop.

    The process must end by itself when this one has gone. It is begun again 0.2 s after
    it ended, and ever later if it ends at once again.
    """

    def __init__(self, name: str, work: Callable[..., None], *given: object) -> None:
        super().__init__(daemon=True, name=name)
        self._work, self._given = work, given
        self._stopping = threading.Event()
        self._beginning = threading.Lock()
        self._running: SpawnProcess | None = None

    @property
    def pid(self) -> int | None:
        """The running process, or None."""
        return self._running.pid if self._running else None

    def run(self) -> None:
        """Begin it, wait for its end, and begin it again."""
        back_off_s = FIRST_BACK_OFF_S
        while (process := self._begin()) is not None:
            process.join(WELL_AFTER_S)
            if process.exitcode is None:
                back_off_s = FIRST_BACK_OFF_S
                process.join()
            if self._stopping.is_set():
                return
            log.warning("%s ended (%s); it begins again", self.name, process.exitcode)
            self._stopping.wait(back_off_s)
            back_off_s = min(2 * back_off_s, LONGEST_BACK_OFF_S)

    def end(self, pid: int | None) -> None:
        """End the process at once if it still is this one; it is begun again."""
        with self._beginning:
            running = self._running
            if running is not None and running.pid == pid:
                running.kill()

    def stop(self) -> None:
        """End the process and return when it has ended."""
        with self._beginning:
            self._stopping.set()
        if self._running is not None:
            self._running.terminate()
        self._wait()
        if self._running is not None:
            self._running.kill()
            self._wait()

    def _wait(self) -> None:
        if self.ident is not None:
            self.join(END_WITHIN_S)

    def _begin(self) -> SpawnProcess | None:
        with self._beginning:
            if self._stopping.is_set():
                return None
            spawn = multiprocessing.get_context("spawn")
            self._running = spawn.Process(
                target=self._work, args=self._given, name=self.name, daemon=True
            )
            self._running.start()
            return self._running
