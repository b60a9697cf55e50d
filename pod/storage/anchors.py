"""Where the records' heads are held on to, so that a cut end and an old copy show.

A chain alone does not show that its end was cut off. So each store's head (how many
lines, and the last one's hash) is signed with the pod's key and kept in the other store
and in a small file, and travels with bundles, backups and paper.
Whoever puts everything of a pod back together is found by what has left it.
"""

import logging
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta
from sqlalchemy import func, select

from pod.errors import Trouble, Untrusted, Usage
from pod.seal import SigningKey, Trusted, signer
from pod.settings import Id
from pod.storage import outbox
from pod.storage.audit import hash_at, head
from pod.storage.memory import Memory
from pod.storage.signing import own_keys
from pod.storage.tables import HeadRow
from pod.storage.vault import Db, DoingsDb, PeopleDb, Vault
from pod.storage.whole import write_whole
from pod.values import Value

log = logging.getLogger(__name__)

FILE = "anchors"
StoreName: TypeAlias = Literal["people", "doings"]
STORES: tuple[StoreName, ...] = ("people", "doings")


class Head(Value, frozen=True, kw_only=True):
    """How far a store's record has come."""

    store: StoreName
    count: Annotated[int, Meta(ge=0)]
    hash: Annotated[str, Meta(pattern="^([a-f0-9]{64})?$")]


class Signed(Value, frozen=True, kw_only=True):
    """A head with the pod's signature over it, the pod's id and the moment."""

    head: Head
    signed_at: datetime
    signature: str


class Anchors(Value, frozen=True, kw_only=True):
    """The newest signed head of each store: the file `anchors`."""

    format: Literal[1] = 1
    pod: Id
    signed: tuple[Signed, ...]


def vault_of(memory: Memory, store: StoreName) -> Vault[PeopleDb] | Vault[DoingsDb]:
    """Return the store of this name."""
    return memory.people if store == "people" else memory.doings


def heads(memory: Memory) -> tuple[Head, ...]:
    """Return how far each store's record has come now."""
    return tuple(_head(memory, store) for store in STORES)


def _head(memory: Memory, store: StoreName) -> Head:
    with vault_of(memory, store).begin() as db:
        count, last = head(db)
    return Head(store=store, count=count, hash=last)


def anchor(memory: Memory, pod: str, now: datetime) -> None:
    """Sign the heads and hold on to them everywhere; nothing if none has moved.

    What was signed before is let go: `pod.storage.settling` holds the record against
    it first. A pod that has no signing key yet, or again, has nothing to sign with.
    """
    found = heads(memory)
    kept = read_anchors(file_of(memory))
    if kept is not None and tuple(one.head for one in kept.signed) == found:
        return
    key = _key(memory)
    if key is None:
        return
    signed = tuple(_sign(key, pod, one, now) for one in found)
    for store in STORES:
        with vault_of(memory, store).begin() as db:
            for one in signed:
                if one.head.store != store:
                    _keep(db, one)
    raw = msgspec.json.encode(Anchors(pod=pod, signed=signed))
    write_whole(file_of(memory), msgspec.json.format(raw))


def anchor_if_possible(memory: Memory, pod: str, now: datetime) -> None:
    """Hold on to the heads; on a full disk that is for another time."""
    try:
        anchor(memory, pod, now)
    except (Trouble, OSError):
        log.warning("the heads of the record could not be kept now")


def read_anchors(path: Path) -> Anchors | None:
    """Return what a file of anchors says, or None where it is none."""
    with suppress(OSError, msgspec.DecodeError):
        return msgspec.json.decode(path.read_bytes(), type=Anchors)
    return None


def anchored(memory: Memory, pod: str) -> Iterator[tuple[Head, str]]:
    """Return each head held on to outside its own store, and where: only signed ones.

    Of what the other store holds, the newest counts: what came before was judged then.
    """
    kept = read_anchors(file_of(memory))
    found = [(one, "the file of anchors") for one in kept.signed] if kept else []
    for store, other in zip(STORES, reversed(STORES), strict=True):
        with vault_of(memory, other).begin() as db:
            newest = _newest(db, store)
        found += [(newest, f"the store of {other}")] if newest else []
    known = _known(memory, pod) if found else ()
    for signed, where in found:
        if _signed_by(known, signed, pod):
            yield signed.head, where


def heads_in(db: DoingsDb) -> tuple[Head, ...]:
    """Return the heads that this store knows: the other's as signed last, its own."""
    count, last = head(db)
    own = Head(store="doings", count=count, hash=last)
    other = _newest(db, "people")
    return (other.head, own) if other else (own,)


def fits(db: Db, one: Head) -> bool:
    """Tell whether a record still has the line that was its last then."""
    return one.count == 0 or hash_at(db, one.count) == one.hash


def holds(memory: Memory, one: Signed, pod: str) -> bool:
    """Tell whether this pod signed this head with the key it has now or had before."""
    return _signed_by(_known(memory, pod), one, pod)


def _known(memory: Memory, pod: str) -> tuple[Trusted, ...]:
    """Return every key this pod has signed with; none where it has none, or again."""
    with memory.doings.begin() as db, suppress(Usage):
        return own_keys(db, pod)
    return ()


def _signed_by(known: tuple[Trusted, ...], one: Signed, pod: str) -> bool:
    message = _message(pod, one.head, one.signed_at)
    with suppress(Untrusted, Usage):
        return signer(message, one.signature, known) == pod
    return False


def file_of(memory: Memory) -> Path:
    """Return where the newest signed heads of both stores lie, beside them."""
    return memory.doings.path.with_name(FILE)


def _key(memory: Memory) -> SigningKey | None:
    with memory.doings.begin() as db, suppress(Usage):
        return outbox.signing_key(db)
    return None


def _sign(key: SigningKey, pod: str, one: Head, now: datetime) -> Signed:
    signature = key.sign(_message(pod, one, now))
    return Signed(head=one, signed_at=now, signature=signature)


def _message(pod: str, one: Head, signed_at: datetime) -> bytes:
    at = signed_at.astimezone(UTC).isoformat()
    said = ("audit head", pod, one.store, one.count, one.hash, at)
    return msgspec.json.encode(said)


def _keep(db: Db, one: Signed) -> None:
    """Write a head down, unless that record has not moved since."""
    last = _newest(db, one.head.store)
    if last is not None and last.head == one.head:
        return
    number = db.scalar(select(func.max(HeadRow.id))) or 0
    raw = msgspec.structs.asdict(one.head)
    row = HeadRow(signed_at=one.signed_at, signature=one.signature, **raw)
    row.id = number + 1
    db.add(row)


def _newest(db: Db, store: StoreName) -> Signed | None:
    query = select(HeadRow).where(HeadRow.store == store)
    row = db.scalars(query.order_by(HeadRow.id.desc()).limit(1)).first()
    return _signed(row) if row else None


def _signed(row: HeadRow) -> Signed:
    raw = {"store": row.store, "count": row.count, "hash": row.hash}
    head_then = msgspec.convert(raw, Head)
    return Signed(head=head_then, signed_at=row.signed_at, signature=row.signature)
