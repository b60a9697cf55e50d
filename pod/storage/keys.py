"""Where the store's key is kept: always a keyring, and never an unsafe one by accident.

The key is 32 random bytes, given to SQLCipher raw; no code or PIN derives it.
"""

import logging
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import keyring
import msgspec
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, PasswordDeleteError, PasswordSetError

from pod.errors import KeyTrouble
from pod.settings import Settings

log = logging.getLogger(__name__)

SERVICE = "training-pod"
NAME = "store-key"
KEY_BYTES = 32
DEVICE_KEY_BYTES = {"device-pod_controller": 32, "device-osdp_reader": 16}
"""Keys shared with devices: HMAC-SHA256, and the base key of OSDP's channel."""
OTHERS = 0o077
SAFE = (
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
    "keyring.backends.libsecret",
)


class FileKeyring(KeyringBackend):
    """Keys in a plain file: for demonstrations only, refused everywhere else."""

    priority = 0

    def __init__(self, path: Path) -> None:
        self.path = path

    def get_password(self, service: str, username: str) -> str | None:
        """Read a key, or None."""
        return self._read().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Write a key; the file is readable by its owner only."""
        kept = self._read() | {f"{service}/{username}": password}
        self.path.touch(mode=0o600)
        self.path.write_bytes(msgspec.json.encode(kept))

    def delete_password(self, service: str, username: str) -> None:
        """Forget a key."""
        kept = self._read()
        if kept.pop(f"{service}/{username}", None) is None:
            raise PasswordDeleteError(username)
        self.path.write_bytes(msgspec.json.encode(kept))

    def _read(self) -> dict[str, str]:
        if not self.path.exists():
            return {}
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=dict[str, str])
        except msgspec.MsgspecError as error:
            raise KeyTrouble("The demonstration's key file cannot be read.") from error


class CredentialKeyring(KeyringBackend):
    """Keys that systemd hands the service, TPM-sealed on disk: read, never written."""

    priority = 0

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get_password(self, _service: str, username: str) -> str | None:
        """Read the credential of this name, or None."""
        path = self.folder / username
        if not path.exists():
            return None
        if path.stat().st_mode & OTHERS:
            raise KeyTrouble("The pod's key can be read by others.")
        return path.read_text("ascii").strip()

    def set_password(self, _service: str, _username: str, _password: str) -> None:
        """Refuse: credentials are made when the machine is provisioned."""
        raise PasswordSetError("systemd credentials are read-only here")


def keyring_for(settings: Settings, home: Path) -> KeyringBackend:
    """Return the keyring this pod may use; refuse a plaintext or null one."""
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


def check_safe(backend: KeyringBackend) -> None:
    """Refuse any backend that is not known to protect what it holds."""
    held = list(getattr(backend, "backends", [backend]))
    if not held or not all(type(one).__module__.startswith(SAFE) for one in held):
        raise KeyTrouble(
            "The pod has no safe place for its key.",
            "Provision the pod with a sealed credential or a desktop keyring.",
        )


def read_key(backend: KeyringBackend, name: str = NAME) -> bytes | None:
    """Return the store's key, or another's by its name; None when none was made yet."""
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
    backend: KeyringBackend, randbytes: Callable[[int], bytes], name: str = NAME
) -> bytes:
    """Make the store's key once, or another's, and hand it to the keyring."""
    key = randbytes(DEVICE_KEY_BYTES.get(name, KEY_BYTES))
    try:
        backend.set_password(SERVICE, name, key.hex())
    except KeyringError as error:
        raise KeyTrouble("The pod's key could not be kept.") from error
    return key
