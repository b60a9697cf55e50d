"""Servers that hold a study's bundles: by which key each is known, and by which we are.

No server is spoken to whose key nobody gave, and no key but ours is used.
"""

import csv
import io
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta

from pod.bundle.carry import write_whole
from pod.errors import Malformed, Storage, Usage
from pod.evaluation.folder import KEYS, StudyFolder, write_secret
from pod.seal import SigningKey, read_signing_key
from pod.sftp.place import Place, place_of
from pod.sftp.words import Words
from pod.values import Value

SERVERS, LOGIN_KEY = "servers.csv", "login"
_WORDS = Words(
    who="you",
    known="whose key you gave",
    write_key="give it with --host-key",
    compare="compare the fingerprint before you give the new one with --host-key",
    folder="Look whether the folder's name is right, or ask its administrator.",
    later="Nothing is lost: import again later, and it goes on where it broke off.",
)


class Server(Value, frozen=True):
    """A server, and the key or the fingerprint by which it is known."""

    server: Annotated[str, Meta(pattern=r"^[A-Za-z0-9.\[\]:-]{1,300}$")]
    host_key: Annotated[str, Meta(pattern=r"^[A-Za-z0-9+/=: @._-]{1,2000}$")]


def place_in(study: StudyFolder, address: str, host_key: str, login: str) -> Place:
    """Return a server's folder; without a key, the server has the one it had before.

    `login` is the public key that its administrator must know. Usage where the address
    is none, or where nobody gave the server's key yet.
    """
    known = host_key or _servers(study).get(_server(address), "")
    told = f"Give its administrator this line: {login}"
    return place_of(address, known, msgspec.structs.replace(_WORDS, login=told))


def keep_server(study: StudyFolder, address: str, place: Place) -> None:
    """Know a server by its key from now on."""
    servers = _servers(study)
    if servers.get(_server(address)) == place.host_key:
        return
    told = sorted({**servers, _server(address): place.host_key}.items())
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Server.__struct_fields__)
    writer.writerows(told)
    write_whole(study.path / SERVERS, text.getvalue().encode())


def login_key(study: StudyFolder, file: Path | None) -> SigningKey:
    """Return the key by which servers know us: the study's own, unless one is given.

    The study's own is made when it is needed first, and signs nothing but logins.
    """
    path = file or study.path / KEYS / LOGIN_KEY
    try:
        if file is None and not path.exists():
            write_secret(path, SigningKey(secrets.token_bytes(32)).private_text())
        return read_signing_key(path.read_text("ascii"))
    except (Malformed, UnicodeDecodeError) as error:
        raise Usage(
            f"{path.name} is not a key with which you can log in.",
            "Give an OpenSSH Ed25519 private key without a passphrase.",
        ) from error
    except OSError as error:
        raise Storage(f"The key {path} cannot be used: {error.strerror}.") from error


def _servers(study: StudyFolder) -> Mapping[str, str]:
    file = study.path / SERVERS
    if not file.exists():
        return {}
    try:
        lines = list(csv.DictReader(io.StringIO(file.read_text("ascii")), strict=True))
        found = msgspec.convert(lines, list[Server])
    except (csv.Error, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise Malformed(
            f"{SERVERS} makes no sense.", "Delete it, and give --host-key once more."
        ) from error
    return {one.server: one.host_key for one in found}


def _server(address: str) -> str:
    """Return a server's name and port, without who logs in and where to."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2]
    except ValueError:
        return ""
