"""A folder on a disk whose power is cut: what was synced, and any of the rest.

Bytes: see `sectors`. Names: a creation, rename, removal, link or new folder is safe
only once the folder it happened in was synced, which is stricter than ext4. Pending
ones may be kept or lost one by one; but those of the same name stay in their order, and
a rename happens as a whole or not at all.
"""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from random import Random
from typing import NamedTuple

from .record import CREATED, EMPTIED, Deed, Record, What
from .sectors import Change, Held

FOLDER = -1
Names = dict[str, int]
Image = dict[str, bytes | None]


class Naming(NamedTuple):
    """A change of names: `old` goes, if any; `new` comes, if any, and means `held`."""

    serial: int
    old: str
    new: str
    held: int = FOLDER

    def names(self) -> set[str]:
        """Return the names it touches."""
        return {self.old, self.new} - {""}

    def where_folders(self, stayed: Iterable["Naming"]) -> "Naming":
        """Return the same change where these folders have not got their new names."""
        old, new = self.old, self.new
        for one in stayed:
            if one.old and one.new and one.held == FOLDER:
                old, new = (_moved(name, one.new, one.old) for name in (old, new))
        return self._replace(old=old, new=new)

    def happens_in(self, folder: str) -> bool:
        """Tell whether syncing this folder makes it safe."""
        return any(_parent(name) == folder for name in self.names())


class Disk:
    """A folder as its record leaves it, deed by deed."""

    def __init__(self, record: Record) -> None:
        self._root = record.folder
        self._files = list[Held]()
        self._safe: Names = {"": FOLDER}
        for name, held in record.before.items():
            self._safe[name] = FOLDER if held is None else self._new_file(held)
        self._live, self._pending = dict(self._safe), list[Naming]()
        self._fds = dict[int, str | int | None]()
        self._serial = 0
        self.marks = list[str]()

    def take(self, deed: Deed) -> bool:
        """Take in the next deed; tell whether a cut after it may leave more or less."""
        self._serial += 1
        if deed.what is What.OPENED:
            return self._open(deed)
        if deed.what is What.MARKED:
            self.marks.extend(deed.first.decode().splitlines())
            return True
        if deed.fd >= 0:
            return self._on_open_file(deed, self._fds[deed.fd])
        return self._rename(deed)

    def now(self) -> Image:
        """Return the folder as the running system has it."""
        return self._image(self._live, [held.now() for held in self._files])

    def cut(self, rng: Random) -> Image:
        """Return what the folder may hold if the power goes now."""
        if rng.random() < 0.4:
            return self._in_order(rng.randint(self._oldest(), self._serial + 1), rng)
        return self._reordered(rng.choice((0.0, 0.3, 0.7, 0.95)), rng)

    def _in_order(self, serial: int, rng: Random) -> Image:
        """Return the folder as of an earlier moment that was not synced since."""
        names = dict(self._safe)
        for naming in self._pending:
            if naming.serial < serial:
                _apply(names, naming)
        return self._image(names, [held.up_to(serial, rng) for held in self._files])

    def _reordered(self, newest: float, rng: Random) -> Image:
        names, lost, stayed = dict(self._safe), set[str](), list[Naming]()
        for pending in self._pending:
            naming = pending.where_folders(stayed)
            if rng.random() < max(newest, 0.5) and not naming.names() & lost:
                _apply(names, naming)
            else:
                lost |= naming.names()
                stayed.append(naming)
        return self._image(names, [held.torn(newest, rng) for held in self._files])

    def _oldest(self) -> int:
        changes = [held.pending[0].serial for held in self._files if held.pending]
        names = [naming.serial for naming in self._pending[:1]]
        return min(changes + names, default=self._serial + 1)

    def _image(self, names: Names, files: list[bytes]) -> Image:
        """Return what can be reached by a name whose folders are all there."""
        return {
            name: None if held == FOLDER else files[held]
            for name, held in names.items()
            if name and all(up in names for up in _above(name))
        }

    def _new_file(self, safe: bytes) -> int:
        self._files.append(Held(safe))
        return len(self._files) - 1

    def _open(self, deed: Deed) -> bool:
        name = self._within(deed.first)
        if name.endswith("-shm"):
            self._fds[deed.fd] = None
            return False
        if deed.at == CREATED:
            self._change_name(Naming(self._serial, "", name, self._new_file(b"")))
        held = self._live[name]
        self._fds[deed.fd] = name if held == FOLDER else held
        if deed.at == EMPTIED:
            self._files[held].pending.append(Change(self._serial, 0, None))
        return deed.at in (CREATED, EMPTIED)

    def _on_open_file(self, deed: Deed, opened: str | int | None) -> bool:
        if deed.what is What.CLOSED:
            del self._fds[deed.fd]
        elif deed.what is What.MAPPED:
            assert opened is None, "a file is changed where the recorder cannot see it"
        elif isinstance(opened, str):
            self._sync_folder(opened)
        elif opened is not None and deed.what is What.SYNCED:
            self._files[opened].sync()
        elif opened is not None:
            data = deed.first if deed.what is What.WRITTEN else None
            self._files[opened].pending.append(Change(self._serial, deed.at, data))
        return opened is not None and deed.what is not What.CLOSED

    def _sync_folder(self, folder: str) -> None:
        """Make safe what happened in a folder, with all that had to happen before."""
        safe, names = list[Naming](), set[str]()
        for naming in reversed(self._pending):
            if naming.happens_in(folder) or naming.names() & names:
                safe.append(naming)
                names |= naming.names()
        for naming in reversed(safe):
            _apply(self._safe, naming)
        self._pending = [one for one in self._pending if one not in safe]

    def _rename(self, deed: Deed) -> bool:
        one = self._within(deed.first)
        two = self._within(deed.second) if deed.second else ""
        if one.endswith("-shm"):
            return False
        match deed.what:
            case What.RENAMED:
                naming = Naming(self._serial, one, two, self._live[one])
            case What.LINKED:
                naming = Naming(self._serial, "", two, self._live[one])
            case What.MADE_DIR:
                naming = Naming(self._serial, "", one)
            case _:
                naming = Naming(self._serial, one, "")
        self._change_name(naming)
        return True

    def _change_name(self, naming: Naming) -> None:
        self._pending.append(naming)
        _apply(self._live, naming)

    def _within(self, path: bytes) -> str:
        whole = PurePosixPath(path.decode())
        return "" if whole == self._root else str(whole.relative_to(self._root))


def _apply(names: Names, naming: Naming) -> None:
    """Change the names; what stands below a folder goes where the folder goes."""
    if naming.old:
        names.pop(naming.old, None)
    for name in list(names) if naming.old and naming.new else ():
        names[_moved(name, naming.old, naming.new)] = names.pop(name)
    if naming.new:
        names[naming.new] = naming.held


def _moved(name: str, old: str, new: str) -> str:
    """Return where something is that stood below `old`, which is `new` now."""
    return new + name.removeprefix(old) if name.startswith(old + "/") else name


def _parent(name: str) -> str:
    return str(PurePosixPath(name).parent).removeprefix(".")


def _above(name: str) -> Iterator[str]:
    return (str(up).removeprefix(".") for up in PurePosixPath(name).parents)
