"""Brings what lies on a server into a folder here: whole, or not under its name.

A file is written as `.part` under its size and date, gone on with after a cut, synced,
measured, then named. The server is trusted with nothing: names, sizes and content are
looked at here, and what is in a bundle is judged by the import alone.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pod.bundle.carry import NO_ROOM
from pod.bundle.medium import DISK
from pod.errors import Full, Storage
from pod.seal import sig_beside
from pod.sftp.files import Lying
from pod.sftp.many import Wanted
from pod.sftp.session import Session
from pod.sftp.trouble import Away

TOGETHER = 32
"""So many bundles, each with its signature, are on their way at a time."""
SPARE = 100_000_000
"""So many bytes of the disk are left free, whatever a server offers."""
_NEW = os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class Fetching:
    """From which server into which folder."""

    session: Session
    folder: Path
    there: Mapping[str, Lying]

    def fetch(self, bundles: Sequence[str]) -> Iterator[str]:
        """Bring bundles and their signatures; give the name of each that is here.

        TryAgain where the server has gone: what came stays, and is gone on with. Full
        where there is no room. One that the server does not give is not named.
        """
        try:
            self.folder.mkdir(exist_ok=True)
            self._sweep()
            for first in range(0, len(bundles), TOGETHER):
                yield from self._some(bundles[first : first + TOGETHER])
        except OSError as error:
            raise _of_disk(error, self.folder) from error

    def lacks(self, name: str) -> bool:
        """Tell whether a file is not here, or another than the server has."""
        told = self.there[name]
        try:
            here = (self.folder / name).stat()
        except FileNotFoundError:
            return True
        return (here.st_size, int(here.st_mtime)) != (told.size, told.changed)

    def _sweep(self) -> None:
        """Take away what was begun of files that the server has no more like that."""
        parts = {self._part(name) for name in self.there}
        for one in self.folder.glob("*.part"):
            if one not in parts:
                one.unlink()

    def _some(self, bundles: Sequence[str]) -> Iterator[str]:
        pairs = {one: self._pair(one) for one in bundles}
        self._bring([name for pair in pairs.values() for name in pair])
        came = [one for one, pair in pairs.items() if self._name(pair)]
        DISK.sync_folder(self.folder)
        yield from came

    def _pair(self, bundle: str) -> Sequence[str]:
        """Return what is lacking of a bundle, its signature first."""
        pair = (sig_beside(Path(bundle)).name, bundle)
        return [name for name in pair if name in self.there and self.lacks(name)]

    def _bring(self, names: Sequence[str]) -> None:
        """Bring files, and go on for as long as a cut leaves more than there was."""
        while True:
            wanted = [self._wanted(name) for name in names]
            self._check_room(wanted)
            try:
                self.session.bring(wanted, self._take)
            except Away:
                again = [self._wanted(name) for name in names]
                if _left(again) == _left(wanted):
                    raise
            else:
                return

    def _wanted(self, name: str) -> Wanted:
        """Return from which byte on a file is lacking; one that is too long is not."""
        part, size = self._part(name), self.there[name].size
        begin = part.stat().st_size if part.exists() else 0
        return Wanted(name, begin if begin <= size else 0, size)

    def _take(self, name: str, at: int, piece: bytes) -> None:
        """Keep a piece where it belongs; it is the caller's disk that may be full."""
        try:
            handle = os.open(self._part(name), _NEW | _BINARY, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.seek(at)
                file.write(piece)
        except OSError as error:
            raise _of_disk(error, self.folder) from error

    def _name(self, pair: Iterable[str]) -> bool:
        """Give files their names once they are here whole; the rest is begun anew."""
        for name in pair:
            part, told = self._part(name), self.there[name]
            if not told.size:
                part.touch()
            if not part.exists() or part.stat().st_size != told.size:
                part.unlink(missing_ok=True)
                return False
            _sync(part)
            os.utime(part, (told.changed, told.changed))
            part.replace(self.folder / name)
        return True

    def _part(self, name: str) -> Path:
        told = self.there[name]
        return self.folder / f"{name}.{told.size}-{told.changed}.part"

    def _check_room(self, wanted: Iterable[Wanted]) -> None:
        if _left(wanted) + SPARE > shutil.disk_usage(self.folder).free:
            raise _full(self.folder)


def _left(wanted: Iterable[Wanted]) -> int:
    return sum(one.size - one.begin for one in wanted)


def _sync(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _of_disk(error: OSError, folder: Path) -> Storage:
    if error.errno in NO_ROOM:
        return _full(folder)
    return Storage(f"What comes cannot be kept in {folder}: {error.strerror}.")


def _full(folder: Path) -> Full:
    return Full(
        f"There is no room left in {folder} for what the server has.",
        "Make room, and import again: it goes on where it broke off.",
    )
