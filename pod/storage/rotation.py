"""Changing a store's key so that it opens again, at whichever moment the power goes.

The new key lies in the keyring first, then the store's note names both, then SQLCipher
writes every page anew in one transaction of the log; the store has the old key until
that commits and the new one from then on. `settle` brings what was cut off to an end,
and no key is thrown away: the loser opens older backups.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from sqlcipher3 import dbapi2

from pod.errors import Damaged, KeyTrouble
from pod.storage import keys
from pod.storage.key_note import is_noted, note_key
from pod.storage.keys import Keyring
from pod.storage.vault import bare, trouble

_UNTOLD = ("not a database", "readonly database")
"""Another key's store; or one whose making was cut off, which only writing can undo."""


class Locked(NamedTuple):
    """A store and the name of its key."""

    path: Path
    name: str


def the_key(backend: Keyring, store: Locked) -> bytes | None:
    """Return the key that opens a store, also amid a change; None when none was made.

    A store that came back from an older backup has an older key. Only where its note
    leaves it open is the store itself asked, and it is not changed.
    """
    known = keys.store_keys(backend, store.name)
    return own_key(backend, store) or (known[0] if known else None)


def own_key(backend: Keyring, store: Locked) -> bytes | None:
    """Return the one of the keyring's keys that is a store's own; None if none is."""
    own = _fitting(store.path, keys.store_keys(backend, store.name))
    older = () if own else tuple(keys.older_keys(backend, store.name).values())
    return own or _fitting(store.path, older)


def rotate(
    backend: Keyring,
    store: Locked,
    new: bytes,
    sealed: Callable[[], None],
) -> None:
    """Give a closed store a new key; `sealed` seals the keyring's keys for recovery."""
    settle(backend, store)
    old = the_key(backend, store)
    if old is None:
        raise KeyTrouble("This pod has no key yet.")
    keys.keep_key(backend, keys.next_of(store.name), new)
    sealed()
    note_key(store.path, new, old)
    _rekey(store.path, old, new)
    settle(backend, store)


def settle(backend: Keyring, store: Locked) -> None:
    """End a change of key that was cut off, forwards or back, as the store has it."""
    known = keys.store_keys(backend, store.name)
    if keys.read_key(backend, keys.next_of(store.name)) is None:
        return
    own = own_key(backend, store)
    if own is None:
        raise Damaged("The pod's memory is damaged; its keys were left as they are.")
    note_key(store.path, own)
    for other in known:
        if other != own:
            keys.keep_older(backend, store.name, other)
    keys.keep_key(backend, store.name, own)
    keys.drop_key(backend, keys.next_of(store.name))
    if store.name == keys.DOINGS:
        keys.drop_key(backend, keys.NAME)


def restore(
    backend: Keyring, stores: Sequence[Locked], kept: Mapping[str, bytes]
) -> None:
    """Give the keyring its keys back; one that already fits its store stays.

    Of two keys for one place, the other is kept among the older ones.
    """
    paths = {store.name: store.path for store in stores}
    for entry, key in kept.items():
        name, _, which = entry.partition(".")
        there = keys.read_key(backend, entry)
        if which not in ("", "next"):
            keys.keep_older(backend, name, key)
        elif there in (None, key):
            keys.keep_key(backend, entry, key)
        elif name in paths:
            stays = is_noted(paths[name], there)
            keys.keep_older(backend, name, key if stays else there)
            keys.keep_key(backend, entry, there if stays else key)


def _fitting(path: Path, known: Sequence[bytes]) -> bytes | None:
    """Return which of the keys is the store's own, by its note or by trying."""
    noted = [key for key in known if is_noted(path, key)]
    if len(noted) == 1:
        return noted[0]
    if not path.exists():
        return None
    return next((key for key in noted or known if _opens(path, key)), None)


def _opens(path: Path, key: bytes) -> bool:
    """Try a key without changing a byte of the store or its log."""
    try:
        with closing(bare(path, key, "ro")) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError as error:
        if str(error).endswith(_UNTOLD):
            return False
        raise trouble(error) from error
    return True


def _rekey(path: Path, old: bytes, new: bytes) -> None:
    """Write every page anew in one transaction, with nobody else at the store."""
    try:
        with closing(bare(path, old, "rw")) as connection:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            connection.execute(f"PRAGMA rekey=\"x'{new.hex()}'\"").fetchone()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            broken = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    except dbapi2.DatabaseError as error:
        raise trouble(error) from error
    if broken:
        raise Damaged("The pod's memory is damaged.")
