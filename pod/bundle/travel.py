"""The travelling record: one person's course, settings and progress, on its way.

`.podrecord` is age ciphertext for the pods that it is meant for, the SSHSIG of the pod
that made it lies beside. Inside is one JSON, compressed. What staff wrote, concerns and
alerts have no field here.
"""

import hashlib
import zlib
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal, TypeAlias, TypeVar

import msgspec
from msgspec import Meta

from pod.bundle.traveller import Moment, Person, Run
from pod.errors import Malformed, PartRefused, Untrusted, Usage
from pod.seal import Identity, Recipient, SigningKey, Trusted, seal, signer, unseal
from pod.settings import Id
from pod.task import task_named
from pod.telling import Entry
from pod.values import Value

V = TypeVar("V", bound=Value)

SUFFIX = ".podrecord"
BIGGEST, BIGGEST_OPEN = 8_000_000, 32_000_000
"""Bytes of a sealed record, and of what is in it: ten years of anybody's sittings."""

Kind: TypeAlias = Literal["transfer", "shared"]


class Record(Value, frozen=True, kw_only=True):
    """One record: who made it, for which pods, and whom it is of.

    `moved_on`: at the pods that made it the person is not expected any more.
    """

    format: Literal[1] = 1
    id: Annotated[str, Meta(pattern="^[a-z0-9]{12}$")]
    kind: Kind
    pod: Id
    to: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=48)]
    made_at: Moment
    person: Person
    moved_on: date | None = None


class SealedRecord(Value, frozen=True, kw_only=True):
    """A record as it travels: a file's name, its bytes, and the signature beside it."""

    id: str
    name: str
    content: bytes
    signature: str

    @property
    def sha256(self) -> str:
        """The hash by which people compare files."""
        return hashlib.sha256(self.content).hexdigest()


def seal_record(
    record: Record, readers: Sequence[Recipient], key: SigningKey
) -> SealedRecord:
    """Seal a record for those who may open it, and sign it; PartRefused if too big."""
    plain = msgspec.json.encode(record)
    content = seal(zlib.compress(plain), readers)
    if len(content) > BIGGEST or len(plain) > BIGGEST_OPEN:
        raise PartRefused("This record is too big to travel.", "Ask for help.")
    name = f"{record.pod}-{record.id}{SUFFIX}"
    signature = key.sign(content)
    return SealedRecord(id=record.id, name=name, content=content, signature=signature)


def open_record(
    untrusted: bytes,
    untrusted_sig: str,
    trusted: Sequence[Trusted],
    identity: Identity,
    me: str,
) -> Record:
    """Return a record that a known pod signed and sealed for this one.

    Untrusted, Sealed or Malformed, in this order: nothing is opened before the
    signature holds, and nobody can send on in their own name what another one made.
    """
    if len(untrusted) > BIGGEST:
        raise Malformed("This record is far too big.")
    who = signer(untrusted, untrusted_sig, trusted)
    record = _read(_unpacked(unseal(untrusted, (identity,))))
    if record.pod != who:
        raise Untrusted("The record says that another pod made it.")
    if me not in record.to:
        raise Untrusted("The record is for other pods.")
    check_whole(record.person)
    return record


def check_whole(person: Person) -> None:
    """Malformed unless every part is there once and belongs to something that is."""
    held = [one.id for one in person.sittings]
    if len(set(held)) != len(held) or any(
        one.sitting not in held for one in person.runs
    ):
        raise Malformed("The record does not fit together.")
    if len({one.id for one in person.runs}) != len(person.runs):
        raise Malformed("The record has an activity twice.")
    for run in person.runs:
        _check_rows(run)


def _check_rows(run: Run) -> None:
    """Malformed unless rows are such as this activity keeps, as far as it is known.

    One that is under way comes with a page of the journal for each of its rows.
    """
    pages = [_decoded(page, Entry) for page in run.journal]
    if len(pages) != (0 if run.ended else len(run.rows or ())):
        raise Malformed("The record has an activity that cannot be gone on with.")
    try:
        task = task_named(run.task)
    except Usage:
        return
    if task.version == run.task_version:
        for row in run.rows or ():
            _decoded(row, task.row)


def _read(plain: bytes) -> Record:
    return _decoded(plain, Record)


def _decoded(untrusted: bytes, kind: type[V]) -> V:
    try:
        return msgspec.json.decode(untrusted, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed("This is not a travelling record.") from error


def _unpacked(packed: bytes) -> bytes:
    """Return what was compressed; what would grow beyond all bounds is refused."""
    opened = zlib.decompressobj()
    try:
        plain = opened.decompress(packed, BIGGEST_OPEN)
    except zlib.error as error:
        raise Malformed("This is not a travelling record.") from error
    if not opened.eof or opened.unused_data:
        raise Malformed("This record is cut short, or far too big.")
    return plain
