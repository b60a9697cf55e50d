"""Follows a board's event counter: Harp itself has no sequence numbers.

The counter is taken to count the events of the inputs since boot (unconfirmed whether a
firmware would count others as well); the board tells it right after each of them.
"""

from collections import deque
from typing import Literal, TypeAlias

from pod.hardware.harp.codec import Frame

Verdict: TypeAlias = Literal["next", "gap", "repeat"]

REMEMBERED = 16
LARGEST_GAP = 1000


class Tally:
    """Tells whether the last event was the next one, and counts those that were not.

    A count that is further on than could be is noise on the line: it is not believed
    until the next one agrees with it.
    """

    def __init__(self) -> None:
        self._last: int | None = None
        self._doubted: int | None = None
        self._recent: deque[Frame] = deque(maxlen=REMEMBERED)
        self.lost = 0
        self.doubled = 0

    def begin(self, count: int) -> None:
        """Count on from here: the board was asked."""
        self._last = count
        self._doubted = None

    def is_repeat(self, event: Frame) -> bool:
        """Tell whether just this event, stamp and all, came before not long ago."""
        if event in self._recent:
            self.doubled += 1
            return True
        self._recent.append(event)
        return False

    def counted(self, count: int) -> Verdict:
        """Take in a count and say what it shows."""
        last = count - 1 if self._last is None else self._last
        if count <= last:
            self.doubled += 1
            return "repeat"
        gap = count - last - 1
        if gap > LARGEST_GAP and self._doubted != count - 1:
            self._doubted = count
            return "next"
        self._last = count
        self.lost += min(gap, LARGEST_GAP)
        return "gap" if gap else "next"
