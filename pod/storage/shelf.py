"""Where backups lie: folders in the order of their numbers, thinned as they age.

A backup is named by its number and its moment, so that their order is true wherever
the clock stood.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from pod.errors import Damaged
from pod.storage.copies import PART, Copied
from pod.storage.thinning import staying
from pod.storage.whole import sync_folder
from pod.values import Value

FOLDER, NOTE, BEFORE = "backups", "backup.json", "before-"
NAMED = re.compile(r"(\d{6})-(\d{8}T\d{6}Z)")
STAMP = "%Y%m%dT%H%M%SZ"


class Note(Value, frozen=True, kw_only=True):
    """What lies beside the copies of a backup; nothing in it opens anything.

    `seen` is each store's size and time of last change when it was copied. Where the
    record did not hold together then, the backup says so: it is a true copy all the
    same.
    """

    pod: str
    made_at: datetime
    stores: dict[str, Copied]
    seen: dict[str, tuple[int, int]]
    record_holds: bool = True


@dataclass(frozen=True)
class Backup:
    """A backup that is whole: where it lies, its number, its moment."""

    path: Path
    number: int
    made_at: datetime

    @property
    def note(self) -> Note:
        """What was written down of it; Damaged if that cannot be read."""
        try:
            return msgspec.json.decode((self.path / NOTE).read_bytes(), type=Note)
        except (OSError, msgspec.DecodeError) as error:
            raise Damaged("This backup cannot be read.") from error


@dataclass(frozen=True)
class Places:
    """Where a pod's backups go: into its home, and to a second place if it has one."""

    first: Path
    second: Path | None = None

    @property
    def all(self) -> tuple[Path, ...]:
        """Return each place, the pod's own first."""
        return (self.first, *([self.second] if self.second else []))

    @property
    def next_number(self) -> int:
        """Return a number higher than that of any backup that can be seen."""
        return max((one.number for one in self.backups()), default=0) + 1

    @property
    def away(self) -> bool:
        """Tell whether there is a second place that is not there now."""
        return self.second is not None and not self.second.parent.is_dir()

    def backups(self) -> tuple[Backup, ...]:
        """Return the backups of every place, the newest last, the pod's own last."""
        found = [one for place in reversed(self.all) for one in backups_in(place)]
        return tuple(sorted(found, key=lambda one: one.number))


class Shelved(NamedTuple):
    """A backup as it is listed: its name, its moment, how long it is."""

    name: str
    made_at: datetime
    bytes: int
    elsewhere: bool


def places_of(home: Path, second: str, pod: str) -> Places:
    """Return where the backups of a pod go; a second place may serve many pods."""
    return Places(home / FOLDER, Path(second) / pod if second else None)


def backups_in(place: Path) -> tuple[Backup, ...]:
    """Return the backups that lie there, the newest last."""
    if not place.is_dir():
        return ()
    return tuple(sorted(_named(place), key=lambda one: (one.number, one.made_at)))


def shelved(places: Places) -> tuple[Shelved, ...]:
    """Return every backup once, the newest last, and whether it lies elsewhere too."""
    second = (
        {one.path.name for one in backups_in(places.second)} if places.second else set()
    )
    each = {one.path.name: one for one in places.backups()}
    return tuple(
        Shelved(name, one.made_at, _bytes(one.path), elsewhere=name in second)
        for name, one in each.items()
    )


def thin(place: Path) -> None:
    """Remove the backups whose days, weeks and months have newer ones."""
    made = backups_in(place)
    stay = staying([one.made_at for one in made])
    for at, one in enumerate(made):
        if at not in stay:
            _remove(one.path)


def appear(part: Path, path: Path) -> None:
    """Put a finished folder under its name; the files in it are on the disk."""
    sync_folder(part)
    part.rename(path)
    sync_folder(path.parent)


def clear(place: Path) -> None:
    """Remove what was cut off: nobody ever relied on it."""
    for path in place.glob(f"*{PART}"):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _named(place: Path) -> Iterator[Backup]:
    for path in place.iterdir():
        if found := NAMED.fullmatch(path.name):
            made_at = datetime.strptime(found[2], STAMP).replace(tzinfo=UTC)
            yield Backup(path, int(found[1]), made_at)


def _bytes(folder: Path) -> int:
    return sum(one.stat().st_size for one in folder.iterdir())


def _remove(path: Path) -> None:
    """Remove a backup so that no half of it is ever taken for one."""
    gone = path.with_name(path.name + PART)
    path.rename(gone)
    sync_folder(path.parent)
    shutil.rmtree(gone)
    sync_folder(path.parent)
