"""Frozen values over a Unix socket: framed, bounded, between known users only.

Each value is a u32 (little-endian) length and that many bytes of MessagePack, decoded
strictly by the decoder that this end was given. Whatever else comes ends the
connection: whoever sent it is out of step, or is not one of us.
"""

import os
import socket
import struct
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

import msgspec
from msgspec.msgpack import Decoder

from pod.errors import Storage, Trouble, TryAgain
from pod.values import Value
from pod.wire.peers import NOBODY_ELSE, Whom, is_served, ours, user_of

T = TypeVar("T")

LENGTH = struct.Struct("<I")
MOST_BYTES = 1 << 20
CHUNK = 1 << 16
WAITING = 8
MINE_ALONE, MY_GROUPS, MY_FOLDER = 0o600, 0o660, 0o700
NOT_UNDERSTOOD = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""Text that is none and what is nested without end are no msgspec errors."""
SEND_WITHIN = struct.pack("@ll", 1, 0)
"""Seconds and microseconds, as the kernel's `timeval` has them."""
MOST_UNSENT = 2 * MOST_BYTES
"""Bytes that may wait for an end that is slow to take them."""


class Broken(Trouble):
    """The other end is gone, is too slow, or said what nobody may say."""


class TooMuch(Trouble):
    """A value is longer than any that may be sent; nothing of it was."""


class Wire(Generic[T]):
    """One end of a connection; every method may raise Broken.

    A socket that does not block is never waited for: `receive` returns what is there,
    `send` gives up an end that does not keep up, and `post` keeps for it what it did
    not take at once.
    """

    def __init__(self, connected: socket.socket, decoder: Decoder[T]) -> None:
        self._socket = connected
        self._decoder = decoder
        self._held, self._unsent = bytearray(), bytearray()

    @property
    def begun(self) -> bool:
        """Whether a value has begun to arrive and is not complete."""
        return bool(self._held)

    @property
    def unsent(self) -> int:
        """How many bytes wait until the other end takes them."""
        return len(self._unsent)

    def fileno(self) -> int:
        """Return the descriptor to wait on."""
        return self._socket.fileno()

    def send(self, value: Value) -> None:
        """Send a value whole."""
        try:
            self._socket.sendall(_framed(value))
        except OSError as error:
            raise Broken("The other end takes no more.") from error

    def post(self, value: Value) -> None:
        """Send a value as far as it is taken now; `flush` sends the rest."""
        self._unsent += _framed(value)
        self.flush()

    def flush(self) -> None:
        """Send what waits, as far as it is taken now."""
        try:
            while self._unsent:
                del self._unsent[: self._socket.send(self._unsent)]
        except BlockingIOError:
            if len(self._unsent) > MOST_UNSENT:
                raise Broken("The other end takes no more.") from None
        except OSError as error:
            raise Broken("The other end takes no more.") from error

    def receive(self) -> list[T]:
        """Return the values that are complete now; none if a piece is missing."""
        try:
            untrusted = self._socket.recv(CHUNK)
        except BlockingIOError:
            return []
        except OSError as error:
            raise Broken("The other end is gone.") from error
        if not untrusted:
            raise Broken("The other end is gone.")
        self._held += untrusted
        return self._complete()

    def close(self) -> None:
        """Let the connection go; whoever waits on it in another thread is woken."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _complete(self) -> list[T]:
        values = []
        while len(self._held) >= LENGTH.size:
            size = LENGTH.unpack_from(self._held)[0]
            if size > MOST_BYTES:
                raise Broken("The other end said too much at once.")
            if len(self._held) < LENGTH.size + size:
                break
            body = bytes(self._held[LENGTH.size : LENGTH.size + size])
            del self._held[: LENGTH.size + size]
            values.append(self._decoded(body))
        return values

    def _decoded(self, untrusted: bytes) -> T:
        try:
            return self._decoder.decode(untrusted)
        except NOT_UNDERSTOOD as error:
            raise Broken("The other end said what cannot be understood.") from error


def _framed(value: Value) -> bytes:
    body = msgspec.msgpack.encode(value)
    if len(body) > MOST_BYTES:
        raise TooMuch("That is too much to say at once.")
    return LENGTH.pack(len(body)) + body


def listen(path: Path, mode: int = MINE_ALONE) -> socket.socket:
    """Listen at a path that only those may reach whom its mode lets; never block.

    Its folder is made for this user alone where it is missing. What an earlier listener
    left there is taken away; one that still listens is not.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=MY_FOLDER)
    except OSError as error:
        raise Storage(f"The pod cannot listen at {path}.") from error
    if _is_listened_at(path):
        raise TryAgain(
            f"Somebody listens at {path} already.", "End that program first."
        )
    listening = _bound(path, mode)
    listening.listen(WAITING)
    listening.settimeout(0)
    return listening


def _bound(path: Path, mode: int) -> socket.socket:
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o777 & ~mode)
    try:
        path.unlink(missing_ok=True)
        with _Short(path) as short:
            listening.bind(short)
    except OSError as error:
        listening.close()
        raise Storage(f"The pod cannot listen at {path}.") from error
    finally:
        os.umask(before)
    return listening


def accept(
    listening: socket.socket, decoder: Decoder[T], served: Whom = NOBODY_ELSE
) -> Wire[T] | None:
    """Return whoever waits to come in, or None where nobody does or may."""
    try:
        connected, _ = listening.accept()
    except OSError:
        return None
    if not is_served(connected, served):
        connected.close()
        return None
    connected.settimeout(0)
    return Wire(connected, decoder)


def connect(path: Path, decoder: Decoder[T], timeout_s: float | None = None) -> Wire[T]:
    """Connect to one of us who listens at a path; each receive waits `timeout_s`.

    A send waits for 1 s at most: then the other end does not keep up. Somebody else who
    listens there is told nothing: what is said may be a code or an answer.
    """
    connecting = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connecting.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, SEND_WITHIN)
    connecting.settimeout(timeout_s)
    try:
        with _Short(path) as short:
            connecting.connect(short)
    except OSError as error:
        connecting.close()
        raise Broken(f"Nobody listens at {path}.") from error
    if user_of(connecting) not in ours(path):
        connecting.close()
        raise Broken(f"Somebody else listens at {path}.")
    return Wire(connecting, decoder)


def _is_listened_at(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking:
        asking.settimeout(0)
        try:
            with _Short(path) as short:
                asking.connect(short)
        except BlockingIOError:
            return True
        except OSError:
            return False
    return True


class _Short:
    """A path as short as sockets need it (108 bytes), by way of its open folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._folder = -1

    def __enter__(self) -> str:
        self._folder = os.open(self._path.parent, os.O_PATH | os.O_DIRECTORY)
        return f"/proc/self/fd/{self._folder}/{self._path.name}"

    def __exit__(self, *_: object) -> None:
        os.close(self._folder)
