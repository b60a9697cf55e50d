"""The note beside a store: the fingerprint of the key that it has.

By it a wrong key is told from a damaged store, and while a key is being changed it
names both keys, so that either is known to be this store's own.
"""

import hashlib
from pathlib import Path

from pod.errors import KeyTrouble
from pod.storage.whole import write_whole


def key_id(key: bytes) -> str:
    """Return a key's fingerprint: 16 hexadecimal digits that say nothing about it."""
    return hashlib.sha256(b"training-pod key id" + key).hexdigest()[:16]


def note_of(path: Path) -> Path:
    """Return where the note of the store at `path` lies."""
    return path.with_suffix(".keyid")


def noted(path: Path) -> str:
    """Return which key the store is known to have; nothing when that is not known.

    While the key is being changed these are two, parted by a space.
    """
    try:
        return note_of(path).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def note_key(path: Path, *keys: bytes) -> None:
    """Write down whose store this is: whole or not at all, and only when it is new."""
    ids = " ".join(key_id(key) for key in keys)
    if noted(path) != ids:
        write_whole(note_of(path), ids.encode("ascii"))


def is_noted(path: Path, key: bytes) -> bool:
    """Tell whether `key` is known to be this store's."""
    return key_id(key) in noted(path).split()


def check_key(path: Path, key: bytes) -> None:
    """Tell a wrong key from a damaged store by the key's own fingerprint."""
    if noted(path) and not is_noted(path, key):
        raise KeyTrouble(
            "This key does not open this pod's memory.",
            "Give the pod its own key back; nothing was changed.",
        )
