"""Ends a process whose own thread stands still, so that it can be begun again."""

import faulthandler
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import QTimer

from pod.app.logs import log_folder

log = logging.getLogger(__name__)

PATIENCE_S = 15.0
"""Far longer than a screen is ever busy; half of what the machine's own watch waits."""
BEAT_S = 1.0
STOOD_STILL = 70
LAST_RESORT = 1.9
"""So many times as long, and it ends even where no line of ours can run any more."""


class Watchdog(threading.Thread):
    """Ends the process when nobody has called `beat` for so long.

    Where the whole process was held up, nobody could have called: it waits anew.
    """

    def __init__(
        self,
        patience_s: float = PATIENCE_S,
        end: Callable[[int], None] = os._exit,
    ) -> None:
        super().__init__(daemon=True, name="pod-watchdog")
        self._patience_s, self._end = patience_s, end
        self._look_s = min(BEAT_S, patience_s / 4)
        self._beaten_s = time.monotonic()
        self._stopping = threading.Event()

    def beat(self) -> None:
        """Know that the thread that is watched is well."""
        self._beaten_s = time.monotonic()

    def run(self) -> None:
        """Look again and again until told to stop."""
        looked_s = time.monotonic()
        while not self._stopping.wait(self._look_s):
            now_s = time.monotonic()
            if now_s - looked_s > self._patience_s / 2:
                self._beaten_s = now_s
            looked_s = now_s
            if now_s - self._beaten_s > self._patience_s:
                log.critical("it stood still for %d s, and ends", self._patience_s)
                self._end(STOOD_STILL)
                return

    def stop(self) -> None:
        """Watch no more."""
        self._stopping.set()
        if self.ident is not None:
            self.join()


@contextmanager
def watched(home: Path, name: str, patience_s: float = PATIENCE_S) -> Iterator[None]:
    """Watch this thread of Qt's while it runs; a hang leaves where it was, no value.

    The last resort is a clock outside Python, for a hang that lets no thread run.
    """
    watchdog, pulse = Watchdog(patience_s), QTimer()
    with _where_it_stood(log_folder(home) / f"{name}.still") as where:

        def beat() -> None:
            watchdog.beat()
            if where is not None:
                faulthandler.dump_traceback_later(
                    LAST_RESORT * patience_s, exit=True, file=where
                )

        pulse.timeout.connect(beat)
        beat()
        pulse.start(round(1000 * min(BEAT_S, patience_s / 4)))
        watchdog.start()
        try:
            yield
        finally:
            pulse.stop()
            watchdog.stop()
            faulthandler.cancel_dump_traceback_later()


@contextmanager
def _where_it_stood(path: Path) -> Iterator[BinaryIO | None]:
    """Open the note of where a thread stood; one left by a hang goes to the log."""
    with suppress(OSError):
        if left := path.read_text("utf-8"):
            log.warning("the one before stood still: %s", " | ".join(left.split("\n")))
    try:
        note = path.open("wb")
    except OSError:
        yield None
        return
    with note:
        yield note
