"""Writes what travels so that a half-written file never has the final name."""

import contextlib
import errno
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from pod.bundle.medium import DISK, Medium, NotPlainError
from pod.bundle.pack import SealedBundle
from pod.errors import Full, PartRefused, Storage
from pod.seal import sig_beside

Tell: TypeAlias = Callable[[int], None]
"""Hears of so many bytes more; it may raise StoppedError."""

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_CHUNK = 1 << 18


class StoppedError(OSError):
    """Whoever waited for it does so no more: nothing unfinished is left."""


class ReadBackError(OSError):
    """What the medium gives back is not what it was given."""


def write_bundle(
    folder: Path, sealed: SealedBundle, on: Medium = DISK, tell: Tell = lambda _: None
) -> Path:
    """Write the signature, then the bundle; return the bundle's path.

    Each is written beside, synced, read back from the medium and compared before it
    gets its name, and once more after. Full when there is no room, Storage when the
    medium fails; either way nothing that looks finished is left. PartRefused when
    another bundle has this name: that one and its signature stay as they are. The same
    bundle once more is no change.
    """
    path = folder / sealed.name
    began: list[Path] = []
    try:
        _refuse_another(path, sealed.content, on)
        for one, content in _both(path, sealed):
            if _is_same(one, content, on):
                tell(len(content))
            else:
                began.insert(0, one)
                write_whole(one, content, on, tell)
    except OSError as error:
        _clear(began, on)
        if error.errno in NO_ROOM:
            raise Full("There is no room left where the bundle should go") from error
        raise Storage(f"The bundle could not be written: {error.strerror}") from error
    return path


def _both(path: Path, sealed: SealedBundle) -> tuple[tuple[Path, bytes], ...]:
    """Return what is written where: the signature first."""
    return (sig_beside(path), sealed.signature.encode()), (path, sealed.content)


def take_back(folder: Path, sealed: SealedBundle, on: Medium = DISK) -> None:
    """Delete this very bundle from a folder, if it is there and can be deleted."""
    with contextlib.suppress(OSError):
        remove_bundle(folder, sealed, on)


def remove_bundle(folder: Path, sealed: SealedBundle, on: Medium = DISK) -> None:
    """Delete this very bundle from a folder, if it is there; another is left alone.

    OSError when that cannot be done, or cannot be known.
    """
    path = folder / sealed.name
    if _is_same(path, sealed.content, on):
        on.remove(path)
        on.sync_folder(folder)
        with contextlib.suppress(FileNotFoundError):
            on.remove(sig_beside(path))


def write_whole(
    path: Path, content: bytes, on: Medium = DISK, tell: Tell = lambda _: None
) -> None:
    """Put `content` at `path` whole or not at all; OSError when the medium fails."""
    part = _part(path)
    handle = on.create(part)
    try:
        _write_all(handle, content, on, tell)
    finally:
        on.close(handle)
    _compare(part, content, on)
    on.rename(part, path)
    on.sync_folder(path.parent)
    _compare(path, content, on)


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


def _compare(path: Path, content: bytes, on: Medium) -> None:
    if on.read(path, len(content)) != content:
        raise ReadBackError(errno.EIO, "what was read back is not what was written")


def _is_same(path: Path, content: bytes, on: Medium) -> bool:
    """Tell whether this very content is on the medium under this name."""
    try:
        return on.read(path, len(content)) == content
    except (FileNotFoundError, NotPlainError):
        return False


def _refuse_another(path: Path, content: bytes, on: Medium) -> None:
    """PartRefused if anything but this very bundle has its name."""
    with contextlib.suppress(NotPlainError):
        try:
            if on.read(path, len(content)) == content:
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
