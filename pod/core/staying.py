"""How long staff stay signed in: since they came, and since they last did anything.

Who reads their training turns a page now and then, for longer than anybody else stays.
Once they have been here as long as others may be, nothing but that is open to them: for
all else they sign in again.
"""

from pod.desk.around import Stays

IDLE_MS = 90_000.0
"""After this long without a request a staff session is over."""
LONGEST_MS = 600_000.0
"""After this long it is over whatever they do."""
READING_IDLE_MS, READING_LONGEST_MS = 270_000.0, 3_600_000.0
"""The same while they read their training."""
UNASKED = frozenset({"Glance", "Tell", "LookRound", "SeeBoard", "Hidden", "SeeStay"})
"""What a screen asks by itself: it keeps no staff session alive."""
READING = frozenset({"LookTraining", "PassModule", "BeginPractice"})
"""Their own training, and a pod of invented people."""
NOBODY_IN_IT = READING | UNASKED | {"StayOn", "Lock", "AskForHelp"}
"""What is open still to whoever only reads: nobody is in any of it."""


class Staying:
    """Counts for one visit; every request is asked about here before it is answered."""

    def __init__(self, now_ms: float) -> None:
        self.came(now_ms)

    def came(self, now_ms: float) -> None:
        """Count from now: somebody has signed in."""
        self._came_ms = self._touched_ms = now_ms
        self._reading = self._lapsed = False

    def touched(self, now_ms: float) -> None:
        """Know that staff are at work here."""
        self._touched_ms = now_ms

    def is_over(self, request: str, now_ms: float) -> bool:
        """Tell whether staff's time is over for what is asked; it counts as asked."""
        idle, whole = now_ms - self._touched_ms, now_ms - self._came_ms
        self._lapsed = self._lapsed or idle > IDLE_MS or whole > LONGEST_MS
        late = idle > READING_IDLE_MS or whole > READING_LONGEST_MS
        reads = self._reading and not late and request in NOBODY_IN_IT
        if request not in UNASKED:
            self._touched_ms = now_ms
            self._reading = request in READING or (self._reading and reads)
        return self._lapsed and not reads

    def left(self, now_ms: float) -> Stays:
        """Return how long they may stay if they do nothing from now on."""
        longest, idle = LONGEST_MS, IDLE_MS
        if self._reading:
            longest, idle = READING_LONGEST_MS, READING_IDLE_MS
        whole = longest - (now_ms - self._came_ms)
        alone = idle - (now_ms - self._touched_ms)
        return Stays(left_ms=max(0.0, min(whole, alone)), anyway=whole <= alone)
