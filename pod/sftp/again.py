"""How long to wait before a place that is away is tried again."""

from random import Random


class Again:
    """Waits longer each time, never in step with others, and soon after it went well.

    Up to twice as long each time, from `first_ms` to `most_ms`; half of each wait is
    left to chance, so that the pods of a wing do not all come back at once.
    """

    def __init__(self, first_ms: float, most_ms: float, rng: Random) -> None:
        self._first_ms, self._most_ms, self._rng = first_ms, most_ms, rng
        self._next_ms = first_ms

    def failed(self) -> float:
        """Return after how many milliseconds to try again."""
        wait_ms = self._next_ms
        self._next_ms = min(2 * wait_ms, self._most_ms)
        return wait_ms * (0.5 + self._rng.random() / 2)

    def worked(self) -> None:
        """Begin with the shortest wait next time."""
        self._next_ms = self._first_ms
