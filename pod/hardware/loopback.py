"""A service of this machine instead of a port: the same surface as a Link, over TCP.

Only loopback addresses are spoken to: whatever a settings file says, no byte leaves the
machine by this road.
"""

import os
import socket
from contextlib import suppress
from ipaddress import ip_address
from urllib.parse import urlsplit

from pod.hardware.advice import Advice
from pod.hardware.link import CHUNK, LinkLost, lost, wait_readable

SCHEME = "tcp://"
TIMEOUT_S = 0.2
CONNECT_WITHIN_S = 0.02
"""The kernel connects by itself at once, unless that service lets nobody in: then all
other devices would have to wait."""
WRITE_IT = Advice("name_port", "Write it in pod.toml as tcp://127.0.0.1:PORT.")
AGAIN = Advice("start_service", "Start that service again.")


class LoopbackLink:
    """An open connection to a service; every method may raise LinkLost."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.received = 0
        self.sent = 0
        address = loopback_address(path)
        try:
            self._socket = socket.create_connection(address, CONNECT_WITHIN_S)
        except OSError as error:
            raise lost(path, "cannot be reached", error) from error
        self._socket.settimeout(TIMEOUT_S)

    def fileno(self) -> int:
        """Return the descriptor to wait on."""
        return self._socket.fileno()

    def read_available(self) -> bytes:
        """Return what has arrived, or nothing; never wait."""
        try:
            untrusted = os.read(self._socket.fileno(), CHUNK)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise lost(self.path, "is cut off", error) from error
        if not untrusted:
            raise LinkLost(f"{self.path} has hung up.", AGAIN)
        self.received += len(untrusted)
        return untrusted

    def read(self, timeout_s: float) -> bytes:
        """Return what has arrived, waiting up to `timeout_s` for the first byte."""
        wait_readable((self.fileno(),), timeout_s)
        return self.read_available()

    def write(self, data: bytes) -> None:
        """Write all of `data`; after a part of it only, the connection is lost."""
        try:
            self._socket.sendall(data)
        except OSError as error:
            raise lost(self.path, "takes no more bytes", error) from error
        self.sent += len(data)

    def close(self) -> None:
        """Let the connection go, cut off or not."""
        with suppress(OSError):
            self._socket.close()


def loopback_address(path: str) -> tuple[str, int]:
    """Return the host and port that a path names, if they are of this machine."""
    try:
        parts = urlsplit(path)
        host, port = ip_address(parts.hostname or ""), parts.port
    except ValueError as error:
        raise LinkLost(f"{path} is no address: {error}.", WRITE_IT) from error
    if not host.is_loopback or not port:
        raise LinkLost(f"{path} is not an address of this machine.", WRITE_IT)
    return str(host), port
