"""Writes what travels so that a half-written file never has the final name."""

import contextlib
import errno
import hashlib
import os
from pathlib import Path

from pod.bundle.pack import SealedBundle
from pod.errors import Full, PartRefused, Storage
from pod.seal import sig_beside

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def write_bundle(folder: Path, sealed: SealedBundle) -> Path:
    """Write the signature, then the bundle; return the bundle's path.

    Each is written beside, synced, read back from the medium and compared before it
    gets its name. Full when there is no room, Storage when the medium fails; either way
    nothing that looks finished is left. PartRefused when another bundle has this name:
    that one and its signature stay as they are. The same bundle once more is no change.
    """
    path = folder / sealed.name
    try:
        here = _is_here(path, sealed)
        write_whole(sig_beside(path), sealed.signature.encode())
        if not here:
            write_whole(path, sealed.content)
    except OSError as error:
        for left in (path, sig_beside(path)):
            _forget(left.with_name(f"{left.name}.part"))
        if not path.exists():
            _forget(sig_beside(path))
        if error.errno in _NO_ROOM:
            raise Full("There is no room left where the bundle should go") from error
        raise Storage(f"The bundle could not be written: {error.strerror}") from error
    return path


def take_back(folder: Path, sealed: SealedBundle) -> None:
    """Delete this very bundle from a folder, if it is there; another is left alone."""
    path = folder / sealed.name
    with contextlib.suppress(PartRefused, OSError):
        if _is_here(path, sealed):
            path.unlink()
            sig_beside(path).unlink()


def _is_here(path: Path, sealed: SealedBundle) -> bool:
    """Tell whether this very bundle is there; PartRefused if another has its name."""
    if not path.is_file():
        return False
    if _hash_on_medium(path).hex() != sealed.sha256:
        raise PartRefused(
            f"Another bundle named {sealed.name} is there already; both are kept",
            "Export into another folder or onto another stick",
        )
    return True


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path` whole or not at all; OSError when the medium fails."""
    part = path.with_name(f"{path.name}.part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(part, flags, 0o644), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if _hash_on_medium(part) != hashlib.sha256(content).digest():
        raise OSError(errno.EIO, "what was read back is not what was written")
    part.replace(path)
    _sync_folder(path.parent)


def _hash_on_medium(path: Path) -> bytes:
    """Hash a file, asking the system to forget what it only remembers of it."""
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return hashlib.file_digest(file, "sha256").digest()


def _sync_folder(folder: Path) -> None:
    """Sync the folder's own entry, where the system and its file system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def _forget(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
