"""Every file operation of carrying, one by one: what a medium is asked to do.

What is carried goes through here and nowhere else, so that a test can let any single
operation fail the way a stick fails: full, pulled out, or another bit than was given.
"""

import errno
import mmap
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Protocol

MOST_NAMES = 4096
"""So many names of a folder are looked at, whoever litters it."""
_BLOCK = 1 << 16
_NO_SUCH_THING = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}
_PLAIN = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
)
_NEW = (
    os.O_WRONLY
    | os.O_CREAT
    | os.O_TRUNC
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


class NotPlainError(OSError):
    """What is there is no plain file: a link, a folder, a pipe, a device."""


class Medium(Protocol):
    """What carries files; every method may raise OSError."""

    def create(self, path: Path) -> int:
        """Open an empty file for writing, never through a link."""

    def write(self, handle: int, content: bytes | memoryview) -> int:
        """Write some of the content, at least a byte; return how much."""

    def sync(self, handle: int) -> None:
        """Return once what was written is on the medium."""

    def close(self, handle: int) -> None:
        """Let go of a file."""

    def rename(self, path: Path, to: Path) -> None:
        """Give a file its name, in place of whatever has it."""

    def sync_folder(self, folder: Path) -> None:
        """Return once the folder's own list of names is on the medium, if it can be."""

    def remove(self, path: Path) -> None:
        """Take a file away."""

    def blocks(self, path: Path, most: int) -> Iterator[bytes]:
        """Give what the medium itself holds: `most` bytes and one more, no further.

        NotPlainError when it is anything but a plain file; nothing is followed.
        """

    def read(self, path: Path, most: int) -> bytes:
        """Return all that `blocks` would give."""

    def names(self, folder: Path) -> Sequence[str]:
        """Return the names in a folder, so many at most."""


class Disk:
    """A real file system; it is `Medium`."""

    def create(self, path: Path) -> int:
        """Open an empty file for writing, never through a link."""
        return os.open(path, _NEW, 0o644)

    def write(self, handle: int, content: bytes | memoryview) -> int:
        """Write some of the content; return how much."""
        return os.write(handle, content)

    def sync(self, handle: int) -> None:
        """Return once what was written is on the medium."""
        os.fsync(handle)

    def close(self, handle: int) -> None:
        """Let go of a file."""
        os.close(handle)

    def rename(self, path: Path, to: Path) -> None:
        """Give a file its name, in place of whatever has it."""
        path.replace(to)

    def sync_folder(self, folder: Path) -> None:
        """Sync the folder's own entry; a file system that has no such thing says so."""
        if not hasattr(os, "O_DIRECTORY"):
            return
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in _NO_SUCH_THING:
                raise
        finally:
            os.close(handle)

    def remove(self, path: Path) -> None:
        """Take a file away."""
        path.unlink()

    def blocks(self, path: Path, most: int) -> Iterator[bytes]:
        """Give what is there past the cache where that can be, `most` + 1 at most."""
        if not stat.S_ISREG(os.lstat(path).st_mode):
            raise NotPlainError(errno.EINVAL, "no plain file", str(path))
        got = 0
        if hasattr(os, "O_DIRECT"):
            with suppress(OSError):
                for block in _blocks(path, (0, most + 1), os.O_DIRECT):
                    got += len(block)
                    yield block
                return
        yield from _blocks(path, (got, most + 1), 0)

    def read(self, path: Path, most: int) -> bytes:
        """Return all that `blocks` would give."""
        return b"".join(self.blocks(path, most))

    def names(self, folder: Path) -> Sequence[str]:
        """Return the names in a folder, so many at most."""
        with os.scandir(folder) as entries:
            return [one.name for one in islice(entries, MOST_NAMES)]


DISK = Disk()


def _blocks(path: Path, span: tuple[int, int], how: int) -> Iterator[bytes]:
    """Read a stretch of a plain file block by block, each where O_DIRECT wants it.

    With O_DIRECT the system keeps no copy; without, it is asked to forget its own.
    """
    handle = os.open(path, _PLAIN | how)
    at, end = span
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise NotPlainError(errno.EINVAL, "no plain file", str(path))
        if not how and hasattr(os, "posix_fadvise"):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        os.lseek(handle, at, os.SEEK_SET)
        with mmap.mmap(-1, _BLOCK) as block:
            while at < end and (got := os.readv(handle, [block])):
                yield block[: min(got, end - at)]
                at += got
    finally:
        os.close(handle)
