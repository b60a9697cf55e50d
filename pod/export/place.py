"""Where bundles are written to: what lies there whole, and how it is taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pod.bundle.carry import Known, lies_whole, take_back


@dataclass(frozen=True)
class Place:
    """A folder or stick; `name` tells it from others, also after a power cut."""

    name: str
    holds: Callable[[Known], bool]
    take_back: Callable[[Known], None]


def folder_at(folder: Path) -> Place:
    """Return a folder as a place: another file system mounted there is another place.

    Where it cannot be known what lies there it may be anything.
    """
    try:
        stat = folder.stat()
    except OSError:
        name = "nowhere"
    else:
        name = f"{stat.st_dev}:{stat.st_ino}"
    return Place(name, partial(_may_hold, folder), partial(take_back, folder))


def not_begun(folder: Path) -> Place:
    """Return a folder in which nothing has left before it is carried on."""
    return Place("", partial(_may_hold, folder), partial(take_back, folder))


def _may_hold(folder: Path, bundle: Known) -> bool:
    try:
        return lies_whole(folder, bundle)
    except OSError:
        return True
