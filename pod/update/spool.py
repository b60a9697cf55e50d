"""How a program comes from a stick into a slot, by two who trust one another little.

The core may touch the stick and not the slots, the machine's own service the slots and
not the stick. The core copies an update into its home, believes it there, and gives it
the name that the service waits for. The service believes nothing of that: it reads all
of it anew, lays it into the slot that does not run, and says how far it has come in a
place that is the administrator's. A cut anywhere leaves a file that nobody asked for,
which the next start of the core clears.
"""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec

from pod.bundle.carry import NO_ROOM, Tell, write_whole
from pod.bundle.medium import DISK, Medium
from pod.desk.updating import UpdateIs
from pod.errors import Full, Storage, Trouble, TryAgain
from pod.update.install import check_free, install
from pod.update.machine import Machine
from pod.update.manifest import MOST_BYTES, Manifest
from pod.update.packed import PIECE, opened, plain_file
from pod.update.refused import TooBig, state_of
from pod.update.trust import believed
from pod.values import Value

SPOOL, COMING, WANTED = "updates", "coming.part", "wanted.podupdate"
SAID = "said.json"
FOR_OUR_GROUP, FOR_OUR_GROUP_FOLDER = 0o640, 0o750
MOST_OF_FILE = MOST_BYTES + 64 * 1024**2
TOLD_EVERY = 4 * 1024**2
T = TypeVar("T")


class Said(Value, frozen=True, kw_only=True):
    """How far the machine's own service has come with the file that it was given.

    `which` names that very file. While `laying`, `done` of `of` bytes are in the slot.
    """

    which: str
    laying: bool = True
    state: UpdateIs = "fine"
    release: int = 0
    done: int = 0
    of: int = 0


def lay_out(
    path: Path, mark: str, machine: Machine, tell: Tell, on: Medium = DISK
) -> str:
    """Copy a program's update into the home and ask for it; return which file it is.

    It is asked for only once all of it was believed where it lies then. Trouble where
    it may not be, OSError where the stick fails; either way nothing of it is left.
    """
    spool = _spool(machine.home)
    sweep(machine.home, on)
    part = spool / COMING
    try:
        _copy(path, part, tell, on)
        with opened(part) as packed:
            packed.check_mark(mark)
            believed(packed, machine.trusted(), tell)
        part.chmod(FOR_OUR_GROUP)
        on.rename(part, spool / WANTED)
        on.sync_folder(spool)
    except BaseException:
        sweep(machine.home, on)
        raise
    return which(spool / WANTED)


def sweep(home: Path, on: Medium = DISK) -> None:
    """Clear what was laid out: it is in a slot by now, or nobody asks for it."""
    for name in (WANTED, COMING):
        path = home / SPOOL / name
        if path.exists():
            on.remove(path)


def which(path: Path) -> str:
    """Return a name for this very file, as it lies there now."""
    state = path.stat()
    return f"{state.st_ino}-{state.st_mtime_ns}"


def said_of(notes: Path, which: str) -> Said | None:
    """Return what the service says of a file; None while it says nothing of it."""
    try:
        said = msgspec.json.decode((notes / SAID).read_bytes(), type=Said)
    except (OSError, msgspec.MsgspecError):
        return None
    return said if said.which == which else None


def take_over(machine: Machine) -> Manifest:
    """Lay what the core asked for into a slot: the machine's own service does it.

    Whatever comes of it is said in the notes; Trouble where it is refused.
    """
    path = machine.home / SPOOL / WANTED
    if not path.exists():
        raise TryAgain("No update was asked for.")
    told = _Telling(machine.notes, which(path), path.stat().st_size)
    try:
        manifest = install(path, machine.bench(told.more))
    except Trouble as trouble:
        told.ends(state_of(trouble))
        raise
    told.ends("fine", manifest.release)
    return manifest


class _Telling:
    """Says in the notes how far it is, seldom enough."""

    def __init__(self, notes: Path, which: str, of: int) -> None:
        self._notes, self._which, self._of = notes, which, of
        self._done = self._next = 0
        self.more(0)

    def more(self, count: int) -> None:
        """Hear of so many bytes more."""
        self._done += count
        if self._done >= self._next:
            self._next = self._done + TOLD_EVERY
            self._say(Said(which=self._which, done=self._done, of=self._of))

    def ends(self, state: UpdateIs, release: int = 0) -> None:
        """Say what came of it."""
        self._say(Said(which=self._which, laying=False, state=state, release=release))

    def _say(self, said: Said) -> None:
        write_whole(self._notes / SAID, msgspec.json.encode(said))


def _spool(home: Path) -> Path:
    folder = home / SPOOL
    if not folder.is_dir():
        folder.mkdir()
        folder.chmod(FOR_OUR_GROUP_FOLDER)
        DISK.sync_folder(home)
    return folder


def _copy(path: Path, part: Path, tell: Tell, on: Medium) -> None:
    """Write the same bytes as on the stick; Full or Storage where our disk refuses."""
    with plain_file(path) as source:
        size = os.fstat(source.fileno()).st_size
        if size > MOST_OF_FILE:
            raise TooBig("The update is larger than an update may be")
        check_free(part.parent, size)
        handle = _ours(lambda: on.create(part))
        try:
            for piece in iter(lambda: source.read(PIECE), b""):
                _ours(partial(_write, handle, piece, on))
                tell(len(piece))
        finally:
            on.close(handle)


def _write(handle: int, piece: bytes, on: Medium) -> None:
    left = memoryview(piece)
    while left:
        left = left[on.write(handle, left) :]
    on.sync(handle)


def _ours(writing: Callable[[], T]) -> T:
    """Do what writes to our own disk: what fails there is no fault of the stick's."""
    try:
        return writing()
    except OSError as error:
        if error.errno in NO_ROOM:
            raise Full("There is no room left for the update.") from error
        raise Storage(f"The update cannot be written: {error.strerror}") from error
