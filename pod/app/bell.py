"""Wakes a loop that waits on descriptors: from another thread, or from a signal."""

import socket
from contextlib import suppress


class Bell:
    """Can be rung from anywhere, also while its loop is not listening."""

    def __init__(self) -> None:
        self._near, self._far = socket.socketpair()
        self._near.settimeout(0)
        self._far.settimeout(0)

    def fileno(self) -> int:
        """Return the descriptor that is ready once the bell was rung."""
        return self._near.fileno()

    def ring(self) -> None:
        """Wake the loop; a bell that is full was rung already, or is taken down."""
        with suppress(OSError):
            self._far.send(b"!")

    def hush(self) -> None:
        """Be quiet until it is rung again."""
        with suppress(BlockingIOError):
            self._near.recv(1 << 16)

    def close(self) -> None:
        """Take the bell down."""
        self._near.close()
        self._far.close()
