"""Lays an update where it belongs; a cut at any moment leaves what was there."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pod.bundle.carry import NO_ROOM, Tell, write_read_back, write_whole
from pod.bundle.medium import DISK, Medium
from pod.errors import Full, Malformed, Storage, Usage
from pod.seal import Trusted
from pod.settings.release import NUMBER
from pod.update.manifest import LAID, File, Manifest, read_laid
from pod.update.packed import Packed, opened
from pod.update.refused import NotNewer, Skips, Tried
from pod.update.slots import (
    TRIES,
    Choice,
    Slot,
    read_choice,
    write_choice,
)
from pod.update.trust import believed

SPARE_BYTES = 16 * 1024 * 1024
"""So much stays free beside an update."""


@dataclass(frozen=True)
class Bench:
    """A machine that takes updates of its program: its slots, and whom it believes.

    `runs` is the slot that was started, `number` the release compiled into it.
    """

    slots: Path
    trusted: Sequence[Trusted]
    runs: Slot
    number: int = NUMBER
    on: Medium = DISK
    tell: Tell = lambda _: None


@dataclass(frozen=True)
class Laid:
    """A file of an update, as what is carried is described."""

    packed: Packed
    file: File

    @property
    def name(self) -> str:
        """What it is called."""
        return self.file.path

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.file.size

    @property
    def sha256(self) -> str:
        """Its SHA-256 in hex."""
        return self.file.sha256

    def pieces(self) -> Iterator[bytes]:
        """Give its bytes from the stick, once more compared with what was signed."""
        return self.packed.pieces(self.file)


def install(path: Path, bench: Bench) -> Manifest:
    """Lay a program's update into the slot that does not run; the next start tries it.

    It is believed whole before anything is written, and what was written is read back.
    Whatever fails or is cut off, the slot that is good stays, and is started.
    """
    choice = resting(bench)
    with opened(path) as packed:
        manifest = believed(packed, bench.trusted)
        check_fits(manifest, bench)
        check_room(bench.slots, manifest)
        written(lambda: _laid(packed, manifest, bench, choice))
    return manifest


def _laid(packed: Packed, manifest: Manifest, bench: Bench, choice: Choice) -> None:
    """Try nothing, fill the slot that does not run, then try that."""
    write_choice(bench.slots, Choice(good=choice.good), bench.on)
    _lay(packed, manifest, bench, choice.spare)
    tried = Choice(good=choice.good, next=choice.spare, tries=TRIES)
    write_choice(bench.slots, tried, bench.on)


def well(bench: Bench) -> bool:
    """Call the slot that runs good; tell whether it was on trial."""
    choice = read_choice(bench.slots)
    if choice.next != bench.runs:
        return False
    good = Choice(good=bench.runs)
    written(lambda: write_choice(bench.slots, good, bench.on))
    return True


def resting(bench: Bench) -> Choice:
    """Return the choice, if the slot that runs is the good one."""
    choice = read_choice(bench.slots)
    if choice.good != bench.runs:
        raise Tried(
            "A new program is still being tried.",
            "Wait until the pod says that it is well, or has gone back.",
        )
    return choice


def check_fits(manifest: Manifest, bench: Bench) -> None:
    """Refuse a program that may not follow the one that runs here."""
    if manifest.kind != "program":
        raise Usage("This update is content. Install it with `pod update content`.")
    good = read_laid(bench.slots / bench.runs)
    here = max(bench.number, good.release if good else 0)
    check_newer(manifest, here)
    if manifest.takes_over > here:
        raise Skips(
            f"Release {manifest.release} takes over from release "
            f"{manifest.takes_over} or later; here is {here}.",
            f"Install release {manifest.takes_over} first.",
        )


def check_newer(manifest: Manifest, here: int) -> None:
    """Refuse a release that is not newer than the one that is here."""
    if manifest.release <= here:
        raise NotNewer(
            f"Release {manifest.release} is not newer than release {here}, "
            "which is here.",
            "A pod never goes back to an older release by stick.",
        )


def check_room(folder: Path, manifest: Manifest) -> None:
    """Full where an update would leave too little room; nothing was written yet."""
    check_free(folder, size_of(manifest))


def size_of(manifest: Manifest) -> int:
    """Return how many bytes an update's files have."""
    return sum(one.size for one in manifest.files)


def check_free(folder: Path, size: int) -> None:
    """Full where so many bytes more would leave too little room."""
    needed = size + SPARE_BYTES
    if shutil.disk_usage(folder).free < needed:
        raise Full(
            f"There is no room for the update: it needs {needed / 1e6:.0f} MB.",
            "Free some room, or call whoever looks after this machine.",
        )


def _lay(packed: Packed, manifest: Manifest, bench: Bench, slot: Slot) -> None:
    """Fill a slot; its manifest comes last, and says that all of it is there."""
    folder, on = bench.slots / slot, bench.on
    _empty(folder, on)
    for file in manifest.files:
        write_read_back(folder / file.path, Laid(packed, file), on, bench.tell)
    lay_signed(packed, folder, on)


def lay_signed(packed: Packed, folder: Path, on: Medium) -> None:
    """Lay down who signed, then what they signed."""
    for number, one in enumerate(packed.untrusted_signatures, 1):
        write_whole(folder / f"{LAID}.{number}.sig", one.encode("ascii"), on)
    write_whole(folder / LAID, packed.untrusted_manifest, on)


def _empty(folder: Path, on: Medium) -> None:
    """Take away what lies in a slot, first what says that it is whole."""
    folder.mkdir(exist_ok=True, mode=0o755)
    names = sorted(on.names(folder), key=lambda one: one != LAID)
    for name in names:
        on.remove(folder / name)
        on.sync_folder(folder)


def written(writing: Callable[[], None]) -> None:
    """Do what writes; Full or Storage where the disk refuses."""
    try:
        writing()
    except OSError as error:
        if error.errno in NO_ROOM:
            raise Full("There is no room left for the update.") from error
        raise Storage(f"The update cannot be written: {error.strerror}") from error
    except EOFError as error:
        raise Malformed("The stick gave less than the update holds.") from error
