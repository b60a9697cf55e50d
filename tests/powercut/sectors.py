"""A file's bytes on a disk: what is safe of them, and what may be there besides.

Safe is what stood in the file when it was last synced. Everything since is pending: of
each 512-byte sector the disk may have any version that the system's cache has held
since then, and any size that the file has had, each by itself: torn and reordered. No
byte stands in a file that was not written to it, but zeros where it grew.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple, TypeVar

SECTOR = 512
T = TypeVar("T")


class Change(NamedTuple):
    """Bytes written to a file at `at`; without bytes, `at` is its new size."""

    serial: int
    at: int
    data: bytes | None

    def sectors(self, size: int) -> range:
        """Return the sectors it fills in a file of this size, zeros before it too.

        A file that is cut short keeps what its sectors held.
        """
        end = self.at + len(self.data or b"")
        return range(min(self.at, size) // SECTOR, -(-end // SECTOR))


@dataclass
class Held:
    """A file without its name."""

    safe: bytes
    pending: list[Change] = field(default_factory=list)

    def sync(self) -> None:
        """Make all of it safe."""
        self.safe = self.now()
        self.pending = []

    def now(self) -> bytes:
        """Return the bytes as a running system has them."""
        held = bytearray(self.safe)
        for change in self.pending:
            _do(held, change)
        return bytes(held)

    def up_to(self, serial: int, rng: Random) -> bytes:
        """Return the bytes with all changes before `serial`; that one torn short."""
        held = bytearray(self.safe)
        for change in self.pending:
            if change.serial < serial:
                _do(held, change)
            elif change.serial == serial and change.data is not None:
                short = rng.randrange(len(change.data)) // SECTOR * SECTOR
                _do(held, change._replace(data=change.data[:short]))
        return bytes(held)

    def torn(self, newest: float, rng: Random) -> bytes:
        """Return the bytes, each sector and the size as old as they like.

        `newest`: the probability that one is simply at its newest.
        """
        versions, sizes = self._history()

        def some(ages: Sequence[T]) -> T:
            return ages[-1] if rng.random() < newest else rng.choice(ages)

        held = bytearray(self.safe).ljust(max(sizes), b"\0")
        for sector, ages in versions.items():
            held[sector * SECTOR : (sector + 1) * SECTOR] = some(ages)
        return bytes(held[: some(sizes)])

    def _history(self) -> tuple[dict[int, list[bytes]], list[int]]:
        """Return what each sector has held, and every size, the safe ones first."""
        versions, sizes = dict[int, list[bytes]](), [len(self.safe)]
        held = bytearray(self.safe)
        for change in self.pending:
            grown_from = len(held)
            _do(held, change)
            sizes.append(len(held))
            for sector in change.sectors(grown_from):
                safe = self.safe[sector * SECTOR :][:SECTOR]
                ages = versions.setdefault(sector, [safe.ljust(SECTOR, b"\0")])
                age = held[sector * SECTOR : (sector + 1) * SECTOR]
                ages.append(bytes(age.ljust(SECTOR, b"\0")))
        return versions, sizes


def _do(held: bytearray, change: Change) -> None:
    """Do a whole change; what lies between the old end and a write is zeros."""
    if change.data is None:
        del held[change.at :]
    held.extend(bytes(max(0, change.at - len(held))))
    if change.data is not None:
        held[change.at : change.at + len(change.data)] = change.data
