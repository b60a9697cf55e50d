"""Sealing and signing: age for secrecy, OpenSSH signatures for who sent it.

age says nothing about the sender, so whatever travels is signed too. `age -d` and
`ssh-keygen -Y verify` do the same without us (age v1; OpenSSH PROTOCOL.sshsig). Only
one spelling of a signature counts: Ed25519, SHA-512, our namespace, one armour.
"""

import base64
import hashlib
import re
import textwrap
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeAlias

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_ssh_private_key,
)

from pod.errors import Malformed, Sealed, Untrusted
from pod.values import Value

NAMESPACE = "training-pod"

PublicKey: TypeAlias = str
"""An OpenSSH line, `ssh-ed25519 AAAA...`, without a comment."""
Recipient: TypeAlias = str
"""An age public key, `age1...`."""
Identity: TypeAlias = str
"""An age secret key, `AGE-SECRET-KEY-1...`."""

_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_KIND = b"ssh-ed25519"
_ARMOUR = re.compile(rf"{_BEGIN}\n([A-Za-z0-9+/=\n]+)\n{_END}\n")
_u32 = partial(int.to_bytes, length=4, byteorder="big")
_ALLOWED = re.compile(
    rf'(?P<who>[a-z0-9]{{3,16}}) (?:namespaces="{NAMESPACE}" )?'
    r"(?P<key>ssh-ed25519 [A-Za-z0-9+/=]+)(?: .*)?"
)


class Trusted(Value, frozen=True):
    """Somebody whose signature counts, by name."""

    who: str
    key: PublicKey


class SigningKey:
    """A secret that signs; never printed, never part of a value that travels."""

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)

    @property
    def public(self) -> PublicKey:
        """The OpenSSH line that others may know."""
        key = self._key.public_key()
        return key.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()

    def sign(self, message: bytes) -> str:
        """Return the armoured SSHSIG of `message` in our namespace."""
        return self.sign_digest(hashlib.sha512(message).digest())

    def sign_digest(self, sha512: bytes) -> str:
        """Return the armoured SSHSIG of the message that has this SHA-512."""
        return _armoured(_preamble(self.public) + self._key.sign(_signed_part(sha512)))

    def private_text(self) -> str:
        """Return the key as an OpenSSH private key file, for a folder kept closed."""
        form = (Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
        return self._key.private_bytes(*form).decode()


def read_signing_key(text: str) -> SigningKey:
    """Read an unencrypted OpenSSH Ed25519 private key file; Malformed if it is not."""
    try:
        key = load_ssh_private_key(text.encode(), None)
    except (ValueError, TypeError) as error:
        raise Malformed("This is not an open OpenSSH private key") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise Malformed("The signing key is not an Ed25519 key")
    return SigningKey(key.private_bytes_raw())


def public_key(untrusted: str) -> PublicKey:
    """Return the key of an OpenSSH public line without its comment, or Malformed."""
    try:
        words = untrusted.split()[:2]
        blob = base64.b64decode(words[1], validate=True)
        Ed25519PublicKey.from_public_bytes(blob[-32:])
    except (IndexError, ValueError) as error:
        raise Malformed("This is not an OpenSSH Ed25519 public key") from error
    if words[0] != _KIND.decode() or blob[:-32] != _string(_KIND) + _u32(32):
        raise Malformed("This is not an OpenSSH Ed25519 public key")
    return " ".join(words)


def fingerprint(key: PublicKey) -> str:
    """Name a public key the way `ssh-keygen -l` does: SHA256 and 43 characters."""
    digest = base64.b64encode(hashlib.sha256(_blob(key)).digest())
    return "SHA256:" + digest.decode().rstrip("=")


def allowed_line(trusted: Trusted) -> str:
    """Return the line of an OpenSSH allowed_signers file, bound to our namespace."""
    return f'{trusted.who} namespaces="{NAMESPACE}" {trusted.key}\n'


def read_allowed(untrusted: str) -> tuple[Trusted, ...]:
    """Read an allowed_signers file; a line with options we do not keep is refused."""
    trusted = []
    for line in untrusted.splitlines():
        if line.strip() and not line.startswith("#"):
            if (found := _ALLOWED.fullmatch(line.strip())) is None:
                raise Malformed(f"allowed_signers: cannot read the line {line[:40]!r}")
            trusted.append(Trusted(found["who"], public_key(found["key"])))
    return tuple(trusted)


def signer(message: bytes, untrusted_sig: str, trusted: Sequence[Trusted]) -> str:
    """Return who of `trusted` signed `message`; Untrusted when nobody of them did."""
    raw, digest = _dearmoured(untrusted_sig), hashlib.sha512(message).digest()
    for candidate in trusted:
        if _holds(candidate.key, raw, digest):
            return candidate.who
    raise Untrusted("The signature does not match, or nobody known here signed it")


def sig_beside(path: Path) -> Path:
    """Return where the signature of a travelling file lies."""
    return path.with_name(f"{path.name}.sig")


def read_signed(path: Path, biggest: int) -> tuple[bytes, str]:
    """Read a travelling file of at most `biggest` bytes and its unchecked signature."""
    untrusted = _read(path, biggest)
    if not sig_beside(path).is_file():
        raise Untrusted(f"{path.name} has no signature beside it")
    return untrusted, _read(sig_beside(path), 4096).decode("ascii", "replace")


def new_identity() -> Identity:
    """Make an age key from the system's own randomness; a seeded key would be weak."""
    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: Identity) -> Recipient:
    """Return the public half of an age key, or Malformed."""
    return str(_identity(identity).to_public())


