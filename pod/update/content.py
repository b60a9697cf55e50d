"""Content that comes by stick: a language, a voice, a programme.

Each piece is a folder of its own in the home, `languages/NAME` for instance. A new one
is laid beside it and read back; then the two are exchanged in one step of the kernel's,
so that there is always a whole one.
"""

import ctypes
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from pod.bundle.carry import write_read_back
from pod.bundle.medium import DISK
from pod.errors import Usage
from pod.seal import Trusted
from pod.update.install import Laid, check_newer, check_room, lay_signed, written
from pod.update.manifest import ROOTS, Manifest, read_laid
from pod.update.packed import Packed, opened
from pod.update.trust import believed

BESIDE = ".coming"
AT_FDCWD, RENAME_EXCHANGE = -100, 2


def take_in(path: Path, home: Path, trusted: Sequence[Trusted]) -> Manifest:
    """Lay content into the home, in place of an older release of it.

    A folder that a site filled by itself is left alone: Usage.
    """
    with opened(path) as packed:
        manifest = believed(packed, trusted)
        if manifest.kind != "content":
            raise Usage("This update is a program: `pod update install` takes it.")
        folder = home / manifest.root / manifest.name
        _check_replaced(folder, manifest)
        check_room(home, manifest)
        written(lambda: _lay(packed, manifest, folder))
    return manifest


def held(home: Path) -> Iterator[Manifest]:
    """Give what content came by stick, as its makers signed it."""
    for root in ROOTS:
        for folder in sorted((home / root).glob("[!.]*")):
            if (manifest := read_laid(folder)) is not None:
                yield manifest


def _check_replaced(folder: Path, manifest: Manifest) -> None:
    old = read_laid(folder)
    if old is None and folder.exists():
        raise Usage(
            f"This pod has a folder {manifest.root}/{manifest.name} of its own.",
            "Move it away first if the one on the stick is to be used.",
        )
    check_newer(manifest, old.release if old else 0)


def _lay(packed: Packed, manifest: Manifest, folder: Path) -> None:
    """Fill a folder beside, then let the two change places."""
    beside = folder.with_name(f"{BESIDE}-{folder.name}")
    shutil.rmtree(beside, ignore_errors=True)
    for file in manifest.files:
        below = beside.joinpath(*file.path.split("/")[2:])
        below.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
        write_read_back(below, Laid(packed, file))
    lay_signed(packed, beside, DISK)
    if folder.exists():
        _exchange(beside, folder)
    else:
        beside.rename(folder)
    DISK.sync_folder(folder.parent)
    shutil.rmtree(beside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> None:
    """Let two folders change their names at once (Linux, renameat2(2))."""
    libc = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    given = (AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE)
    if libc.renameat2(*given) != 0:
        fault = ctypes.get_errno()
        raise OSError(fault, os.strerror(fault), str(other))
