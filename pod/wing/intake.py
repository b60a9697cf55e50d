"""What comes is trusted with nothing: one letter in, its value or a reason out (pure).

A letter counts once, and only forwards: a receiver that keeps its marks refuses for
good whatever it had before. What is refused changes nothing, so a good one after it is
still taken.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from pod.errors import Trouble
from pod.seal import Identity, Trusted, signer, unseal
from pod.values import Value
from pod.wing.kinds import KINDS
from pod.wing.letter import BIGGEST, Letter, Sealed, Stream, hash_of, parsed
from pod.wing.members import Member, Wing

Reason: TypeAlias = Literal[
    "name",
    "not_mine",
    "unknown",
    "not_theirs",
    "too_large",
    "again",
    "behind",
    "altered",
    "sealed",
    "malformed",
    "misnamed",
    "other_wing",
    "early",
    "late",
    "forked",
]
"""Why a letter is refused.

name        no letter has such a name
not_mine    it is for others, or is this member's own
unknown     nobody of this wing sent it
not_theirs  its sender may not send such a letter
too_large   it is longer than any letter
again       this number was taken already: a replay
behind      a later one was taken already: out of order
altered     not signed by its sender: forged, changed or half-written
sealed      no key here opens it
malformed   what is inside makes no sense
misnamed    its name says something else than what is inside
other_wing  it belongs to another wing
early       its sender's clock is ahead of this one
late        it is too old, or its sender's clock is behind
forked      it does not follow from the one before
"""
CLOCK: frozenset[Reason] = frozenset({"early", "late"})


class Mark(Value, frozen=True):
    """How far one row of letters was taken: the last one's number and hash."""

    stream: Stream
    number: int
    hash: str


Marks: TypeAlias = Mapping[Stream, Mark]


@dataclass(frozen=True)
class Taken:
    """A letter that counts, and how far its row has come by it."""

    letter: Letter
    mark: Mark


@dataclass(frozen=True)
class Refusal:
    """A letter that counts for nothing, whose its name said it was, and why."""

    name: str
    sender: str
    reason: Reason


@dataclass(frozen=True)
class Reader:
    """Who reads: the wing as they know it, and what opens their letters."""

    wing: Wing
    identity: Identity


class _RefusedError(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def judge(reader: Reader, file: Sealed, marks: Marks, now: datetime) -> Taken | Refusal:
    """Return the letter if it counts now, else why it does not; never raise."""
    try:
        return _taken(reader, file, marks, now)
    except _RefusedError as refused:
        claimed = parsed(file.name)
        sender = claimed[0].sender if claimed else ""
        return Refusal(file.name, sender, refused.reason)


def _taken(reader: Reader, file: Sealed, marks: Marks, now: datetime) -> Taken:
    stream, number = _claimed(file.name)
    by = _sender(reader.wing, stream)
    _check_forwards(marks.get(stream), number)
    letter = _opened(reader, file, by)
    _check_inside(reader.wing, letter, (stream, number))
    _check_clock(letter, now)
    _check_follows(marks.get(stream), letter)
    return Taken(letter, Mark(stream, number, hash_of(file.content)))


def _claimed(untrusted_name: str) -> tuple[Stream, int]:
    """Return whose letter its name says it is, and which."""
    claimed = parsed(untrusted_name)
    if claimed is None:
        raise _RefusedError("name")
    return claimed


def unwanted(wing: Wing, marks: Marks, untrusted_name: str) -> Reason | None:
    """Tell by its name alone why a letter need not be opened; None if it must be."""
    try:
        stream, number = _claimed(untrusted_name)
        _sender(wing, stream)
        _check_forwards(marks.get(stream), number)
    except _RefusedError as refused:
        return refused.reason
    return None


def _sender(wing: Wing, stream: Stream) -> Member:
    """Return who a letter must be from, if such a one is for this reader."""
    kind = KINDS[stream.kind]
    others = kind.apart and stream.to != wing.me.id
    if stream.sender == wing.me.id or wing.me.what not in kind.read_by or others:
        raise _RefusedError("not_mine")
    by = wing.member(stream.sender)
    if by is None:
        raise _RefusedError("unknown")
    if by.what not in kind.sent_by or bool(stream.to) != (kind.apart or kind.slots):
        raise _RefusedError("not_theirs")
    return by


def _check_forwards(mark: Mark | None, number: int) -> None:
    if mark is not None and number <= mark.number:
        raise _RefusedError("again" if number == mark.number else "behind")


def _opened(reader: Reader, file: Sealed, by: Member) -> Letter:
    """Return what is inside, once its sender's signature holds."""
    if len(file.content) > BIGGEST:
        raise _RefusedError("too_large")
    try:
        signer(file.content, file.signature, (Trusted(by.id, by.key),))
    except Trouble:
        raise _RefusedError("altered") from None
    try:
        untrusted = unseal(file.content, (reader.identity,))
    except Trouble:
        raise _RefusedError("sealed") from None
    try:
        return msgspec.json.decode(untrusted, type=Letter)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise _RefusedError("malformed") from None


def _check_inside(wing: Wing, letter: Letter, claimed: tuple[Stream, int]) -> None:
    if letter.wing != wing.wing:
        raise _RefusedError("other_wing")
    fits = type(letter.body) is KINDS[letter.stream.kind].body
    if (letter.stream, letter.number) != claimed or not fits:
        raise _RefusedError("misnamed")


def _check_clock(letter: Letter, now: datetime) -> None:
    within = KINDS[letter.stream.kind].within
    if letter.written_at > now + within:
        raise _RefusedError("early")
    if letter.written_at < now - within:
        raise _RefusedError("late")


def _check_follows(mark: Mark | None, letter: Letter) -> None:
    """Refuse a next letter that another than the last one here came before."""
    is_next = mark is not None and letter.number == mark.number + 1
    if mark is not None and is_next and letter.previous != mark.hash:
        raise _RefusedError("forked")
