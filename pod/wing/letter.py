"""One letter: a value in its envelope, sealed for those who read it, then signed.

`age -d` and `ssh-keygen -Y verify` open and check one without us.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from pod.errors import Malformed
from pod.seal import SigningKey, seal
from pod.settings import Id
from pod.values import Value
from pod.wing.kinds import BY_SUFFIX, KINDS, Body, KindName, kind_of
from pod.wing.members import Wing
from pod.wing.terms import Moment

BIGGEST = 128 * 1024
"""No sealed letter is longer, in bytes."""
LAST = 999_999_999_999
"""The highest number: one a second for thirty thousand years."""
_NAME = re.compile(
    r"(?P<sender>[a-z0-9]{3,16})-(?:(?P<to>[a-z0-9]{3,16})-)?"
    r"(?P<number>[0-9]{12})(?P<suffix>\.pod[a-z]{4,9})"
)


class Stream(Value, frozen=True):
    """A row of letters of one kind, from one sender, perhaps for one reader alone.

    Of a kind with slots `to` is a slot: there are many rows of it, all for everybody.
    """

    sender: Id
    kind: KindName
    to: Annotated[str, Meta(pattern="^([a-z0-9]{3,16})?$")] = ""

    @property
    def shelf(self) -> "Stream":
        """What stands for all slots of a sender's at once; else the row itself."""
        return Stream(self.sender, self.kind) if KINDS[self.kind].slots else self


class Letter(Value, frozen=True, kw_only=True):
    """What is inside: whose it is, where it stands in its row, and what it says.

    `previous` is the SHA-256 of the row's letter before, as it was sealed; nothing
    where the sender does not know that one.
    """

    format: Literal[1] = 1
    wing: Id
    stream: Stream
    number: Annotated[int, Meta(ge=1, le=LAST)]
    previous: Annotated[str, Meta(pattern="^([a-f0-9]{64})?$")] = ""
    written_at: Moment
    body: Body


@dataclass(frozen=True)
class Sealed:
    """A letter as it lies in the wing folder: its name, its bytes, its signature."""

    name: str
    content: bytes
    signature: str


def name_of(stream: Stream, number: int) -> str:
    """Return the name of a letter's file."""
    to = f"-{stream.to}" if stream.to else ""
    return f"{stream.sender}{to}-{number:012d}{KINDS[stream.kind].suffix}"


def parsed(untrusted: str) -> tuple[Stream, int] | None:
    """Return whose letter a file's name says it is; None for another kind of file."""
    found = _NAME.fullmatch(untrusted)
    if found is None or found["suffix"] not in BY_SUFFIX:
        return None
    kind = BY_SUFFIX[found["suffix"]]
    return Stream(found["sender"], kind, found["to"] or ""), int(found["number"])


def hash_of(content: bytes) -> str:
    """Name a sealed letter: SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class Place:
    """Where a letter stands in its row: its number, and the hash of the one before."""

    number: int
    previous: str = ""


def write(wing: Wing, body: Body, place: Place, now: datetime, to: str = "") -> Letter:
    """Put a value in its envelope."""
    return Letter(
        wing=wing.wing,
        stream=Stream(wing.me.id, kind_of(body), to),
        number=place.number,
        previous=place.previous,
        written_at=now,
        body=body,
    )


def close(letter: Letter, wing: Wing, key: SigningKey) -> Sealed:
    """Seal a letter for those of the wing who may read it, and sign it."""
    readers = wing.readers(letter.stream.kind, letter.stream.to)
    recipients = [one.recipient for one in readers]
    content = seal(msgspec.json.encode(letter), recipients)
    if len(content) > BIGGEST:
        raise Malformed("That is too much for one letter")
    name = name_of(letter.stream, letter.number)
    return Sealed(name, content, key.sign(content))
