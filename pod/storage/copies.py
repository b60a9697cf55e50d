"""One store's copy: made, looked at before anything relies on it, put back.

A copy is a single file under the store's own key. It appears under its name only when
it has been opened, checked and put on the disk.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlcipher3 import dbapi2

from pod.errors import Damaged
from pod.storage.audit import first_break
from pod.storage.key_note import key_id
from pod.storage.spoken import engine_of
from pod.storage.vault import DoingsDb, PeopleDb, S, Vault, bare, trouble
from pod.storage.whole import sync_folder
from pod.values import Value

PART = ".part"


class Copied(Value, frozen=True, kw_only=True):
    """What is written down of a copy: which key opens it, how long it is, its hash."""

    key: str
    bytes: int
    sha256: str


def copy_store(vault: Vault[S], target: Path) -> Copied:
    """Write a verified copy of an open store as `target`, whole or not at all."""
    part = _part_of(target)
    vault.copy_to(part)
    check_copy(part, vault.key)
    _appear(part, target)
    return copied(target, vault.key)


def copied(path: Path, key: bytes) -> Copied:
    """Return what is to be written down of a copy."""
    return Copied(key=key_id(key), bytes=path.stat().st_size, sha256=sha256(path))


def check_copy(path: Path, key: bytes) -> None:
    """Open a copy and look at all of it; Damaged if anything is not as it must be."""
    try:
        with closing(bare(path, key, "ro")) as copy:
            broken = copy.execute("PRAGMA cipher_integrity_check").fetchone()
            whole = copy.execute("PRAGMA quick_check(1)").fetchone()
            loose = copy.execute("PRAGMA foreign_key_check").fetchone()
            tables = copy.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError as error:
        raise trouble(error) from error
    if broken or loose or whole != ("ok",) or tables == (0,):
        raise Damaged("This copy of the pod's memory is damaged.")


def form_of_copy(path: Path, key: bytes) -> str:
    """Return the form that the tables of a whole copy have."""
    with closing(bare(path, key, "ro")) as copy:
        (form,) = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(form)


def record_holds(path: Path, vault: Vault[PeopleDb] | Vault[DoingsDb]) -> bool:
    """Tell whether the record in a fresh copy of this store holds together."""
    with _opened(path, vault.key) as engine, vault.session(engine) as db:
        return first_break(db) is None


@contextmanager
def reading(path: Path, key: bytes, session: type[S]) -> Iterator[S]:
    """Look into a whole copy; nothing in it can be changed."""
    with _opened(path, key) as engine, session(engine) as db:
        yield db


@contextmanager
def _opened(path: Path, key: bytes) -> Iterator[Engine]:
    engine = engine_of(lambda: bare(path, key, "ro"))
    try:
        yield engine
    finally:
        engine.dispose()


def key_of(path: Path, keys: Sequence[bytes]) -> bytes:
    """Return which of the keys opens a whole copy; Damaged if none does."""
    for key in keys:
        try:
            check_copy(path, key)
        except Damaged:
            continue
        return key
    raise Damaged("No key opens this copy of the pod's memory.")


def put_back(copy: Path, keys: Sequence[bytes], target: Path, own: bytes) -> None:
    """Write what a copy holds as the store `target`, under the store's `own` key."""
    key = key_of(copy, keys)
    part = _part_of(target)
    try:
        with closing(bare(copy, key, "ro")) as source, closing(bare(part, own)) as new:
            new.execute("PRAGMA synchronous=OFF")
            source.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")
    except dbapi2.DatabaseError as error:
        raise trouble(error) from error
    check_copy(part, own)
    for suffix in ("-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    _appear(part, target)


def carry(source: Path, target: Path, sha: str) -> None:
    """Write the same bytes elsewhere, whole or not at all; Damaged if they are not."""
    part = _part_of(target)
    with source.open("rb") as reading, part.open("wb") as writing:
        while piece := reading.read(1 << 20):
            writing.write(piece)
    if sha256(part) != sha:
        part.unlink()
        raise Damaged("This copy of the pod's memory is damaged.")
    _appear(part, target)


def sha256(path: Path) -> str:
    """Return a file's hash in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _part_of(target: Path) -> Path:
    """Return the unfinished file's name; one that was cut off goes first."""
    part = target.with_name(target.name + PART)
    for suffix in ("", "-journal", "-wal", "-shm"):
        part.with_name(part.name + suffix).unlink(missing_ok=True)
    return part


def _appear(part: Path, target: Path) -> None:
    """Put a finished file on the disk, then under its name."""
    part.chmod(0o600)
    handle = os.open(part, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    part.replace(target)
    sync_folder(target.parent)
