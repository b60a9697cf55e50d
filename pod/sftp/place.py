"""Where a server's folder is, and by which key the server is known."""

import base64
import binascii
import re

from pod.errors import Usage
from pod.sftp.words import POD, Words
from pod.values import Value

SCHEME = "sftp://"
PORT = 22
_PLACE = re.compile(
    r"sftp://(?P<user>[a-z_][a-z0-9_-]{0,31})@"
    r"(?P<host>[A-Za-z0-9][A-Za-z0-9.-]{0,252}|\[[0-9a-fA-F:]{2,45}\])"
    r"(?::(?P<port>[0-9]{1,5}))?(?P<folder>(?:/[A-Za-z0-9._~-]+)+)/?"
)
_PRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")
_LINE = re.compile(r"(ssh-ed25519|ecdsa-sha2-nistp(?:256|384|521)|ssh-rsa) ([^ ]+)")


class Place(Value, frozen=True, kw_only=True):
    """A folder of a server; `host_key` is a fingerprint, or a public key as a line.

    `words` are for whoever is told where it cannot be used.
    """

    user: str
    host: str
    port: int = PORT
    folder: str
    host_key: str
    words: Words = POD


def is_server(place: str) -> bool:
    """Tell whether this names a server's folder rather than one of this machine."""
    return place.startswith(SCHEME)


def place_of(place: str, host_key: str, words: Words = POD) -> Place:
    """Read `sftp://user@host:port/folder` and the server's key; Usage if it is neither.

    `/~/folder` is below the folder that a login begins in, as curl has it.
    """
    found = _PLACE.fullmatch(place)
    port = int(found["port"] or PORT) if found else 0
    if found is None or not 0 < port < 1 << 16:
        raise Usage(
            f"This is not the place of a folder on a server: {place[:80]}",
            "Write it so: sftp://user@server/folder",
        )
    folder = found["folder"]
    return Place(
        user=found["user"],
        host=found["host"].strip("[]"),
        port=port,
        folder=folder[3:] if folder.startswith("/~/") else folder,
        host_key=_known(host_key.strip(), words),
        words=words,
    )


def _known(host_key: str, told: Words) -> str:
    """Return a key as it is compared, without a comment; Usage if it is none."""
    if _PRINT.fullmatch(host_key):
        return host_key
    words = host_key.split()[:2]
    line = " ".join(words)
    if not _LINE.fullmatch(line) or not _is_base64(words[1]):
        raise Usage(
            "The server's own key must be known before it is spoken to.",
            "Ask its administrator for the public key, or for the fingerprint of its "
            f"Ed25519 key (SHA256:...), and {told.write_key}.",
        )
    return line


def _is_base64(text: str) -> bool:
    try:
        return bool(base64.b64decode(text, validate=True))
    except binascii.Error:
        return False
