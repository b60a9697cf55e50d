"""libosdp with buffers instead of ports: it is stepped by hand and starts no thread.

libosdp 3.2.9 draws its challenges with the C library's rand() and never seeds it, so
that every program that starts would challenge its readers with the same numbers, and
answers once recorded on the line, a staff key's among them, could be played back. So
the generator is seeded from the system's randomness before each conversation.
"""

import secrets
from ctypes import CDLL

import osdp_sys

RECEIVE_BUFFER = 512

libc = CDLL(None)


class Channel:
    """The two directions of a line, as libosdp wants them; it holds 512 bytes at most.

    libosdp never lets a channel go, so it must lead to nothing else.
    """

    id = 0

    def __init__(self) -> None:
        self._heard = bytearray()
        self._said = bytearray()

    @property
    def said(self) -> bool:
        """Whether something waits to be written."""
        return bool(self._said)

    def hear(self, untrusted: bytes) -> None:
        """Take in bytes from the line; the oldest go where there are too many."""
        self._heard += untrusted
        del self._heard[:-RECEIVE_BUFFER]

    def take(self) -> bytes:
        """Return, once, what is to be written on the line."""
        said = bytes(self._said)
        self._said.clear()
        return said

    def read(self, most: int) -> bytes:
        """Give libosdp what was heard."""
        heard = bytes(self._heard[:most])
        del self._heard[:most]
        return heard

    def write(self, data: bytes) -> int:
        """Take all that libosdp says."""
        self._said += data
        return len(data)

    def flush(self) -> None:
        """Forget what was heard: libosdp is about to ask again."""
        self._heard.clear()


def begin_anew() -> None:
    """Let libosdp be quiet, and its challenges be new ones."""
    osdp_sys.set_loglevel(osdp_sys.LOG_EMERG)
    libc.srand(secrets.randbits(32))
