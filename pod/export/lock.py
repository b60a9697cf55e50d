"""One export at a time: what leaves is chosen, numbered and remembered in one go."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pod.errors import Storage, TryAgain

LOCK = "export.lock"


@contextmanager
def one_export(home: Path) -> Iterator[None]:
    """Hold the pod's export to oneself; TryAgain while another holds it.

    The system lets go of it when the process ends, however that happens.
    """
    handle = _opened(home / LOCK)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise TryAgain("An export is under way on this pod.") from error
    try:
        yield
    finally:
        os.close(handle)


def _opened(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise Storage(f"No export can begin: {error.strerror}.") from error
