"""Takes in what the wing said: calls first; nothing waits behind what cannot be kept.

How far a sender was heard is written down with what is done by it, never before: what a
full disk or a cut hinders is tried again, or read again after a restart.
"""

import logging
from collections.abc import Callable, Sequence
from typing import TypeAlias

from pod.core.diary_back import attended, forget
from pod.core.diary_wing import Taking
from pod.core.erasing_wing import HearErased
from pod.core.far_concerns import answered, arrived
from pod.core.record_wing import HearRecords
from pod.core.visit import Behind
from pod.errors import Full, Trouble
from pod.storage import wing as kept
from pod.storage.reserve import give_free
from pod.storage.vault import DoingsDb
from pod.wing.erasures import Erasures
from pod.wing.expected import Attendance, Bookings, Forgotten, People
from pod.wing.intake import Taken
from pod.wing.kinds import Acknowledged, Concerns
from pod.wing.letter import Stream
from pod.wing.records import RecordPart

log = logging.getLogger(__name__)

CALLS = (Concerns, Acknowledged)
EXPECTED = (People, Bookings)
BACK = (Attendance, Forgotten)
Waiting: TypeAlias = dict[Stream, Taken]
Take: TypeAlias = Callable[[Sequence[Taken]], bool]


class Hearing:
    """What came and is not taken in yet, in the order in which it is tried.

    Calls, and what answers them, come before how pods stand, and both before the diary;
    who was erased before records, which come last. Of each row only the newest waits:
    it says all that is so.
    """

    def __init__(self, behind: Behind) -> None:
        self._behind, self._taking = behind, Taking(behind)
        self._calls: Waiting = {}
        self._stands: Waiting = {}
        self._expected: Waiting = {}
        self._back: Waiting = {}
        self._erased: Waiting = {}
        self._parts: Waiting = {}
        self._erasing = HearErased(behind)
        self._records = HearRecords(behind)
        self.taken_in = 0

    def add(self, taken: Sequence[Taken]) -> bool:
        """Know what came, the latest of each row; tell whether a pod stands otherwise.

        That a pod is heard counts from now, however late it can be written down.
        """
        for one in taken:
            self._lane(one)[one.mark.stream] = one
        return self._behind.wing.hear(taken, self._behind.clock.utc())

    def clear(self) -> None:
        """Let go of what was not taken in: it is read again after the next start."""
        for lane in (self._calls, self._stands, self._expected, self._back):
            lane.clear()
        for lane in (self._erased, self._parts):
            lane.clear()

    def hear(self) -> bool:
        """Take in what can be; tell whether anything here stands differently by it."""
        news = [
            self._tried(self._calls, self._hear_calls, singly=True),
            self._tried(self._stands, self._hear_standing),
            self._tried(self._expected, self._hear_expected),
            self._tried(self._back, self._hear_back, singly=True),
        ]
        if done := self._erasing.hear(self._erased):
            self._mark(done)
            self.taken_in += 1
        if done := self._records.hear(self._parts):
            self._mark(done)
        return any(news)

    def _lane(self, taken: Taken) -> Waiting:
        body = taken.letter.body
        if isinstance(body, CALLS):
            return self._calls
        if isinstance(body, EXPECTED):
            return self._expected
        if isinstance(body, RecordPart):
            return self._parts
        if isinstance(body, Erasures):
            return self._erased
        return self._back if isinstance(body, BACK) else self._stands

    @staticmethod
    def _tried(waiting: Waiting, take: Take, *, singly: bool = False) -> bool:
        """Take in what waits; what the world hinders waits on, and hinders no other."""
        letters, news = tuple(waiting.values()), False
        for batch in [(one,) for one in letters] if singly else filter(None, [letters]):
            try:
                news = take(batch) or news
            except Trouble as trouble:
                log.warning("not taken in yet: %s", type(trouble).__name__)
                continue
            except Exception:
                log.exception("our fault in what the wing said")
            for one in batch:
                waiting.pop(one.mark.stream)
        return news

    def _hear_calls(self, taken: Sequence[Taken]) -> bool:
        """Hear who needs somebody; on a full disk that gets what is held back."""
        try:
            return self._act(taken)
        except Full:
            if not give_free(self._behind.memory.doings.path.parent):
                raise
            log.warning("the disk is full: what was held back is given to a call")
            return self._act(taken)

    def _act(self, taken: Sequence[Taken]) -> bool:
        behind, news = self._behind, False
        with behind.memory.doings.begin() as db:
            for one in taken:
                body = one.letter.body
                if isinstance(body, Concerns):
                    arrived(behind, db, one.mark.stream.sender, body)
                    news = True
                elif isinstance(body, Acknowledged):
                    news = answered(behind, db, body) or news
            self._keep_marks(db, taken)
        return news

    def _hear_standing(self, taken: Sequence[Taken]) -> bool:
        """Write down how pods stand, and when they were heard."""
        with self._behind.memory.doings.begin() as db:
            kept.keep_said(db, self._behind.wing.said)
            self._keep_marks(db, taken)
        return False

    def _hear_expected(self, taken: Sequence[Taken]) -> bool:
        """Take in who is expected here; at a console nobody is."""
        if not self._behind.console:
            self._taking.take(taken)
        self._mark(taken)
        self.taken_in += 1
        return False

    def _hear_back(self, taken: Sequence[Taken]) -> bool:
        """Take over what became of bookings here, and who is to be known no more."""
        news = False
        for one in taken:
            body, sender = one.letter.body, one.mark.stream.sender
            if isinstance(body, Attendance):
                news = attended(self._behind, sender, body) or news
            elif isinstance(body, Forgotten):
                news = forget(self._behind, sender, body) or news
        self._mark(taken)
        return news

    def _mark(self, taken: Sequence[Taken]) -> None:
        with self._behind.memory.doings.begin() as db:
            self._keep_marks(db, taken)

    def _keep_marks(self, db: DoingsDb, taken: Sequence[Taken]) -> None:
        """Write down how far these rows were heard, and when."""
        marks = {one.stream: one for one in kept.heard(db)}
        marks |= {one.mark.stream: one.mark for one in taken}
        kept.keep_heard(db, tuple(marks.values()))
        kept.keep_last(db, self._behind.wing.last)
