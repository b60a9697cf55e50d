"""The keyrings of our own: systemd's credentials, and a plain file for demonstrations.

systemd hands a service what lies in a folder of sealed files (`LoadCredentialEncrypted=
pod:FOLDER`): the machine's own secret seals them, and its TPM where it has one. Only
the administrator's commands write that folder.
"""

import asyncio
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError, PasswordSetError

from pod.errors import KeyTrouble
from pod.storage.whole import remove_whole, write_whole

OTHERS = 0o077
PREFIX = "pod_"
"""What systemd puts before a file's name when it hands over a folder named `pod`."""
TOOL = "/usr/bin/systemd-creds"
ON_SEALED_DISK = Path("/run/pod-data")
"""Where an image's data is, the machine's own secret with it."""
PATIENCE_S = 60.0
"""A TPM may take seconds; one that takes a minute does not answer."""


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
        write_whole(self.path, msgspec.json.encode(kept))

    def delete_password(self, service: str, username: str) -> None:
        """Forget a key."""
        kept = self._read()
        if kept.pop(f"{service}/{username}", None) is None:
            raise PasswordDeleteError(username)
        write_whole(self.path, msgspec.json.encode(kept))

    def _read(self) -> dict[str, str]:
        if not self.path.exists():
            return {}
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=dict[str, str])
        except msgspec.MsgspecError as error:
            raise KeyTrouble("The demonstration's key file cannot be read.") from error


class CredentialKeyring(KeyringBackend):
    """Keys that systemd hands the service, sealed on the disk: read, never written."""

    priority = 0

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get_password(self, _service: str, username: str) -> str | None:
        """Read the credential of this name, or None."""
        for name in (f"{PREFIX}{username}", username):
            path = self.folder / name
            if path.exists():
                return _closed_text(path)
        return None

    def set_password(self, _service: str, _username: str, _password: str) -> None:
        """Refuse: credentials are made by the administrator's commands."""
        raise PasswordSetError("systemd credentials are read-only here")

    def delete_password(self, _service: str, username: str) -> None:
        """Refuse, for the same reason."""
        raise PasswordDeleteError(username)


def _closed_text(path: Path) -> str:
    if path.stat().st_mode & OTHERS:
        raise KeyTrouble("The pod's key can be read by others.")
    return path.read_text("ascii").strip()


class SealedCredentials(KeyringBackend):
    """The same keys as they lie sealed: what the administrator's commands write.

    Keys go to and from `systemd-creds` through pipes, never as an argument or a file.
    """

    priority = 0

    def __init__(self, folder: Path) -> None:
        if not Path(TOOL).exists():
            raise KeyTrouble("This machine has no systemd-creds to seal keys with.")
        self.folder = folder

    def get_password(self, _service: str, username: str) -> str | None:
        """Open the sealed file of this name, or return None."""
        path = self.folder / username
        if not path.exists():
            return None
        name = f"--name={PREFIX}{username}"
        return _run(["decrypt", name, str(path), "-"], b"").decode("ascii").strip()

    def set_password(self, _service: str, username: str, password: str) -> None:
        """Seal a key to this machine, into a file that is whole or not there."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        words = ["encrypt", *_sealed_by(), f"--name={PREFIX}{username}", "-", "-"]
        write_whole(self.folder / username, _run(words, password.encode("ascii")))

    def delete_password(self, _service: str, username: str) -> None:
        """Take the sealed file away."""
        if not (self.folder / username).exists():
            raise PasswordDeleteError(username)
        remove_whole(self.folder / username)


@cache
def _sealed_by() -> Sequence[str]:
    """Return what seals: the machine's secret, with its TPM where there is one.

    Named, not `auto`: that would fall back to a key everybody knows. An image's secret
    lies on a disk that its TPM seals: sealed to it once more, keys would be lost with
    new firmware, although a recovery key opens that disk.
    """
    if ON_SEALED_DISK.exists():
        return ("--with-key=host",)
    with_tpm, _ = asyncio.run(_said(["has-tpm2"], b""))
    if with_tpm:
        return ("--with-key=host+tpm2", "--tpm2-pcrs=7")
    return ("--with-key=host",)


def _run(words: Sequence[str], given: bytes) -> bytes:
    """Return what the tool gives back for `given`, or say that it would not."""
    done, said = asyncio.run(_said(words, given))
    if not done:
        raise KeyTrouble(
            "The sealed keys of this machine could not be used.",
            "Run this as the administrator, on the machine they were sealed on.",
        )
    return said


async def _said(words: Sequence[str], given: bytes) -> tuple[bool, bytes]:
    """Run the tool; tell whether it was content, and what it wrote."""
    running = await asyncio.create_subprocess_exec(
        TOOL, *words, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
    )
    try:
        said, _ = await asyncio.wait_for(running.communicate(given), PATIENCE_S)
    except TimeoutError:
        running.kill()
        await running.wait()
        return False, b""
    return running.returncode == 0, said
