"""A ZIP as a stream: never gone back in, and the same for the same content."""

import hashlib
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Protocol

BORN = (1980, 1, 1, 0, 0, 0)


class Out(Protocol):
    """Where a stream goes; it is never read or gone back in."""

    def write(self, content: bytes, /) -> int:
        """Take all of it."""


class Onward:
    """Hands on what is written, until it is done; it has no place to go back to.

    An archive that was given up writes its end when it is forgotten: to nobody.
    """

    def __init__(self, out: Out) -> None:
        self._out, self.done = out, False

    def write(self, content: bytes, /) -> int:
        """Hand on all of it."""
        if not self.done:
            self._out.write(content)
        return len(content)

    def flush(self) -> None:
        """Keep nothing back."""

    def close(self) -> None:
        """Leave it to whoever asked to end it."""


class Member:
    """One file of the archive as it is written: its length and hash so far."""

    def __init__(self, into: IO[bytes]) -> None:
        self._into, self._hash = into, hashlib.sha256()
        self.size = 0

    def write(self, content: bytes) -> None:
        """Write some more."""
        self._into.write(content)
        self._hash.update(content)
        self.size += len(content)

    @property
    def sha256(self) -> str:
        """The hash of what was written."""
        return self._hash.hexdigest()


@contextmanager
def new_member(archive: zipfile.ZipFile, path: str) -> Iterator[Member]:
    """Write one file with the one date and the one mode that all of them have."""
    info = zipfile.ZipInfo(path, BORN)
    info.create_system = 3
    info.external_attr = (stat.S_IFREG | 0o600) << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(info, "w") as into:
        yield Member(into)
