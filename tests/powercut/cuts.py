"""Cuts the power again and again in one recorded piece of work."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from pod.values import seeded

from .disk import Disk, Image
from .record import Record, contents, lay_out

Wrong = Callable[[Path, list[str]], str]


class Cut(NamedTuple):
    """A moment (after so many deeds) and a seed: the two are one state of a disk."""

    deed: int
    seed: int


class Loss(NamedTuple):
    """A cut that lost something, and what."""

    cut: Cut
    says: str


def moments(record: Record) -> list[int]:
    """Return after which deeds a cut may leave something that it did not before.

    The record must add up to what the folder holds: else a deed was missed.
    """
    disk = Disk(record)
    found = [at for at, deed in enumerate(record.deeds, 1) if disk.take(deed)]
    assert disk.now() == contents(record.folder), "the recorder missed something"
    return found


def spread(record: Record, count: int, share: int = 0) -> list[Cut]:
    """Return `count` cuts, evenly over the work; another `share` has other ones."""
    found = moments(record)
    first = share * count
    step = len(found) / count
    rng = seeded(share)
    return [
        Cut(found[min(len(found) - 1, int((at + rng.random()) * step))], first + at)
        for at in range(count)
    ]


def disks(record: Record, cuts: list[Cut]) -> Iterator[tuple[Cut, Image, list[str]]]:
    """Return what the folder may hold after each cut, and what was said by then."""
    disk, done = Disk(record), 0
    for cut in sorted(cuts):
        for deed in record.deeds[done : cut.deed]:
            disk.take(deed)
        done = max(done, cut.deed)
        yield cut, disk.cut(seeded(f"{cut.deed}/{cut.seed}")), list(disk.marks)


def losses(record: Record, cuts: list[Cut], into: Path, wrong: Wrong) -> list[Loss]:
    """Cut, lay out what may be left in `into`, look; return what was lost."""
    found = []
    for cut, image, marks in disks(record, cuts):
        lay_out(image, into)
        if says := wrong(into, marks):
            found.append(Loss(cut, says))
    return found
