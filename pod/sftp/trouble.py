"""What a server, or the way to it, may do to us: each as one plain sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncssh
from asyncssh.constants import OPEN_REQUEST_SESSION_FAILED

from pod.errors import Full, Storage, TryAgain, Untrusted
from pod.sftp.place import Place

_GONE = (asyncssh.SFTPConnectionLost, asyncssh.SFTPNoConnection)
_NOT_THERE = (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath)
_NO_ROOM = (asyncssh.SFTPNoSpaceOnFilesystem, asyncssh.SFTPQuotaExceeded)
_NOT_OURS = (asyncssh.SFTPPermissionDenied, asyncssh.SFTPWriteProtect)


class Away(TryAgain):
    """The server is not there now, or the way to it has broken off."""


@contextmanager
def told(place: Place) -> Iterator[None]:
    """Turn whatever goes wrong with a server into Trouble."""
    host, words = place.host, place.words
    try:
        yield
    except asyncssh.SFTPError as error:
        raise _of_files(place, error) from error
    except asyncssh.HostKeyNotVerifiable as error:
        raise Untrusted(
            f"The server {host} is not the one {words.known}: nothing was sent to it.",
            f"Ask its administrator whether its key is new, and {words.compare}.",
        ) from error
    except asyncssh.PermissionDenied as error:
        say = f"The server {host} does not know {words.who}."
        raise Untrusted(say, words.login) from error
    except asyncssh.ChannelOpenError as error:
        if error.code != OPEN_REQUEST_SESSION_FAILED:
            raise away(place) from error
        raise Storage(
            f"The server {host} lets {words.who} in but offers no files.",
            "Ask its administrator for SFTP.",
        ) from error
    except (asyncssh.Error, OSError, EOFError) as error:
        raise away(place) from error


@contextmanager
def told_of_room(place: Place) -> Iterator[None]:
    """Turn a write that failed into Full: the protocol's third version cannot tell."""
    try:
        yield
    except (asyncssh.SFTPFailure, *_NO_ROOM) as error:
        raise full(place) from error


def away(place: Place) -> Away:
    """Say that a server cannot be reached."""
    return Away(f"The server {place.host} cannot be reached now.", place.words.later)


def full(place: Place) -> Full:
    """Say that a server kept only a part: almost always its disk is full."""
    return Full(
        f"The server {place.host} could not keep all of it: its disk may be full.",
        f"Tell its administrator. {place.words.later}",
    )


def too_many(host: str) -> Storage:
    """Say that a folder holds more than can be looked through."""
    return Storage(
        f"The folder on the server {host} holds more files than can be looked through.",
        "Ask its administrator to take away what was fetched.",
    )


def _of_files(place: Place, error: asyncssh.SFTPError) -> Storage | Away:
    host, words = place.host, place.words
    if isinstance(error, _GONE):
        return away(place)
    if isinstance(error, _NO_ROOM):
        return full(place)
    if isinstance(error, _NOT_THERE):
        return Storage(
            f"The folder is not there on the server {host}.",
            words.folder,
        )
    if isinstance(error, _NOT_OURS):
        return Storage(
            f"The server {host} does not let {words.who} use the folder.",
            f"Ask its administrator to let {words.who} read and write there.",
        )
    return Storage(
        f"The server {host} could not do what was asked.",
        "Tell its administrator if this goes on.",
    )
