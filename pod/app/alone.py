"""One pod in one home: whoever comes second is told so, and changes nothing."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pod.errors import TryAgain

MINE_ALONE = 0o600


@contextmanager
def alone_in(home: Path, name: str = "lock") -> Iterator[None]:
    """Be the only one that runs in this home, or say that one does already.

    On a disk that cannot be written to and where nobody ever was, there is nothing that
    two could spoil.
    """
    held = _opened(home / name)
    if held is None:
        yield
        return
    try:
        _hold(held)
        yield
    finally:
        os.close(held)


def _hold(held: int) -> None:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise TryAgain("This pod is running already.") from error


def _opened(path: Path) -> int | None:
    """Return a descriptor of the file, made where it is missing; None if it cannot."""
    with suppress(OSError):
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, MINE_ALONE)
    with suppress(OSError):
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    return None
