"""Room that is held back, so that what is under way can be finished on a full disk."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

FILE, RESERVE = "reserve", 8 * 1024 * 1024
ROOM_FOR_A_SITTING = 50 * 1024 * 1024
"""Bytes that must be free before a sitting may start (one takes well under 1 MB)."""
FILES_FOR_A_SITTING = 64
"""Names that the disk must have left for new files."""


def has_room(home: Path) -> bool:
    """Tell whether a sitting that starts now can be kept."""
    disk = os.statvfs(home)
    few = disk.f_files > 0 and disk.f_favail < FILES_FOR_A_SITTING
    return not few and shutil.disk_usage(home).free >= ROOM_FOR_A_SITTING


def hold_back(home: Path) -> None:
    """Hold the reserve back again, once there is room enough beside it."""
    path = home / FILE
    if path.exists() or not has_room(home):
        return
    with suppress(OSError):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.posix_fallocate(handle, 0, RESERVE)
        finally:
            os.close(handle)


def give_free(home: Path) -> bool:
    """Give the reserve to what is under way; tell whether there was one."""
    try:
        (home / FILE).unlink()
    except OSError:
        return False
    return True
