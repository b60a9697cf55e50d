"""Writes what travels so that a half-written file never has the final name."""

import contextlib
import errno
import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

from pod.bundle.manifest import Arrived
from pod.bundle.medium import DISK, Medium, NotPlainError
from pod.errors import Full, PartRefused, Storage, Trouble
from pod.seal import sig_beside

Tell: TypeAlias = Callable[[int], None]
"""Hears of so many bytes more; it may raise StoppedError."""

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_CHUNK = 1 << 18


class StoppedError(OSError):
    """Whoever waited for it does so no more: nothing unfinished is left."""


class ReadBackError(OSError):
    """What the medium gives back is not what it was given."""


class Known(Protocol):
    """A file as it has to be wherever it lies: its name, its length and its hash."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def size(self) -> int:
        """How many bytes it has."""

    @property
    def sha256(self) -> str:
        """Its SHA-256 in hex."""


class Filled(Known, Protocol):
    """A file that is to be written: it gives its bytes piece by piece."""

    def pieces(self) -> Iterator[bytes]:
        """Return its bytes in order; asked anew, they are the same."""


class Carried(Filled, Protocol):
    """A bundle that is to be written."""

    @property
    def signature(self) -> str:
        """What lies beside it."""


def write_bundle(
    folder: Path, bundle: Carried, on: Medium = DISK, tell: Tell = lambda _: None
) -> Path:
    """Write the signature, then the bundle; return the bundle's path.

    Each is written beside, synced, read back from the medium and compared before it
    gets its name, and once more after. Full when there is no room, Storage when the
    medium fails; either way nothing that looks finished is left. PartRefused when
    another bundle has this name: that one and its signature stay as they are. The same
    bundle once more is no change.
    """
    path = folder / bundle.name
    signature = _bytes_at(sig_beside(path), bundle.signature.encode())
    began: list[Path] = []
    try:
        _refuse_another(path, bundle, on)
        for one in (signature, bundle):
            _put(folder / one.name, one, began, (on, tell))
    except OSError as error:
        _clear(began, on)
        if error.errno in NO_ROOM:
            raise Full("There is no room left where the bundle should go") from error
        raise Storage(f"The bundle could not be written: {error.strerror}") from error
    except Trouble:
        _clear(began, on)
        raise
    return path


def _put(path: Path, one: Filled, began: list[Path], how: tuple[Medium, Tell]) -> None:
    """Write one of the two unless it is there; note that it was begun."""
    on, tell = how
    if _is_same(path, one, on):
        tell(one.size)
        return
    began.insert(0, path)
    write_read_back(path, one, on, tell)


def take_back(folder: Path, bundle: Known, on: Medium = DISK) -> None:
    """Delete this very bundle from a folder, if it is there and can be deleted."""
    with contextlib.suppress(OSError):
        remove_bundle(folder, bundle, on)


def remove_bundle(folder: Path, bundle: Known, on: Medium = DISK) -> None:
    """Delete this very bundle from a folder, if it is there; another is left alone.

    OSError when that cannot be done, or cannot be known.
    """
    path = folder / bundle.name
    if _is_same(path, bundle, on):
        on.remove(path)
        on.sync_folder(folder)
        with contextlib.suppress(FileNotFoundError):
            on.remove(sig_beside(path))


def lies_whole(folder: Path, bundle: Known, on: Medium = DISK) -> bool:
    """Tell whether this very bundle lies in a folder; OSError if it cannot be known."""
    return _is_same(folder / bundle.name, bundle, on)


def write_whole(
    path: Path, content: bytes, on: Medium = DISK, tell: Tell = lambda _: None
) -> None:
    """Put `content` at `path` whole or not at all; OSError when the medium fails."""
    write_read_back(path, _bytes_at(path, content), on, tell)


def _bytes_at(path: Path, content: bytes) -> Arrived:
    return Arrived(name=path.name, content=content, signature="")


def write_read_back(
    path: Path, one: Filled, on: Medium = DISK, tell: Tell = lambda _: None
) -> None:
    """Put something at `path` whole or not at all, read back from the medium.

    OSError when the medium fails, ReadBackError where it gives back something else.
    """
    part = _part(path)
    handle = on.create(part)
    try:
        for piece in one.pieces():
            _write_all(handle, piece, on, tell)
    finally:
        on.close(handle)
    _compare(part, one, on)
    on.rename(part, path)
    on.sync_folder(path.parent)
    _compare(path, one, on)


def _write_all(handle: int, content: bytes, on: Medium, tell: Tell) -> None:
    """Write and sync piece by piece, so that what is told to be written is there."""
    left = memoryview(content)
    while left:
        wrote = on.write(handle, left[:_CHUNK])
        if not wrote:
            raise OSError(errno.EIO, "the medium takes nothing")
        on.sync(handle)
        left = left[wrote:]
        tell(wrote)


def _compare(path: Path, one: Known, on: Medium) -> None:
    if not _holds(path, one, on):
        raise ReadBackError(errno.EIO, "what was read back is not what was written")


def _holds(path: Path, one: Known, on: Medium) -> bool:
    """Tell whether the medium gives back so many bytes of this hash."""
    found, size = hashlib.sha256(), 0
    for block in on.blocks(path, one.size):
        found.update(block)
        size += len(block)
    return (size, found.hexdigest()) == (one.size, one.sha256)


def _is_same(path: Path, one: Known, on: Medium) -> bool:
    """Tell whether this very content is on the medium under this name."""
    try:
        return _holds(path, one, on)
    except (FileNotFoundError, NotPlainError):
        return False


def _refuse_another(path: Path, one: Known, on: Medium) -> None:
    """PartRefused if anything but this very bundle has its name."""
    with contextlib.suppress(NotPlainError):
        try:
            if _holds(path, one, on):
                return
        except FileNotFoundError:
            return
    raise PartRefused(
        f"Another bundle named {path.name} is there already; both are kept",
        "Export into another folder or onto another stick",
    )


def _clear(began: Sequence[Path], on: Medium) -> None:
    """Leave nothing of what was begun and could not be written, if that can be."""
    for path in began:
        for one in (path, _part(path)):
            with contextlib.suppress(OSError):
                on.remove(one)


def _part(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")
