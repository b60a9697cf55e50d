"""Frames out of a stream of bytes, however they are cut up: the loop of every codec."""

from collections.abc import Callable
from typing import Generic, TypeAlias, TypeVar

F = TypeVar("F")

First: TypeAlias = Callable[[bytes], tuple[F | None, int]]


class Framer(Generic[F]):
    """Finds frame after frame; holds fewer than `most` bytes, the longest frame's size.

    `first` is given up to `most` bytes and returns the frame that they begin with and
    its size; None: more bytes are needed to tell. `alone` is what a byte means that
    begins no frame.
    """

    def __init__(self, first: First[F], alone: Callable[[int], F], most: int) -> None:
        self._first, self._alone, self._most = first, alone, most
        self._held = bytearray()

    @property
    def holding(self) -> int:
        """How many bytes wait for the rest of their frame."""
        return len(self._held)

    def feed(self, untrusted: bytes) -> list[F]:
        """Return the frames that these bytes complete."""
        self._held += untrusted
        frames: list[F] = []
        at = 0
        while at < len(self._held):
            frame, size = self._first(bytes(self._held[at : at + self._most]))
            if frame is None:
                break
            frames.append(frame)
            at += size
        del self._held[:at]
        return frames

    def give_up(self) -> list[F]:
        """Stop waiting for the rest of a frame: its first byte stood for itself."""
        frames: list[F] = []
        while self._held:
            frames.append(self._alone(self._held.pop(0)))
            frames += self.feed(b"")
        return frames
