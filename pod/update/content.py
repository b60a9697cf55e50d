"""Content that comes by stick: a language, a voice, a programme.

Each piece is a folder of its own in the home, `languages/NAME` for instance. A new one
is laid beside it and read back; then the two are exchanged in one step of the kernel's,
so that there is always a whole one.
"""

import ctypes
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pod.bundle.carry import Tell, write_read_back
from pod.bundle.medium import DISK
from pod.errors import Usage
from pod.seal import Trusted
from pod.update.install import Laid, check_newer, check_room, lay_signed, written
from pod.update.manifest import ROOTS, Manifest, read_laid
from pod.update.packed import Packed, opened
from pod.update.refused import Own
from pod.update.trust import believed

BESIDE = ".coming"
FOR_OUR_GROUP, FOR_OUR_GROUP_FOLDER = 0o640, 0o750
AT_FDCWD, RENAME_EXCHANGE = -100, 2


@dataclass(frozen=True)
class House:
    """A pod's home that takes content in, and whom it believes."""

    home: Path
    trusted: Sequence[Trusted]
    tell: Tell = lambda _: None
    mark: str = ""
    """Which update is meant, where somebody was shown it before."""


def take_in(path: Path, house: House) -> Manifest:
    """Lay content into the home, in place of an older release of it.

    A folder that a site filled by itself is left alone: Usage.
    """
    home = house.home
    with opened(path) as packed:
        packed.check_mark(house.mark or packed.mark)
        manifest = believed(packed, house.trusted)
        if manifest.kind != "content":
            raise Usage("This update is a program: `pod update install` takes it.")
        check_replaced(home, manifest)
        check_room(home, manifest)
        written(lambda: _lay(packed, manifest, house))
    return manifest


def held(home: Path) -> Iterator[Manifest]:
    """Give what content came by stick, as its makers signed it."""
    for root in ROOTS:
        for folder in sorted((home / root).glob("[!.]*")):
            if (manifest := read_laid(folder)) is not None:
                yield manifest


def check_replaced(home: Path, manifest: Manifest) -> None:
    """Refuse content that is not newer, or that a site has a folder of its own for."""
    folder = home / manifest.root / manifest.name
    old = read_laid(folder)
    if old is None and folder.exists():
        raise Own(
            f"This pod has a folder {manifest.root}/{manifest.name} of its own.",
            "Move it away first if the one on the stick is to be used.",
        )
    check_newer(manifest, old.release if old else 0)


def _lay(packed: Packed, manifest: Manifest, house: House) -> None:
    """Fill a folder beside, then let the two change places."""
    folder = house.home / manifest.root / manifest.name
    beside = folder.with_name(f"{BESIDE}-{folder.name}")
    shutil.rmtree(beside, ignore_errors=True)
    if not folder.parent.is_dir():
        folder.parent.mkdir()
        folder.parent.chmod(FOR_OUR_GROUP_FOLDER)
    for file in manifest.files:
        below = beside.joinpath(*file.path.split("/")[2:])
        below.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
        write_read_back(below, Laid(packed, file), DISK, house.tell)
    lay_signed(packed, beside, DISK)
    _for_our_group(beside)
    if folder.exists():
        _exchange(beside, folder)
    else:
        beside.rename(folder)
    DISK.sync_folder(folder.parent)
    shutil.rmtree(beside, ignore_errors=True)


def _for_our_group(folder: Path) -> None:
    """Let the screen read what the core laid down, whatever its umask keeps back."""
    for one in (folder, *folder.rglob("*")):
        one.chmod(FOR_OUR_GROUP_FOLDER if one.is_dir() else FOR_OUR_GROUP)


def _exchange(one: Path, other: Path) -> None:
    """Let two folders change their names at once (Linux, renameat2(2))."""
    libc = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    given = (AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE)
    if libc.renameat2(*given) != 0:
        fault = ctypes.get_errno()
        raise OSError(fault, os.strerror(fault), str(other))
