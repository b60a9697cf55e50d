"""What a simulated cable ends in: a terminal of the kernel, or a loopback socket.

Both keep their path over all pluggings, and both count for the host as the real thing:
a pulled cable hangs up.
"""

import os
import socket
import tty
from contextlib import suppress
from pathlib import Path
from typing import Protocol

CHUNK = 4096
HERE = "127.0.0.1"


class Jack(Protocol):
    """The place where the host finds the device; `plug_in` must come first."""

    @property
    def path(self) -> str:
        """What the host opens."""

    def plug_in(self) -> None:
        """Let the path lead to the device; harmless when it does."""

    def hang_up(self) -> None:
        """Let the path lead nowhere and whoever was connected be cut off."""

    def fileno(self) -> int | None:
        """Return the descriptor that hears the host, or None while unplugged."""

    def read(self) -> bytes:
        """Return what the host has written so far; never wait."""

    def write(self, data: bytes) -> int:
        """Give the host bytes and say how many it took; never wait."""


class Terminal:
    """A pseudo-terminal behind a symbolic link."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._master: int | None = None
        self._slave: int | None = None

    @property
    def path(self) -> str:
        """What the host opens."""
        return str(self._path)

    def plug_in(self) -> None:
        """Make a new terminal and let the path lead to it; harmless when plugged in.

        The near end is kept open here too, so that the far end outlives its hosts.
        """
        if self._master is not None:
            return
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        beside = self._path.with_name(f".{self._path.name}")
        beside.symlink_to(os.ttyname(self._slave))
        beside.replace(self._path)

    def hang_up(self) -> None:
        """Close the terminal: the host's end hangs up and the path leads nowhere."""
        for descriptor in (self._master, self._slave):
            if descriptor is not None:
                os.close(descriptor)
        self._master = self._slave = None
        self._path.unlink(missing_ok=True)

    def fileno(self) -> int | None:
        """Return the descriptor that hears the host, or None while unplugged."""
        return self._master

    def read(self) -> bytes:
        """Return what the host has written so far; never wait."""
        if self._master is not None:
            with suppress(BlockingIOError):
                return os.read(self._master, CHUNK)
        return b""

    def write(self, data: bytes) -> int:
        """Give the host bytes; one that reads nothing loses them."""
        if self._master is not None:
            with suppress(BlockingIOError):
                return os.write(self._master, data)
        return 0


class Listener:
    """A service on a loopback port; it speaks to one host at a time."""

    def __init__(self) -> None:
        self._port = 0
        self._listening: socket.socket | None = None
        self._host: socket.socket | None = None

    @property
    def path(self) -> str:
        """What the host opens."""
        return f"tcp://{HERE}:{self._port}"

    def plug_in(self) -> None:
        """Listen, on the same port as before; harmless when it does."""
        if self._listening is None:
            self._listening = socket.create_server((HERE, self._port))
            self._listening.settimeout(0)
            self._port = self._listening.getsockname()[1]

    def hang_up(self) -> None:
        """Listen no longer and cut off the host that was connected."""
        for one in (self._host, self._listening):
            if one is not None:
                one.close()
        self._host = self._listening = None

    def fileno(self) -> int | None:
        """Return the descriptor that hears the host, or that it comes; else None."""
        hears = self._host or self._listening
        return hears.fileno() if hears else None

    def read(self) -> bytes:
        """Return what the host has written so far, letting it in first; never wait."""
        if self._listening is None:
            return b""
        with suppress(BlockingIOError, ConnectionError):
            if self._host is None:
                self._host, _ = self._listening.accept()
                self._host.settimeout(0)
            if untrusted := self._host.recv(CHUNK):
                return untrusted
            self._host.close()
            self._host = None
        return b""

    def write(self, data: bytes) -> int:
        """Give the host bytes; one that is not there or reads nothing loses them."""
        if self._host is not None:
            with suppress(BlockingIOError, ConnectionError):
                return self._host.send(data)
        return 0
