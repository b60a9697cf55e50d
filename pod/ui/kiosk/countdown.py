"""How near lock-up is, for somebody who sits at the pod now.

The wall says how near; the machine's counter keeps a jump of the wall from ending a
sitting at once. Nobody is locked out by a clock that was put right: whoever was not
warned is warned first, and has a moment.
"""

from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from pod.settings import LockUp

Near: TypeAlias = Literal["", "soon", "near", "over"]
SOON, NEAR = timedelta(minutes=10), timedelta(minutes=3)
LEAST_MS = 60_000.0
"""Between the last warning and the end there is always so long."""
FAR_MS = 60_000.0
"""So often the wall is looked at while lock-up is far: it may have jumped."""


class Countdown:
    """Knows which lock-up was warned of; `forget` it when the next person comes."""

    def __init__(self, table: LockUp) -> None:
        self._table = table
        self._ends_ms: float | None = None
        self.at: datetime | None = None

    def forget(self) -> None:
        """Begin anew: whoever sits down after lock-up was let in for it."""
        self.at = self._ends_ms = None

    def look(self, wall: datetime, now_ms: float) -> Near:
        """Tell how near it is now."""
        at = self.at if self._holds(wall) else self._table.coming(wall)
        if at is None or at - wall > SOON:
            self.forget()
            return ""
        self.at = at
        if at - wall > NEAR:
            self._ends_ms = None
            return "soon"
        if self._ends_ms is None:
            left_ms = (at - wall).total_seconds() * 1000
            self._ends_ms = now_ms + max(left_ms, LEAST_MS)
        return "near" if wall < at or now_ms < self._ends_ms else "over"

    def next_look_ms(self, wall: datetime) -> float:
        """Return how long nothing can change by itself."""
        at = self.at or self._table.coming(wall)
        if at is None:
            return FAR_MS
        turns = [one - wall for one in (at - SOON, at - NEAR, at)]
        left = [one.total_seconds() * 1000 for one in turns if one > timedelta()]
        return min([*left, FAR_MS])

    def _holds(self, wall: datetime) -> bool:
        """Tell whether what was warned of is still what is coming, or just was."""
        return self.at is not None and self.at - wall <= SOON
