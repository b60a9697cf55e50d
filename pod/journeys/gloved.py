"""An officer in gloves, standing: every tap takes its time, and is counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from pod.clock import VirtualClock
from pod.values import Value

HAND_MS = 800.0
"""What it takes to move a gloved hand; the look at the page comes on top."""


class Taps(Protocol):
    """Whoever can put a finger on a control."""

    def tap(self, target: str) -> None:
        """Put a finger on a control and lift it."""


class Deed(Value, frozen=True, kw_only=True):
    """What an officer did: by how many taps, in how many seconds."""

    deed: str
    taps: int
    seconds: float


class Gloved:
    """An officer's hands; `done` are the deeds that were measured, in order."""

    def __init__(self, hands: Taps, clock: VirtualClock) -> None:
        self._hands, self._clock = hands, clock
        self._taps = 0
        self.done: list[Deed] = []

    def tap(self, *targets: str) -> None:
        """Put a finger on one control after another."""
        for target in targets:
            self._clock.advance(HAND_MS)
            self._hands.tap(target)
            self._taps += 1

    @contextmanager
    def measured(self, deed: str) -> Iterator[None]:
        """Count taps and seconds of what is done meanwhile."""
        taps, began_ms = self._taps, self._clock.now_ms()
        yield
        seconds = round((self._clock.now_ms() - began_ms) / 1000, 1)
        self.done.append(Deed(deed=deed, taps=self._taps - taps, seconds=seconds))
