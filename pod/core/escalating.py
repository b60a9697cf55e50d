"""What nobody takes on in time gets louder: by the core's own clock, whoever looks on.

It needs no screen, and a restart forgets nothing: when a concern was raised is kept.
Both clocks are asked, the wall and the machine's counter: a wall that is set back makes
nobody wait longer.
"""

import logging

from pod.core.visit import Behind
from pod.desk import News, NobodyCame
from pod.errors import Trouble
from pod.storage import concerns
from pod.storage.audit import Act, audit
from pod.storage.concerns import NOTICE, Waiting
from pod.storage.pod_memory import give_notice
from pod.storage.vault import DoingsDb

log = logging.getLogger(__name__)

EVERY_MS = 5_000.0
"""How often it is looked for: a concern is at most so much later than it should."""
MINUTE_MS = 60_000.0


class Escalations:
    """Watches over what waits for somebody; `look` is called from the core's loop."""

    def __init__(self, behind: Behind) -> None:
        self._behind = behind
        self._seen_ms: dict[str, float] = {}
        self.due_ms = 0.0

    def look(self) -> tuple[News, ...]:
        """Let what has waited too long be louder; return what the screen must know."""
        now_ms = self._behind.clock.now_ms()
        if now_ms < self.due_ms:
            return ()
        self.due_ms = now_ms + EVERY_MS
        try:
            return self._look(now_ms)
        except Trouble as trouble:
            log.warning("nothing could be escalated: %s", type(trouble).__name__)
            self._behind.devices.call_louder()
            return ()

    def _look(self, now_ms: float) -> tuple[News, ...]:
        """Escalate each that is late, and say so once."""
        with self._behind.memory.doings.begin() as db:
            waiting = concerns.waiting(db)
            seen = {one.concern: now_ms for one in waiting} | self._seen_ms
            self._seen_ms = {one.concern: seen[one.concern] for one in waiting}
            late = [one for one in waiting if self._is_late(one, now_ms)]
            for one in late:
                self._escalate(db, one)
        return tuple(NobodyCame(one.concern) for one in late)

    def _is_late(self, one: Waiting, now_ms: float) -> bool:
        """Tell whether one has waited long enough, by either clock."""
        patience_ms = self._behind.settings.help_minutes * MINUTE_MS
        wall_ms = (self._behind.clock.utc() - one.raised_at).total_seconds() * 1000
        counted_ms = now_ms - self._seen_ms[one.concern]
        return max(wall_ms, counted_ms) >= patience_ms

    def _escalate(self, db: DoingsDb, one: Waiting) -> None:
        now = self._behind.clock.utc()
        concerns.escalate(db, one.concern, now)
        give_notice(db, NOTICE, now)
        audit(db, Act(role="pod", what="concern_escalated", about=one.concern), now)
        self._behind.devices.shine(db)
