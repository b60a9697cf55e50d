"""How fast and when the link may be used: a bucket of bytes, and quiet hours."""

from datetime import time

from pod.clock import Clock
from pod.errors import TryAgain
from pod.settings import Delivery

KB = 1024


class Quiet(TryAgain):
    """These are hours in which nothing is sent."""


class Pacing:
    """Says how long the next bytes must wait; Quiet when none may go now.

    A bucket holds what may go at once, one second's worth; it fills with time. Bytes
    that are asked for in vain are not taken out of it.
    """

    def __init__(self, clock: Clock, delivery: Delivery) -> None:
        self._clock, self._quiet = clock, delivery.quiet
        self._per_s = delivery.fastest_kb_s * KB
        self._left, self._then_ms = float(self._per_s), clock.now_ms()

    def __call__(self, size: int) -> float:
        """Return how many seconds these bytes must wait, and count them as gone."""
        self.check()
        if not self._per_s:
            return 0.0
        now_ms = self._clock.now_ms()
        filled = self._left + (now_ms - self._then_ms) / 1000 * self._per_s
        self._left, self._then_ms = min(filled, self._per_s) - size, now_ms
        return max(0.0, -self._left / self._per_s)

    def check(self) -> None:
        """Raise Quiet in quiet hours, by the clock on the wall."""
        now = self._clock.utc().astimezone().time()
        if self._quiet and is_within(now, self._quiet):
            raise Quiet(f"Nothing is sent between {self._quiet.replace('-', ' and ')}.")


def is_within(now: time, hours: str) -> bool:
    """Tell whether a time of day lies in `22:00-06:00`; the end is not part of it."""
    begin, end = (time.fromisoformat(one) for one in hours.split("-"))
    if begin <= end:
        return begin <= now < end
    return now >= begin or now < end
