"""Beside the store: which bundle left last, should the store come back older than that.

Evaluators take each number once. A store that was restored from a backup made before
the last bundle left would give that bundle's number to another.
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from pod.settings import Id
from pod.storage.outbox import Left
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


def newest_left(home: Path, pod: str, bundles: Iterable[Left]) -> LastLeft:
    """Return the newest bundle that the store or its home knows; number 0 for none."""
    noted = last_left(home, pod)
    found = [noted] if noted else [LastLeft(pod=pod, sequence=0, sha256="")]
    found += [
        LastLeft(pod=pod, sequence=one.sequence, sha256=one.sha256) for one in bundles
    ]
    return max(found, key=lambda one: one.sequence)


def note_last(home: Path, left: LastLeft) -> None:
    """Write down, for good, which bundle is the newest now."""
    write_whole(home / FILE, msgspec.json.encode(left))