def seal(content: bytes, recipients: Sequence[Recipient]) -> bytes:
    """Encrypt so that each one of the recipients can open it (age v1)."""
    return bytes(pyrage.encrypt(content, age_keys(recipients)))


def age_keys(recipients: Sequence[Recipient]) -> list[pyrage.x25519.Recipient]:
    """Return the keys to seal for; Malformed where there is none or one is no key."""
    if not recipients:
        raise Malformed("There is no recipient to seal for")
    try:
        return [pyrage.x25519.Recipient.from_str(text) for text in recipients]
    except pyrage.RecipientError as error:
        raise Malformed("A recipient is not an age public key") from error


def unseal(untrusted: bytes, identities: Sequence[Identity]) -> bytes:
    """Decrypt with whichever identity fits; Sealed if none does or it is cut short."""
    try:
        return bytes(pyrage.decrypt(untrusted, [_identity(one) for one in identities]))
    except pyrage.DecryptError as error:
        raise Sealed("No key here opens it", "Ask whose key it was made for") from error


def _read(path: Path, biggest: int) -> bytes:
    try:
        with path.open("rb") as file:
            untrusted = file.read(biggest + 1)
    except OSError as error:
        raise Malformed(f"{path.name} cannot be read: {error.strerror}") from error
    if len(untrusted) > biggest:
        raise Malformed(f"{path.name} is far too big")
    return untrusted


def _identity(text: Identity) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(text.strip())
    except pyrage.IdentityError as error:
        raise Malformed("This is not an age secret key") from error


def _string(content: bytes) -> bytes:
    return _u32(len(content)) + content


def _blob(key: PublicKey) -> bytes:
    return base64.b64decode(key.split()[1])


@lru_cache(4096)
def _preamble(key: PublicKey) -> bytes:
    """Return every byte of a signature blob that comes before the 64 of Ed25519."""
    fields = (_blob(key), NAMESPACE.encode(), b"", b"sha512")
    head = b"SSHSIG" + _u32(1) + b"".join(_string(field) for field in fields)
    return head + _u32(len(_string(_KIND)) + 4 + 64) + _string(_KIND) + _u32(64)


def _signed_part(sha512: bytes) -> bytes:
    fields = (NAMESPACE.encode(), b"", b"sha512", sha512)
    return b"SSHSIG" + b"".join(_string(field) for field in fields)


def _armoured(raw: bytes) -> str:
    lines = textwrap.wrap(base64.b64encode(raw).decode(), 76)
    return "\n".join([_BEGIN, *lines, _END, ""])


def _dearmoured(untrusted: str) -> bytes:
    """Return the blob of the only spelling that is accepted, or Untrusted."""
    found = _ARMOUR.fullmatch(untrusted)
    text = found[1].replace("\n", "") if found else ""
    with suppress(ValueError):
        raw = base64.b64decode(text, validate=True)
        if found and base64.b64encode(raw).decode() == text:
            return raw
    raise Untrusted("This is not a signature")


def _holds(key: PublicKey, raw: bytes, sha512: bytes) -> bool:
    preamble = _preamble(key)
    if raw.startswith(preamble):
        public = Ed25519PublicKey.from_public_bytes(_blob(key)[-32:])
        with suppress(InvalidSignature):
            public.verify(raw.removeprefix(preamble), _signed_part(sha512))
            return True
    return False
