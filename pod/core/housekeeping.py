"""What the core does by itself: looks the stores through, backs up, minds its room.

Once a minute at most, and what may take long only while nobody is at the pod.
"""

import logging
from collections.abc import Iterator
from datetime import date

from pod.core.visit import Behind
from pod.errors import Damaged, Trouble
from pod.storage import retention
from pod.storage.backup import back_up, is_due, mirror
from pod.storage.codes_of import codes_from
from pod.storage.following import Following
from pod.storage.looking import look_through
from pod.storage.pod_memory import give_notice, withdraw_notice
from pod.storage.reserve import has_room, hold_back
from pod.storage.restoring import check_whole
from pod.storage.settling import hold_on
from pod.storage.shelf import Places, places_of, thin

log = logging.getLogger(__name__)

EVERY_MS = 60_000.0
LONG_LOG = 256 * 1024
CHECKING = "checking"


def places_behind(behind: Behind) -> Places:
    """Return where this pod's backups go."""
    home, settings = behind.memory.doings.path.parent, behind.settings
    return places_of(home, settings.second_place, settings.pod)


class Housekeeping:
    """Keeps what is behind the counter; `tick` is called from the core's own loop."""

    def __init__(self, behind: Behind) -> None:
        self._behind = behind
        self.home = behind.memory.doings.path.parent
        self.places = places_behind(behind)
        self._following = Following(behind.memory, self.places)
        self._steps: Iterator[str] | None = None
        self._again_ms = 0.0
        self._minded_on = date.min

    @property
    def busy(self) -> bool:
        """Whether the stores are still being looked through."""
        return self._steps is not None

    def look_later(self) -> None:
        """Have the stores looked through tick by tick; nobody sits till then."""
        self._steps = look_through(self._behind.memory)
        self._behind.fault = CHECKING

    def follow(self) -> None:
        """Have the copies of everybody's keys as they must be, if that can be now."""
        try:
            self._following.catch_up(self._behind.clock.utc())
        except (Trouble, OSError) as trouble:
            log.warning("the copies of the keys wait: %s", type(trouble).__name__)

    def tick(self) -> None:
        """Do what is due; raise only Damaged, where a store is not whole."""
        check_whole(self._behind.memory)
        if self._steps is not None:
            self._look_on(self._steps)
        elif self._behind.clock.now_ms() >= self._again_ms:
            self._again_ms = self._behind.clock.now_ms() + EVERY_MS
            self._mind_room()
            self.follow()
            if not self._behind.in_use():
                self._fold()
                self._mind_time()
                self.at_end()

    def at_end(self) -> None:
        """Make the backup that is due; where that cannot be, staff are told."""
        behind = self._behind
        now = behind.clock.utc()
        if behind.fault:
            return
        try:
            if is_due(self.places.first, now):
                hold_on(behind.memory, behind.settings.pod, now)
                back_up(behind.memory, self.places, behind.settings.pod, now)
                thin(self.places.first)
            if self.places.second is not None and not self.places.away:
                mirror(self.places.first, self.places.second)
        except (Trouble, OSError) as trouble:
            log.warning("no backup was made: %s", type(trouble).__name__)
            self._tell("backup_late", on=True)
        else:
            self._tell("backup_late", on=False)

    def _look_on(self, steps: Iterator[str]) -> None:
        try:
            if code := next(steps):
                self._tell(code, on=True)
        except StopIteration:
            self._steps, self._behind.fault = None, ""
        except Damaged:
            self._steps = None
            raise
        except Trouble as trouble:
            log.warning("the stores could not be looked through: %s", trouble.say)
            self._steps, self._behind.fault = None, ""

    def _fold(self) -> None:
        """Keep the logs short: the next start reads each of them whole."""
        memory = self._behind.memory
        for vault in (memory.people, memory.doings):
            beside = vault.path.with_name(f"{vault.path.name}-wal")
            if beside.exists() and beside.stat().st_size > LONG_LOG:
                vault.fold()

    def _mind_room(self) -> None:
        hold_back(self.home)
        self._tell("full", on=not has_room(self.home))

    def _mind_time(self) -> None:
        """Let staff know, once a day, whether anybody's records are past their time."""
        behind, now = self._behind, self._behind.clock.utc()
        if self._minded_on == now.date():
            return
        try:
            known = codes_from(behind.memory.people)()
            with behind.memory.doings.begin() as db:
                retention.tell(db, now, behind.settings.retention_days, known)
        except Trouble as trouble:
            log.warning("nobody's time was looked at: %s", type(trouble).__name__)
        else:
            self._minded_on = now.date()

    def _tell(self, code: str, *, on: bool) -> None:
        behind = self._behind
        try:
            with behind.memory.doings.begin() as db:
                if on:
                    give_notice(db, code, behind.clock.utc())
                else:
                    withdraw_notice(db, code)
        except Trouble as trouble:
            log.warning("staff could not be told: %s", type(trouble).__name__)
