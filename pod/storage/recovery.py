"""All of a pod's keys, sealed so that only the two printed halves together open them.

The pod keeps the public half of the recovery key alone: it can seal new keys to it and
open nothing. The file is one line of JSON that says whose it is, then an age file; what
that holds is tied to the line by a code that only the store and the paper can make, so
keys of somebody else's are not taken for the pod's own.
"""

import hashlib
import hmac
import logging
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from pod.errors import Malformed, Sealed, Trouble
from pod.seal import Recipient, recipient_of, seal, unseal
from pod.storage.halves import SECRET_BYTES, Half, identity_of, join, split
from pod.storage.key_note import key_id
from pod.storage.pod_memory import recall, remember
from pod.storage.vault import DoingsDb
from pod.storage.whole import write_whole
from pod.values import Value

log = logging.getLogger(__name__)

FILE = "recovery.sealed"
SETTING = "recovery"
"""The setting of the store that holds a `Lock`; what lies in the home is a copy."""
BIGGEST = 1_000_000


class Lock(Value, frozen=True, kw_only=True):
    """What seals to the halves in force, and opens nothing: kept inside the store."""

    pod: str
    mark: str
    printed_on: date
    recipient: Recipient
    proof: bytes


class Label(Value, frozen=True, kw_only=True):
    """What everybody may know of a sealed file: whose, which halves, which keys."""

    format: Literal[1] = 1
    pod: str
    mark: str
    printed_on: date
    ids: dict[str, str]


class _Content(Value, frozen=True, kw_only=True):
    keys: dict[str, bytes]
    code: bytes


def new_halves(
    pod: str, printed_on: date, randbytes: Callable[[int], bytes]
) -> tuple[Lock, tuple[Half, Half]]:
    """Make a new recovery key: the lock that the pod keeps, and the halves to print."""
    secret = randbytes(SECRET_BYTES)
    pair = split(secret, randbytes)
    lock = Lock(
        pod=pod,
        mark=pair[0].mark,
        printed_on=printed_on,
        recipient=recipient_of(identity_of(secret)),
        proof=_proof(secret),
    )
    return lock, pair


def put_in_force(db: DoingsDb, lock: Lock) -> None:
    """Seal to these halves from now on: the store remembers it, and nobody else can."""
    remember(db, SETTING, msgspec.json.encode(lock))


def lock_in_force(db: DoingsDb) -> Lock | None:
    """Return what seals to the halves in force; None before any were printed."""
    kept = recall(db, SETTING)
    return msgspec.json.decode(kept, type=Lock) if kept else None


def keep_sealed(home: Path, lock: Lock, keys: Mapping[str, bytes]) -> None:
    """Seal anew where the home's recovery file is gone or lacks a key.

    A disk that cannot be written to now keeps nobody from their sitting.
    """
    try:
        label = read_label(home / FILE)
        if (label.mark, label.ids) == (lock.mark, _ids(keys)):
            return
    except Malformed:
        log.warning("the recovery file is not there, or not whole")
    try:
        seal_keys(home, lock, keys)
    except OSError:
        log.warning("the recovery file could not be renewed")


def seal_keys(home: Path, lock: Lock, keys: Mapping[str, bytes]) -> None:
    """Seal all keys into the home's recovery file, which is the new one or the old."""
    label = Label(
        pod=lock.pod,
        mark=lock.mark,
        printed_on=lock.printed_on,
        ids=_ids(keys),
    )
    line = msgspec.json.encode(label)
    content = _Content(keys=dict(keys), code=_code(lock.proof, line, keys))
    sealed = seal(msgspec.msgpack.encode(content), [lock.recipient])
    write_whole(home / FILE, line + b"\n" + sealed)


def read_label(path: Path) -> Label:
    """Read what a recovery file says of itself, which proves nothing yet."""
    return _label(_parts(path)[0])


def fits(label: Label, half: Half) -> None:
    """Say so where a half is not of the pair that a recovery file was sealed for."""
    if half.mark != label.mark:
        raise Sealed(
            f"Half {half.number} is from another pod or from another day than"
            f" {label.printed_on:%d.%m.%Y}, when this pod's halves were printed."
        )


def open_keys(path: Path, first: Half, second: Half) -> dict[str, bytes]:
    """Return the keys in a recovery file by the names they have in the keyring."""
    line, sealed = _parts(path)
    secret = join(first, second)
    try:
        raw = unseal(sealed, [identity_of(secret)])
        content = msgspec.msgpack.decode(raw, type=_Content)
    except (Trouble, msgspec.MsgspecError) as error:
        raise Sealed("These two halves do not open this file.") from error
    code = _code(_proof(secret), line, content.keys)
    if not hmac.compare_digest(code, content.code):
        raise Sealed("This file was not sealed by this pod. Nothing was changed.")
    return content.keys


def _ids(keys: Mapping[str, bytes]) -> dict[str, str]:
    return {name: key_id(key) for name, key in keys.items()}


def _parts(path: Path) -> tuple[bytes, bytes]:
    try:
        with path.open("rb") as file:
            untrusted = file.read(BIGGEST)
    except OSError as error:
        raise Malformed(
            "This pod has no sealed recovery file.", "Look for it among the backups."
        ) from error
    line, _, sealed = untrusted.partition(b"\n")
    return line, sealed


def _label(untrusted: bytes) -> Label:
    try:
        return msgspec.json.decode(untrusted, type=Label)
    except msgspec.MsgspecError as error:
        raise Malformed("The sealed recovery file cannot be read.") from error


def _proof(secret: bytes) -> bytes:
    """Return what proves knowledge of the recovery key and tells nothing of it."""
    return hmac.digest(secret, b"training-pod recovery proof", hashlib.sha256)


def _code(proof: bytes, line: bytes, keys: Mapping[str, bytes]) -> bytes:
    """Return the code over the label and every key: HMAC-SHA-256 (RFC 2104)."""
    content = msgspec.msgpack.encode((line, dict(keys)), order="deterministic")
    return hmac.digest(proof, content, hashlib.sha256)
