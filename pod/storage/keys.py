"""Where the pod's keys are kept: always a keyring, and never an unsafe one by accident.

A store's key is 32 random bytes, given to SQLCipher raw; no code or PIN derives it.
Each store has its own; it has a next one too while it is being changed, and older ones
that open older backups.
"""

import logging
import os
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeAlias

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError

from pod.errors import KeyTrouble
from pod.settings import Settings
from pod.storage.key_note import key_id
from pod.storage.keyrings import CredentialKeyring, FileKeyring, SealedCredentials

log = logging.getLogger(__name__)

Keyring: TypeAlias = KeyringBackend

SERVICE = "training-pod"
PEOPLE, DOINGS, PERSONS = "people-key", "doings-key", "persons-key"
NAME = "store-key"
"""The only store's key on a pod that is older than its two stores: now `DOINGS`."""
STORE_KEYS = (PEOPLE, DOINGS, PERSONS)
KEY_BYTES = 32
DEVICE_KEY_BYTES = {"device-pod_controller": 32, "device-osdp_reader": 16}
"""Keys shared with devices: HMAC-SHA256, and the base key of OSDP's channel."""
SAFE = (
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
    "keyring.backends.libsecret",
)


def keyring_for(settings: Settings, home: Path, sealed: Path | None = None) -> Keyring:
    """Return the keyring this pod may use; refuse a plaintext or null one.

    `sealed` is the folder of sealed credentials that an administrator's command writes.
    """
    if sealed is not None:
        return SealedCredentials(sealed)
    if settings.demo:
        _warn_once()
        return FileKeyring(home / "demo-keys.json")
    if credentials := os.environ.get("CREDENTIALS_DIRECTORY"):
        return CredentialKeyring(Path(credentials))
    try:
        found = keyring.get_keyring()
    except Exception as error:
        log.exception("the keyring could not be loaded")
        raise KeyTrouble("The pod's keyring could not be used.") from error
    check_safe(found)
    return found


@cache
def _warn_once() -> None:
    """Say in the log what a demonstration is."""
    log.warning("demo: the key lies in a plain file; use no real names")


def check_safe(backend: Keyring) -> None:
    """Refuse any backend that is not known to protect what it holds."""
    held = list(getattr(backend, "backends", [backend]))
    if not held or not all(type(one).__module__ in SAFE for one in held):
        raise KeyTrouble(
            "The pod has no safe place for its key.",
            "Provision the pod with a sealed credential or a desktop keyring.",
        )


def read_key(backend: Keyring, name: str = NAME) -> bytes | None:
    """Return a key by its name; None when none was made yet."""
    try:
        text = backend.get_password(SERVICE, name)
        key = bytes.fromhex(text) if text else None
    except (KeyringError, ValueError, OSError) as error:
        raise KeyTrouble("The pod's key could not be read.") from error
    if key is not None and len(key) != DEVICE_KEY_BYTES.get(name, KEY_BYTES):
        raise KeyTrouble("The pod's key is not the right length.")
    return key


def device_key(device: str) -> str:
    """Return the name under which the key shared with a device is kept."""
    return f"device-{device}"


def make_key(
    backend: Keyring, randbytes: Callable[[int], bytes], name: str = NAME
) -> bytes:
    """Make a key by its name, and hand it to the keyring."""
    key = randbytes(DEVICE_KEY_BYTES.get(name, KEY_BYTES))
    keep_key(backend, name, key)
    return key


def keep_key(backend: Keyring, name: str, key: bytes) -> None:
    """Hand a key to the keyring, and see that it is there."""
    _write(backend, name, key.hex())
    if read_key(backend, name) != key:
        raise KeyTrouble("The pod's key could not be kept.")


def drop_key(backend: Keyring, name: str) -> None:
    """Take a key out of the keyring; one that is not there is gone already."""
    try:
        if backend.get_password(SERVICE, name) is not None:
            backend.delete_password(SERVICE, name)
    except (KeyringError, OSError) as error:
        raise KeyTrouble("The pod's key could not be removed.") from error


def next_of(name: str) -> str:
    """Return the name of the key that is to follow the key `name`."""
    return f"{name}.next"


def store_keys(backend: Keyring, name: str) -> tuple[bytes, ...]:
    """Return the keys a store may have: its own, then the next while it is changed.

    Empty when none was made. The pod's only key of old is the key of what was done.
    """
    own = read_key(backend, name)
    if own is None and name == DOINGS:
        own = read_key(backend, NAME)
    following = read_key(backend, next_of(name))
    return tuple(key for key in (own, following) if key is not None)


def keep_older(backend: Keyring, name: str, key: bytes) -> None:
    """Keep a key that was changed, for the backups that were made under it."""
    keep_key(backend, f"{name}.{key_id(key)}", key)
    ids = _older_ids(backend, name)
    if key_id(key) not in ids:
        _write(backend, _index(name), " ".join([*ids, key_id(key)]))


def older_keys(backend: Keyring, name: str) -> Mapping[str, bytes]:
    """Return the earlier keys of a store by their fingerprints."""
    found = (
        (one, read_key(backend, f"{name}.{one}")) for one in _older_ids(backend, name)
    )
    return {one: key for one, key in found if key is not None}


def held(backend: Keyring) -> Mapping[str, bytes]:
    """Return every key in the keyring by its entry's name."""
    names = [NAME, *STORE_KEYS, *(next_of(one) for one in STORE_KEYS)]
    found = {one: read_key(backend, one) for one in [*names, *DEVICE_KEY_BYTES]}
    for name in STORE_KEYS:
        older = older_keys(backend, name)
        found.update({f"{name}.{one}": key for one, key in older.items()})
    return {one: key for one, key in found.items() if key is not None}


def _index(name: str) -> str:
    return f"{name}.older"


def _older_ids(backend: Keyring, name: str) -> list[str]:
    try:
        return (backend.get_password(SERVICE, _index(name)) or "").split()
    except (KeyringError, ValueError, OSError) as error:
        raise KeyTrouble("The pod's keys could not be read.") from error


def _write(backend: Keyring, name: str, text: str) -> None:
    try:
        backend.set_password(SERVICE, name, text)
    except (KeyringError, OSError) as error:
        raise KeyTrouble(
            "The pod's key could not be kept.",
            "Where systemd keeps the keys, name their folder with --credentials.",
        ) from error
