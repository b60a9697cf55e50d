"""Write a file whole or not at all, whenever the power goes.

The part file's name is hidden: systemd passes over such names when it hands a folder
of credentials to a service.
"""

import os
from pathlib import Path

MINE_ALONE, FOR_OUR_GROUP = 0o600, 0o640


def write_whole(path: Path, content: bytes, mode: int = MINE_ALONE) -> None:
    """Put `content` on the disk as `path`, readable by its owner unless told otherwise.

    Until that is done the earlier file is there unchanged. A file that an administrator
    renews for the pod's own account stays that account's.
    """
    beside = path.with_name(f".{path.name}.part")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        os.fchmod(handle, mode)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        if os.geteuid() == 0:
            whose = (path if path.exists() else path.parent).stat()
            os.fchown(file.fileno(), whose.st_uid, whose.st_gid)
    beside.replace(path)
    sync_folder(path.parent)


def remove_whole(path: Path) -> None:
    """Take a file away so that it stays away; one that is not there is gone already."""
    path.unlink(missing_ok=True)
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make a folder for the pod alone, so that it stays; leave one that is there.

    One that an administrator makes is whose the folder around it is.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True, mode=0o700)
    as_its_folder(folder)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Put the folder's own list of names on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def as_its_folder(path: Path) -> None:
    """Give what an administrator has made to the pod's own account, by its folder."""
    if os.geteuid() == 0:
        whose = path.parent.stat()
        os.chown(path, whose.st_uid, whose.st_gid, follow_symlinks=False)
