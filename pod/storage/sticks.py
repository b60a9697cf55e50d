"""Which sticks are registered to the study here, and what left on each."""

from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from pod.bundle.stick import Serial, StickId
from pod.settings import Id
from pod.storage.pod_memory import recall, remember
from pod.storage.vault import DoingsDb
from pod.values import Value

STICKS = "sticks"


class Stick(Value, frozen=True, kw_only=True):
    """A registered stick, and the numbers of the bundles it left with, last time."""

    stick: StickId
    study: Id
    serial: Serial = ""
    since_on: date
    out_at: Annotated[datetime, Meta(tz=True)] | None = None
    bundles: tuple[int, ...] = ()


def sticks(db: DoingsDb, *studies: str) -> tuple[Stick, ...]:
    """Return the sticks registered to one of these studies, in the order they were."""
    return tuple(one for one in _all(db) if one.study in studies)


def stick_known(db: DoingsDb, stick: str) -> Stick | None:
    """Return what is known of a stick that came or goes, whichever study it is of."""
    return next((one for one in _all(db) if one.stick == stick), None)


def keep_stick(db: DoingsDb, stick: Stick) -> None:
    """Write a stick down, in place of what was known of it."""
    others = tuple(one for one in _all(db) if one.stick != stick.stick)
    remember(db, STICKS, msgspec.json.encode((*others, stick)))


def forget_stick(db: DoingsDb, stick: str) -> bool:
    """Let a stick count no more; tell whether it did."""
    known = _all(db)
    left = tuple(one for one in known if one.stick != stick)
    remember(db, STICKS, msgspec.json.encode(left))
    return len(left) < len(known)


def _all(db: DoingsDb) -> tuple[Stick, ...]:
    raw = recall(db, STICKS)
    return msgspec.json.decode(raw, type=tuple[Stick, ...]) if raw else ()
