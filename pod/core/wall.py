"""What day it is, as far as the pod can know: its clock may jump.

The wall is believed while it stands within reason of the newest moment that was ever
seen and of the time that has passed in this run. Where it does not, staff are told, and
the days that matter here (codes, certificates) are counted from what was seen: a clock
set back makes nothing good again, and one set forward ends nothing.
"""

import logging
from datetime import datetime, timedelta

from pod.clock import Clock
from pod.errors import Trouble
from pod.storage.audit import Act, audit
from pod.storage.memory import Memory
from pod.storage.pod_memory import (
    give_notice,
    is_noticed,
    recall,
    remember,
    withdraw_notice,
)

log = logging.getLogger(__name__)

SETTING, NOTICE = "newest_moment", "clock_wrong"
BACK, FORWARD = timedelta(minutes=10), timedelta(days=100)
"""What a clock may lose, and how long a pod may lie in a cupboard, unnoticed."""
OFTEN = timedelta(minutes=10)


class Wall:
    """The wall clock, held against the newest moment seen and the machine's counter."""

    def __init__(self, memory: Memory, clock: Clock) -> None:
        self._memory, self._clock = memory, clock
        with memory.people.begin() as db:
            kept = recall(db, SETTING)
        now = clock.utc()
        self._kept = datetime.fromisoformat(kept.decode()) if kept else None
        self._seen, self._seen_ms = self._kept or now, clock.now_ms()
        self._right = True

    def now(self) -> datetime:
        """Return the present moment, or the best that is known of it."""
        now, now_ms = self._clock.utc(), self._clock.now_ms()
        since = timedelta(milliseconds=now_ms - self._seen_ms)
        expected = self._seen + since
        right = expected - BACK <= now <= expected + FORWARD
        self._seen_ms, self._seen = now_ms, max(now, expected) if right else expected
        self._tell(right=right)
        if self._kept is None or self._seen - self._kept > OFTEN:
            self._keep()
        return self._seen

    def look(self) -> None:
        """Notice a jump; where that cannot be kept, on a full disk, it is later."""
        try:
            self.now()
        except Trouble:
            log.warning("what was seen of the clock could not be kept")

    def put_right(self, now: datetime) -> None:
        """Believe this moment from now on, whatever was seen before."""
        self._seen, self._seen_ms = now, self._clock.now_ms()
        self._keep()
        self._tell(right=True)

    def _keep(self) -> None:
        with self._memory.people.begin() as db:
            remember(db, SETTING, self._seen.isoformat().encode())
        self._kept = self._seen

    def _tell(self, *, right: bool) -> None:
        """Tell staff that the clock is wrong, once, until it is right again."""
        if right and self._right:
            return
        self._right = right
        with self._memory.doings.begin() as db:
            if right:
                withdraw_notice(db, NOTICE)
            elif not is_noticed(db, NOTICE):
                give_notice(db, NOTICE, self._seen)
                audit(db, Act(role="pod", what="clock_wrong"), self._clock.utc())
