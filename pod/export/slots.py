"""Where sticks are: what is plugged in, opened for us, and let go of again."""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from pod.bundle.stick import Serial, marks_on
from pod.values import Value

_NOT_OF_A_SERIAL = re.compile("[^A-Za-z0-9_.:-]")


class Plugged(Value, frozen=True, kw_only=True):
    """A stick that is in: where, what its maker called it, whether it is locked."""

    place: str
    serial: Serial = ""
    locked: bool = False


class Slots(Protocol):
    """What knows of sticks on this machine; every method may raise OSError."""

    def plugged(self) -> Sequence[Plugged]:
        """Return every stick that is in."""

    def opened(self, one: Plugged, /) -> Path:
        """Return the folder in which a stick's files are, mounting it if need be."""

    def let_go(self, one: Plugged, /) -> bool:
        """Return True once the stick may be taken out, False where others eject it."""


class Folders:
    """Folders where the system mounts sticks by itself, one stick each.

    Where nothing is mounted and nothing is marked, there is no stick: an empty mount
    point is the pod's own disk.
    """

    def __init__(self, folders: Sequence[str]) -> None:
        self._folders = folders

    def plugged(self) -> Sequence[Plugged]:
        """Return every folder that is a stick now."""
        there = [one for one in self._folders if _is_stick(Path(one))]
        return [Plugged(place=one, serial=serial_of(Path(one))) for one in there]

    def opened(self, one: Plugged) -> Path:
        """Return the folder itself."""
        return Path(one.place)

    def let_go(self, _one: Plugged, /) -> bool:
        """Return False: whoever mounted it ejects it."""
        return False


class ThisFolder(Folders):
    """A folder that somebody named as a stick, whether or not it is marked yet."""

    def __init__(self, folder: str) -> None:
        super().__init__((folder,))
        self._folder = folder

    def plugged(self) -> Sequence[Plugged]:
        """Return the folder, if it is there."""
        if not Path(self._folder).is_dir():
            return ()
        return [Plugged(place=self._folder, serial=serial_of(Path(self._folder)))]


def serial_of(folder: Path) -> Serial:
    """Return what the maker of the USB device called it that holds a folder."""
    number = folder.stat().st_dev
    device = Path(f"/sys/dev/block/{os.major(number)}:{os.minor(number)}").resolve()
    for above in device.parents:
        if (above / "idVendor").is_file() and (above / "serial").is_file():
            return tidy((above / "serial").read_text("ascii", "replace"))
    return ""


def tidy(untrusted: str) -> Serial:
    """Return a serial number as a mark may hold it."""
    return _NOT_OF_A_SERIAL.sub("_", untrusted.strip())[:64]


def _is_stick(folder: Path) -> bool:
    return folder.is_dir() and (folder.is_mount() or any(marks_on(folder)))
