"""Of whom staff have said that a transfer is coming, and who was told of a record."""

from collections.abc import Mapping

import msgspec

from pod.storage.pod_memory import recall, remember
from pod.storage.vault import DoingsDb
from pod.values import Value

COMING = "transfers-coming"


class Coming(Value, frozen=True):
    """A transfer that is coming; `offered`: the person was told of the record."""

    offered: bool = False


def coming(db: DoingsDb) -> Mapping[str, Coming]:
    """Return whose transfer is coming, by their reference."""
    raw = recall(db, COMING)
    return msgspec.json.decode(raw, type=dict[str, Coming]) if raw else {}


def say(db: DoingsDb, ref: str, *, on: bool) -> None:
    """Note that somebody's transfer is coming, or is not any more.

    Said once more it is no change: nobody is asked twice.
    """
    known = dict(coming(db))
    if on:
        known.setdefault(ref, Coming())
    else:
        known.pop(ref, None)
    remember(db, COMING, msgspec.json.encode(known))


def told(db: DoingsDb, ref: str) -> None:
    """Note that somebody was told of the record: it is offered no more."""
    known = dict(coming(db))
    if ref in known:
        known[ref] = Coming(offered=True)
        remember(db, COMING, msgspec.json.encode(known))
