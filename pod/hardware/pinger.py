"""When to ask a device for its time: a burst first, then about once a second."""

from random import Random

BURST = 16
BURST_EVERY_MS = 100.0
EVERY_MS = 1000.0
SPREAD = 0.1
PATIENCE_MS = 1000.0


class Pinger:
    """Schedules pings and counts those that nobody answered.

    Each wait is spread by +-10 %, so that pings never keep step with a tick of the
    device, which would hide where in the tick they fall. Only one is ever under way.
    """

    def __init__(self, now_ms: float, rng: Random) -> None:
        self._rng = rng
        self._left = BURST
        self._sent_ms: float | None = None
        self.next_due_ms = now_ms
        self.unanswered = 0

    def due(self, now_ms: float) -> bool:
        """Tell whether to ask now; True counts as asked."""
        if now_ms < self.next_due_ms:
            return False
        if self._sent_ms is not None:
            self.unanswered += 1
        self._sent_ms = now_ms
        self.next_due_ms = now_ms + PATIENCE_MS
        return True

    def answered(self, at_ms: float) -> float | None:
        """Return when the answered ping was sent; None for an answer nobody awaits."""
        sent_ms, self._sent_ms = self._sent_ms, None
        if sent_ms is None:
            return None
        self.unanswered = 0
        self._left = max(self._left - 1, 0)
        every_ms = BURST_EVERY_MS if self._left else EVERY_MS
        every_ms *= 1 + self._rng.uniform(-SPREAD, SPREAD)
        self.next_due_ms = max(at_ms, sent_ms + every_ms)
        return sent_ms

    def hurry(self, now_ms: float) -> None:
        """Begin a new burst, at once if nothing is under way."""
        self._left = BURST
        if self._sent_ms is None:
            self.next_due_ms = now_ms
