"""One pod in one home: whoever comes second is told so, and changes nothing."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pod.errors import Storage, TryAgain
from pod.settings import run_folder

MINE_ALONE, MY_FOLDER = 0o600, 0o700
MADE = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
THERE = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC


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
    """Return a descriptor of the file, made where it is missing; None if it cannot.

    One that is there and may not be opened is no leave to run beside whoever made it.
    """
    try:
        return _made(path)
    except OSError:
        pass
    try:
        return os.open(path, THERE)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise Storage(
            f"The pod's file {path.name} cannot be opened.",
            "Give everything in the pod's home to its own account.",
        ) from error


def _made(path: Path) -> int:
    """Make the file; one that an administrator makes is the pod's own account's."""
    held = os.open(path, MADE, MINE_ALONE)
    if os.geteuid() == 0:
        whose = path.parent.stat()
        os.fchown(held, whose.st_uid, whose.st_gid)
    return held


def meeting_place(home: Path) -> Path:
    """Return the folder of the pod's sockets, made where it is missing."""
    folder = run_folder(home)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=MY_FOLDER)
    except OSError as error:
        raise Storage(f"The pod's sockets cannot be made in {folder}.") from error
    return folder
