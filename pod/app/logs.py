"""Where the log goes: a file of bounded size; never a person, never an answer."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOG_BYTES = 1_000_000
KEPT_FILES = 4


def log_to(home: Path) -> None:
    """Log to the home's own file, oldest lines dropped when it is full."""
    folder = home / "log"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handler = RotatingFileHandler(
        folder / "pod.log", maxBytes=LOG_BYTES, backupCount=KEPT_FILES, encoding="utf-8"
    )
    handler.setFormatter(
        logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")
    )
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
