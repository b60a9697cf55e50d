"""A wing folder on this machine, or one that the system mounts as if it were."""

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from pod.bundle.carry import write_whole
from pod.errors import Storage
from pod.seal import sig_beside
from pod.wing.carrier import Wanted, bounded
from pod.wing.letter import BIGGEST, Sealed

_BIGGEST_SIG = 4096
_PLAIN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_PART = ".part"


class LocalFolder:
    """Carries letters through a folder: written beside, synced, then named."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, letter: Sealed) -> None:
        """Let a letter appear whole, its signature first."""
        path = self._folder / letter.name
        with _told("written to"), ExitStack() as undo:
            undo.callback(_forget, path)
            write_whole(sig_beside(path), letter.signature.encode("ascii"))
            write_whole(path, letter.content)
            undo.pop_all()

    def listed(self, wanted: Wanted) -> Mapping[str, str]:
        """Return what lies there and is wanted: size and moment of change by name."""
        found = {}
        with _told("read"), os.scandir(self._folder) as entries:
            names = bounded((one.name for one in entries), wanted)
        with _told("read"):
            for name in names:
                with suppress(FileNotFoundError):
                    found[name] = _stamp(self._folder / name)
        return found

    def get(self, name: str) -> Sealed | None:
        """Read one letter; a link or anything but a plain file reads as nothing."""
        path = self._folder / name
        content = _read(path, BIGGEST)
        if content is None:
            return None
        signature = _read(sig_beside(path), _BIGGEST_SIG) or b""
        return Sealed(name, content, signature.decode("ascii", "replace"))

    def drop(self, names: Sequence[str]) -> None:
        """Take letters away, the letter before its signature, and unfinished ones."""
        with _told("written to"):
            for name in names:
                _take_away(self._folder / name)

    def close(self) -> None:
        """Hold nothing: a folder is opened and closed each time."""


def _take_away(path: Path) -> None:
    for one in (path, sig_beside(path)):
        one.unlink(missing_ok=True)
        one.with_name(f"{one.name}{_PART}").unlink(missing_ok=True)


def _forget(path: Path) -> None:
    """Leave nothing of a letter that could not be written whole, if that can be."""
    with suppress(OSError):
        _take_away(path)


def _stamp(path: Path) -> str:
    known = path.stat(follow_symlinks=False)
    own = f"{known.st_ino}.{known.st_size}.{known.st_mtime_ns}"
    return f"{own}.{_changed(sig_beside(path))}"


def _changed(path: Path) -> int:
    """Return when a signature changed; 0 while there is none."""
    with suppress(OSError):
        return path.stat(follow_symlinks=False).st_mtime_ns
    return 0


def _read(path: Path, most: int) -> bytes | None:
    """Read one byte more than may be there at most; None where there is no file."""
    try:
        with os.fdopen(os.open(path, _PLAIN), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return b""
            return file.read(most + 1)
    except FileNotFoundError:
        return None
    except OSError:
        return b""


@contextmanager
def _told(what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Storage(
            f"The wing folder could not be {what}: {error.strerror}.",
            "Look whether its disk or its network drive is there.",
        ) from error
