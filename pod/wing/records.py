"""A travelling record among the pods of one wing: in parts, each small as a letter.

The record inside is sealed and signed by itself, as it would lie on a stick; a letter
only carries it. Which slot is whose says nothing to who does not know it already.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Annotated

from msgspec import Meta

from pod.values import Value

PIECE = 90_000
"""Bytes of a record in one part: sealed once more they stay below a letter's bound."""
MOST_PARTS = 100
"""So many parts hold the biggest record that there may be."""
SLOT = 12
"""Letters of a slot before the two that say which part it is."""


class RecordPart(Value, frozen=True, kw_only=True, tag="record"):
    """Part `number` of `of` of one record; `whole` is the SHA-256 of all of it."""

    name: Annotated[str, Meta(pattern=r"^[a-z0-9]{3,16}-[a-z0-9]{12}\.podrecord$")]
    whole: Annotated[str, Meta(pattern="^[a-f0-9]{64}$")]
    signature: Annotated[str, Meta(max_length=1_000)]
    number: Annotated[int, Meta(ge=1, le=MOST_PARTS)]
    of: Annotated[int, Meta(ge=1, le=MOST_PARTS)]
    content: Annotated[bytes, Meta(max_length=PIECE)]


def parted(name: str, content: bytes, signature: str) -> tuple[RecordPart, ...]:
    """Return a record in parts; none where it is too big for any letters."""
    pieces = [content[at : at + PIECE] for at in range(0, len(content), PIECE)]
    if len(pieces) > MOST_PARTS:
        return ()
    whole = hashlib.sha256(content).hexdigest()
    return tuple(
        RecordPart(
            name=name,
            whole=whole,
            signature=signature,
            number=number,
            of=len(pieces),
            content=piece,
        )
        for number, piece in enumerate(pieces, 1)
    )


def together(parts: Iterable[RecordPart]) -> bytes | None:
    """Return the record that these parts make; None while any of them is missing."""
    held = {one.number: one for one in parts}
    first = held.get(1)
    if first is None or set(held) != set(range(1, first.of + 1)):
        return None
    content = b"".join(held[number].content for number in sorted(held))
    return content if hashlib.sha256(content).hexdigest() == first.whole else None


def slots(person: str, key: bytes, of: int) -> Iterator[str]:
    """Give the slots of somebody's parts; without `key` nobody knows whose they are."""
    named = hashlib.blake2b(person.encode(), key=key[:64], digest_size=6).hexdigest()
    yield from (f"{named}{number:02}" for number in range(1, of + 1))
