"""What is known of a crash: where it happened and its kind, never a value.

A fault of ours goes to the log. A fault below the interpreter (a library's, the
machine's) ends the process at once: its places are left in a small file, and the
next start puts them into the log.
"""

import faulthandler
import logging
import sys
import threading
from pathlib import Path
from types import TracebackType

from pod.app.logs import log_folder

log = logging.getLogger(__name__)

LONGEST = 20_000
"""So many characters of what a crash left are put into the log."""


def note_crashes(home: Path, name: str) -> None:
    """Leave beside the log where this process crashes; log what the one before left."""
    path = log_folder(home) / f"{name}.crash"
    try:
        left = path.read_text("utf-8", "replace") if path.exists() else ""
        # It is held open by what writes it, for as long as the process lives.
        faulthandler.enable(path.open("wb"))
    except OSError:
        left = ""
    if left:
        places = " | ".join(left[:LONGEST].splitlines())
        log.critical("the one before crashed: %s", places)
    sys.excepthook = _log_fault
    threading.excepthook = _log_thread


def _log_fault(
    kind: type[BaseException], fault: BaseException, trace: TracebackType | None
) -> None:
    """Log a fault of ours; the interpreter itself would print its words."""
    log.critical("our fault", exc_info=(kind, fault, trace))


def _log_thread(fault: threading.ExceptHookArgs) -> None:
    """Log a fault of ours in another thread, without any value it had."""
    name = fault.thread.name if fault.thread else "a thread"
    log.critical("our fault in %s: %s", name, fault.exc_type.__name__)
