"""When what a member says is to be said: at once when it changes, and ever again.

A status is a heartbeat too: whoever is not heard for a while is silent. What calls for
somebody, and what answers it, is said again long before it would count as old.
"""

import math
from collections.abc import Mapping
from typing import TypeAlias

from pod.wing.kinds import KINDS, Body, KindName

Row: TypeAlias = tuple[KindName, str]
"""A kind, and whom it is for: nobody alone where that is empty."""
Wanted: TypeAlias = Mapping[Row, Body]

MINUTE_MS = 60_000.0
EVERY_MS: Mapping[KindName, float] = {
    "status": 2_000.0,
    "concern": MINUTE_MS,
    "acknowledged": MINUTE_MS,
    "bookings": 60 * MINUTE_MS,
    "people": 60 * MINUTE_MS,
    "attendance": 60 * MINUTE_MS,
    "forgotten": 60 * MINUTE_MS,
    "erased": 60 * MINUTE_MS,
    "record": 24 * 60 * MINUTE_MS,
    "hello": 60 * MINUTE_MS,
}
APART_MS = 300.0
"""Between two letters of one row, however often it changes."""


class Saying:
    """Knows what was said last, and thereby what is due."""

    def __init__(self) -> None:
        self._said: dict[Row, tuple[Body, float]] = {}

    def due(self, wanted: Wanted, now_ms: float) -> tuple[Row, ...]:
        """Return the rows in which something must be said now.

        Of what has slots, and may be much, one at a time: nothing waits behind it.
        """
        due = [row for row in wanted if self._due_ms(row, wanted) <= now_ms]
        light = [row for row in due if not KINDS[row[0]].slots]
        heavy = [row for row in due if KINDS[row[0]].slots]
        return (*light, *heavy[:1])

    def next_ms(self, wanted: Wanted) -> float:
        """Return when the next of them is due; infinite where nothing is wanted."""
        return min((self._due_ms(row, wanted) for row in wanted), default=math.inf)

    def said(self, row: Row, body: Body, now_ms: float) -> None:
        """Know that this was said."""
        self._said[row] = (body, now_ms)

    def _due_ms(self, row: Row, wanted: Wanted) -> float:
        if row not in self._said:
            return -math.inf
        body, at_ms = self._said[row]
        return at_ms + (EVERY_MS[row[0]] if body == wanted[row] else APART_MS)
