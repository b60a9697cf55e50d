"""Beside the store: which bundle left last, should the store come back older than that.

Evaluators take each number once. A store that was restored from a backup made before
the last bundle left would give that bundle's number to another.
"""

from pathlib import Path

import msgspec

from pod.settings import Id
from pod.storage.whole import write_whole
from pod.values import Value

FILE = "exported"


class LastLeft(Value, frozen=True, kw_only=True):
    """The newest bundle of a pod: its number, and its SHA-256 in hex."""

    pod: Id
    sequence: int
    sha256: str


def last_left(home: Path, pod: str) -> LastLeft | None:
    """Return the bundle of this pod that left last, where the home says so."""
    try:
        noted = msgspec.json.decode((home / FILE).read_bytes(), type=LastLeft)
    except (OSError, msgspec.DecodeError):
        return None
    return noted if noted.pod == pod else None


def note_last(home: Path, left: LastLeft) -> None:
    """Write down, for good, which bundle is the newest now."""
    write_whole(home / FILE, msgspec.json.encode(left))
