"""What a pod remembers of its wing: who belongs to it, and how far each was heard."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from pod.seal import recipient_of
from pod.settings import Id, Settings
from pod.storage.outbox import identity, signing_key
from pod.storage.pod_memory import recall, remember
from pod.storage.vault import DoingsDb
from pod.values import Value
from pod.wing.intake import Mark
from pod.wing.kinds import Status
from pod.wing.members import Member, Wing

OTHERS, HEARD, USED, SAID = "wing-others", "wing-heard", "wing-used", "wing-said"
LAST = "wing-last"


class Heard(Value, frozen=True):
    """How far every row of letters was taken; it is written with what is done by it."""

    marks: tuple[Mark, ...] = ()


class Said(Value, frozen=True, kw_only=True):
    """How a pod stood when it was last heard, by this machine's own clock."""

    pod: Id
    status: Status
    heard_at: Annotated[datetime, Meta(tz=True)]


def wing(db: DoingsDb, settings: Settings) -> Wing | None:
    """Return the wing as this member knows it; None where it has none."""
    link = settings.link
    if not link.wing:
        return None
    raw = recall(db, OTHERS)
    others = msgspec.json.decode(raw, type=tuple[Member, ...]) if raw else ()
    return Wing(wing=link.wing, me=me(db, settings), others=others)


def me(db: DoingsDb, settings: Settings) -> Member:
    """Return this pod or console as the others know it."""
    return Member(
        id=settings.pod,
        what="console" if settings.link.console else "pod",
        place=settings.link.place,
        key=signing_key(db).public,
        recipient=recipient_of(identity(db)),
    )


def keep_wing(db: DoingsDb, known: Wing) -> None:
    """Write down who belongs to the wing; whoever has left is heard anew if they join.

    Who comes with other keys begins anew too: their numbers do.
    """
    before = recall(db, OTHERS)
    older = msgspec.json.decode(before, type=tuple[Member, ...]) if before else ()
    same = {one.id for one in known.others if one in older}
    remember(db, OTHERS, msgspec.json.encode(known.others))
    keep_heard(db, tuple(one for one in heard(db) if one.stream.sender in same))
    keep_said(db, tuple(one for one in said(db) if one.pod in same))


def heard(db: DoingsDb) -> tuple[Mark, ...]:
    """Return how far each row of letters was taken."""
    raw = recall(db, HEARD)
    return msgspec.msgpack.decode(raw, type=Heard).marks if raw else ()


def keep_heard(db: DoingsDb, marks: tuple[Mark, ...]) -> None:
    """Write down how far each row was taken: in the transaction that acts on it."""
    remember(db, HEARD, msgspec.msgpack.encode(Heard(marks)))


def said(db: DoingsDb) -> tuple[Said, ...]:
    """Return how each pod stood when it was last written down."""
    raw = recall(db, SAID)
    return msgspec.msgpack.decode(raw, type=tuple[Said, ...]) if raw else ()


def keep_said(db: DoingsDb, said_last: tuple[Said, ...]) -> None:
    """Write down how each pod stood last."""
    remember(db, SAID, msgspec.msgpack.encode(said_last))


def last(db: DoingsDb) -> Mapping[str, datetime]:
    """Return when anything of each of the others came last, as it was written down."""
    raw = recall(db, LAST)
    return msgspec.json.decode(raw, type=dict[str, datetime]) if raw else {}


def keep_last(db: DoingsDb, heard_at: Mapping[str, datetime]) -> None:
    """Write down when anything of each came last."""
    remember(db, LAST, msgspec.json.encode({**last(db), **heard_at}))


def used(db: DoingsDb) -> int:
    """Return the highest number that this member may have used in a letter."""
    return int(recall(db, USED) or 0)


def set_aside(db: DoingsDb, upto: int) -> None:
    """Write down, before any is used, up to where numbers may be used."""
    remember(db, USED, str(upto).encode("ascii"))
