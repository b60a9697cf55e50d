"""Where the keys of this pod lie, and what seals them, as `pod check` tells."""

from base64 import b64decode
from collections.abc import Mapping
from pathlib import Path

from pod.errors import Trouble
from pod.settings import HOME, home, read_settings
from pod.storage.keys import STORE_KEYS, keyring_for
from pod.update.slots import STARTED

SEALED = Path("/etc/training-pod/credentials")
DISK_KEY = Path("/system/machine/data.key")
"""Where an image keeps the key of its data on a machine without a TPM."""
UNSEALED = Path("/run/pod-data-unsealed")
"""Lies there where a TPM did not take the disk's key anew."""
CHIPS = Path("/sys/class/tpm")
"""Where a kernel shows the TPMs that it found."""
KIND = 16
SEALED_BY: Mapping[str, str] = {
    "5a1c6a86df9d4096b1d5a65e0862f19a": "sealed with a secret of this machine",
    "0c7cc07b117645919c4b0bea08bc20fe": "sealed to this machine's TPM",
    "93a894094874449090caf2fc93cab553": "sealed to its TPM and a secret of it",
}
"""What the beginning of a sealed file says (systemd, src/shared/creds-util.h)."""
NOT_SEEN = "their folder is the administrator's"
NOT_SEALED = "not sealed as they should be: do not use this pod"


def where_keys_lie(sealed: Path | None = None) -> str:
    """Say what seals the keys of the stores, and on an image what seals its disk."""
    return f"{_of_stores(sealed)}{_of_disk()}"


def _of_stores(sealed: Path | None) -> str:
    settings = read_settings(home())
    if settings.demo:
        return "in a plain file: this is a demonstration"
    folder = sealed or (SEALED if home() == HOME else None)
    if folder is None:
        return _of_keyring()
    try:
        said = {_kind(folder / one) for one in STORE_KEYS}
    except OSError:
        return NOT_SEEN
    return said.pop() if len(said) == 1 else NOT_SEALED


def _of_keyring() -> str:
    """Name the keyring; one that is not safe is refused there, with its sentence."""
    try:
        return f"in {type(keyring_for(read_settings(home()), home())).__module__}"
    except Trouble as trouble:
        return trouble.say


def _kind(path: Path) -> str:
    """Return what seals a file; what cannot be told is not sealed as it should be."""
    try:
        begins = b64decode(path.read_bytes(), validate=False)[:KIND].hex()
    except ValueError:
        return NOT_SEALED
    return SEALED_BY.get(begins, NOT_SEALED)


def _of_disk() -> str:
    """Say what seals an image's disk; on another machine its own installer did."""
    if not STARTED.exists():
        return ""
    try:
        beside = DISK_KEY.exists()
    except OSError:
        return "; what seals the disk only the administrator sees"
    if beside:
        return "; the disk's key lies beside the data: this machine has no TPM"
    if UNSEALED.exists() or not any(CHIPS.glob("tpm*")):
        return "; the disk opens by its recovery key alone: no TPM of it does"
    return "; the disk is sealed to this machine's TPM"
