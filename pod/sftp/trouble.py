"""What a server, or the way to it, may do to us: each as one plain sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncssh
from asyncssh.constants import OPEN_REQUEST_SESSION_FAILED

from pod.errors import Full, Storage, TryAgain, Untrusted

LATER = "Nothing is lost: it is tried again by itself."
_GONE = (asyncssh.SFTPConnectionLost, asyncssh.SFTPNoConnection)
_NOT_THERE = (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath)
_NO_ROOM = (asyncssh.SFTPNoSpaceOnFilesystem, asyncssh.SFTPQuotaExceeded)
_NOT_OURS = (asyncssh.SFTPPermissionDenied, asyncssh.SFTPWriteProtect)


class Away(TryAgain):
    """The server is not there now, or the way to it has broken off."""


@contextmanager
def told(host: str) -> Iterator[None]:
    """Turn whatever goes wrong with a server into Trouble."""
    try:
        yield
    except asyncssh.SFTPError as error:
        raise _of_files(host, error) from error
    except asyncssh.HostKeyNotVerifiable as error:
        raise Untrusted(
            f"The server {host} is not the one this pod knows: nothing was sent to it.",
            "Ask its administrator whether its key is new, and compare the fingerprint "
            "before it goes into pod.toml.",
        ) from error
    except asyncssh.PermissionDenied as error:
        raise Untrusted(
            f"The server {host} does not know this pod.",
            "Give its administrator the line that `pod export key` prints.",
        ) from error
    except asyncssh.ChannelOpenError as error:
        if error.code != OPEN_REQUEST_SESSION_FAILED:
            raise away(host) from error
        raise Storage(
            f"The server {host} lets this pod in but offers it no files.",
            "Ask its administrator for SFTP.",
        ) from error
    except (asyncssh.Error, OSError, EOFError) as error:
        raise away(host) from error


@contextmanager
def told_of_room(host: str) -> Iterator[None]:
    """Turn a write that failed into Full: the protocol's third version cannot tell."""
    try:
        yield
    except (asyncssh.SFTPFailure, *_NO_ROOM) as error:
        raise full(host) from error


def away(host: str) -> Away:
    """Say that a server cannot be reached."""
    return Away(f"The server {host} cannot be reached now.", LATER)


def full(host: str) -> Full:
    """Say that a server kept only a part: almost always its disk is full."""
    return Full(
        f"The server {host} could not keep all of it: its disk may be full.",
        "Tell its administrator. Nothing is lost: it is tried again by itself.",
    )


def too_many(host: str) -> Storage:
    """Say that a folder holds more than a pod can look through."""
    return Storage(
        f"The folder on the server {host} holds more files than can be looked through.",
        "Ask its administrator to take away what was fetched.",
    )


def _of_files(host: str, error: asyncssh.SFTPError) -> Storage | Away:
    if isinstance(error, _GONE):
        return away(host)
    if isinstance(error, _NO_ROOM):
        return full(host)
    if isinstance(error, _NOT_THERE):
        return Storage(
            f"The folder is not there on the server {host}.",
            "Ask its administrator whether the folder's name is right in pod.toml.",
        )
    if isinstance(error, _NOT_OURS):
        return Storage(
            f"The server {host} does not let this pod use the folder.",
            "Ask its administrator to let this pod write there.",
        )
    return Storage(
        f"The server {host} could not do what was asked.",
        "Tell its administrator if this goes on.",
    )
