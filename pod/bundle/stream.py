"""Seals a stream: what is written to it comes out as pieces of age's ciphertext.

age reads what it encrypts, so it does that in a thread of its own, from a pipe that is
filled here. Neither the whole content nor the whole ciphertext is ever in memory.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread

import pyrage

from pod.bundle.manifest import SealedBundle
from pod.seal import Recipient, SigningKey, age_keys

PIECE = 1 << 18
"""So many bytes are in each piece but the last."""


class Sealer:
    """Encrypts what is written to it; each one of the recipients can open it."""

    def __init__(self, recipients: Sequence[Recipient]) -> None:
        self._keys = age_keys(recipients)
        self._cut = _Cut()
        self._failed: Exception | None = None
        read, write = os.pipe()
        self._in = os.fdopen(write, "wb", PIECE)
        self._work = Thread(target=self._seal, args=(read,), name="age", daemon=True)
        self._work.start()

    def write(self, content: bytes, /) -> int:
        """Take more to be sealed; it waits for as long as age is behind."""
        return self._in.write(content)

    def pieces(self) -> Iterator[bytes]:
        """Give the pieces that are whole by now."""
        with suppress(Empty):
            while True:
                yield self._cut.ready.get_nowait()

    def end(self) -> Iterator[bytes]:
        """Give the pieces that are left, once all is sealed."""
        self._stop()
        if self._failed is not None:
            raise self._failed
        yield from self.pieces()
        yield self._cut.rest()

    def known_as(self, name: str, key: SigningKey) -> SealedBundle:
        """Return how the bundle is known that has come to its end."""
        cut = self._cut
        return SealedBundle(
            name=name,
            size=cut.size,
            sha256=cut.sha256.hexdigest(),
            signature=key.sign_digest(cut.sha512.digest()),
        )

    def abandon(self) -> None:
        """Let go of everything, wherever it has come to."""
        with suppress(OSError):
            self._stop()

    def _stop(self) -> None:
        try:
            self._in.close()
        finally:
            self._work.join()

    def _seal(self, read: int) -> None:
        with os.fdopen(read, "rb") as plain:
            try:
                pyrage.encrypt_io(plain, self._cut, self._keys)
            except (OSError, ValueError, pyrage.EncryptError) as error:
                self._failed = error


class _Cut:
    """Cuts ciphertext into pieces and takes its hashes as it comes."""

    def __init__(self) -> None:
        self.ready: SimpleQueue[bytes] = SimpleQueue()
        self.sha256, self.sha512 = hashlib.sha256(), hashlib.sha512()
        self.size = 0
        self._left = bytearray()

    def write(self, content: bytes) -> int:
        """Take some more of the ciphertext."""
        self.sha256.update(content)
        self.sha512.update(content)
        self.size += len(content)
        self._left += content
        while len(self._left) >= PIECE:
            self.ready.put(bytes(self._left[:PIECE]))
            del self._left[:PIECE]
        return len(content)

    def flush(self) -> None:
        """Keep what is no whole piece for the end."""

    def rest(self) -> bytes:
        """Return what is left when there is no more."""
        return bytes(self._left)
