"""Where the log goes: a file of bounded size; never a person, never an answer."""

import logging
import os
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

Fault: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None]
    | tuple[None, None, None]
)

GIVEN = "LOGS_DIRECTORY"
LOG_BYTES = 1_000_000
KEPT_FILES = 4


class NoValues(logging.Formatter):
    """Writes where a fault of ours happened and its kind, never its own words.

    An exception's message may quote what somebody answered.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write a line; what another handler wrote of the fault is not taken over."""
        fuller, record.exc_text = record.exc_text, None
        line = super().format(record)
        record.exc_text = fuller
        return line

    def formatException(self, ei: Fault) -> str:  # noqa: N802
        """Return the places and the kind."""
        kind, _, trace = ei
        places = "".join(traceback.format_tb(trace))
        return f"{places}{kind.__name__ if kind else ''}"


def log_folder(home: Path) -> Path:
    """Return where this process leaves its log: what systemd gave it, or in the home.

    Each of the pod's users has a folder of its own, which no other may write to.
    """
    given = os.environ.get(GIVEN, "").split(":")[0]
    return Path(given) if given else home / "log"


def log_to(home: Path, name: str = "pod") -> None:
    """Log to a file of the pod's own, oldest lines dropped when it is full.

    Each process has a file of its own, by its name. Where none can be written, on a
    disk that takes no more, lines go to where the process complains. A line for which
    there is no room later is let go, and the pod goes on.
    """
    logging.raiseExceptions = False
    handler = _handler(log_folder(home) / f"{name}.log")
    handler.setFormatter(NoValues("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)


def _handler(file: Path) -> logging.Handler:
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return RotatingFileHandler(
            file, maxBytes=LOG_BYTES, backupCount=KEPT_FILES, encoding="utf-8"
        )
    except OSError:
        return logging.StreamHandler()
