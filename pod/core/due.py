"""What leaves by itself: each slot of the schedule has its bundle made when it is due.

It is made while nobody is at the pod, in short steps, and waits sealed until somebody
brings a stick; a pod with a server lays it out for the link. On start-up and every
minute it is looked whether one is due; which slots have had theirs is remembered.
"""

import logging
from collections.abc import Generator
from contextlib import suppress
from datetime import datetime, timedelta

import msgspec

from pod.core.laid_out import look_after
from pod.core.visit import Behind
from pod.core.wall import NOTICE
from pod.errors import Private, Trouble, TryAgain
from pod.export.from_store import StoredExports, as_the_pod
from pod.export.laying_out import lay_out_again, laying_out
from pod.export.lock import one_export
from pod.export.post import INCOMING, outgoing
from pod.export.receipts import take_from
from pod.export.remembered import may_leave
from pod.export.run import choosing
from pod.export.schedule import SlotsTaken, due_slot, in_force, with_slot
from pod.storage import outbox
from pod.storage.left import last_made, unconfirmed, waits_since
from pod.storage.pod_memory import is_noticed, recall, remember
from pod.storage.settling import hold_on
from pod.storage.vault import DoingsDb

log = logging.getLogger(__name__)

EVERY_MS = 60_000.0
SETTING = "slots_taken"
AGAIN = timedelta(days=6)
"""A bundle without a receipt for this long is laid out for the link once more."""
LATE = timedelta(days=7)
"""So long a bundle may wait for a stick before it is called late."""


class ClockBack(TryAgain):
    """The clock stands before the last export, and nobody has said that it is right."""


def check_clock(behind: Behind) -> None:
    """Raise ClockBack while the clock is known to be wrong and before the last export.

    Once two people have said what time it is, it is believed.
    """
    behind.wall.look()
    with behind.memory.doings.begin() as db:
        made = last_made(db)
        wrong = is_noticed(db, NOTICE)
    if wrong and made is not None and behind.clock.utc() < made:
        raise ClockBack(
            "The pod's clock stands before its last export.",
            "Put the clock right with `pod clock`. Nothing is lost.",
        )


def is_late(db: DoingsDb, now: datetime) -> bool:
    """Tell whether a bundle has waited so long that a supervisor should know."""
    since = waits_since(db)
    return since is not None and now - since > LATE


class Due:
    """Does each slot's run once; `tick` is called from the core's own loop.

    A command may do a run too: both remember in the store what they did.
    """

    def __init__(self, behind: Behind) -> None:
        self._behind = behind
        self._home = behind.memory.doings.path.parent
        self._steps: Generator[None, None, object] | None = None
        self._again_ms = self._look_ms = 0.0

    @property
    def busy(self) -> bool:
        """Whether a run is under way and has its next step to do."""
        return self._steps is not None and self._is_quiet()

    def tick(self) -> None:
        """Do the next step of what is due, if anything is and nobody is at the pod.

        Somebody who comes meanwhile may want to export: the run makes way, and is begun
        anew once they have gone. Nothing of it was kept yet.
        """
        if self._behind.clock.now_ms() >= self._look_ms:
            self._look_ms = self._behind.clock.now_ms() + EVERY_MS
            look_after(self._behind)
        if not self._is_quiet():
            self._make_way()
            return
        try:
            self._tick()
        except (Trouble, OSError) as trouble:
            self._steps = None
            log.warning("what is due waits: %s", type(trouble).__name__)

    def slot(self) -> datetime | None:
        """Return the slot whose run is due now, or None; ClockBack where none can be.

        A schedule that this pod did not know before is in force from now on.
        """
        check_clock(self._behind)
        now = self._behind.wall.now()
        with self._behind.memory.doings.begin() as db:
            taken = taken_in(db, now)
        return due_slot(taken, now)

    def run(self, slot: datetime) -> Generator[None, None, None]:
        """Make the bundle of this slot in steps, then remember that it had its run."""
        behind = self._behind
        with one_export(self._home):
            hold_on(behind.memory, behind.settings.pod, behind.clock.utc())
            with suppress(Private):
                yield from self._making()
            now = behind.wall.now()
            with behind.memory.doings.begin() as db:
                taken = taken_in(db, now)
                if slot not in taken.slots:
                    _keep(db, with_slot(taken, slot))

    def _making(self) -> Generator[None, None, object]:
        """Make the bundle; where there is a server, lay it out for the link as well."""
        behind = self._behind
        write = as_the_pod(behind.clock)
        store = StoredExports(behind.memory, behind.settings.pod, write)
        if not behind.settings.delivery.place:
            return choosing(store, behind.rng, behind.clock)
        return self._laying_out(store)

    def _laying_out(self, store: StoredExports) -> Generator[None, None, None]:
        """Lay out what is new, and once more what no receipt came for in a week."""
        behind, out = self._behind, outgoing(self._home)
        with suppress(Private):
            yield from laying_out(store, self._home, behind.rng, behind.clock)
        with behind.memory.doings.begin() as db:
            old = unconfirmed(db, behind.wall.now() - AGAIN)
        unwritten = {one.bundle for one in store.unwritten()}
        for record in may_leave(store, store.offered(), unwritten):
            if record.bundle in old:
                lay_out_again(store, out, record)
                yield

    def _is_quiet(self) -> bool:
        behind = self._behind
        return not (behind.in_use() or behind.fault or behind.console)

    def _make_way(self) -> None:
        if self._steps is not None:
            self._steps.close()
            self._steps, self._again_ms = None, 0.0

    def _tick(self) -> None:
        behind = self._behind
        if self._steps is not None:
            self._on(self._steps)
        elif behind.clock.now_ms() >= self._again_ms:
            self._again_ms = behind.clock.now_ms() + EVERY_MS
            self._take_receipts()
            if slot := self.slot():
                self._steps = self.run(slot)

    def _on(self, steps: Generator[None, None, object]) -> None:
        try:
            next(steps)
        except StopIteration:
            self._steps = None

    def _take_receipts(self) -> None:
        """Take in what the link has brought."""
        behind = self._behind
        now = behind.clock.utc()
        for one in take_from(behind.memory.doings, self._home / INCOMING, now):
            if isinstance(one, Trouble):
                log.warning("a receipt was refused: %s", type(one).__name__)


def taken_in(db: DoingsDb, now: datetime) -> SlotsTaken:
    """Return which slots of the schedule in force have had their run.

    A study without a schedule, or no study, has no slots.
    """
    raw = recall(db, SETTING)
    known = msgspec.json.decode(raw, type=SlotsTaken) if raw else None
    study = outbox.study(db) if recall(db, outbox.STUDY) is not None else None
    taken = in_force(known, study.schedule if study else "", now)
    if taken != known:
        _keep(db, taken)
    return taken


def _keep(db: DoingsDb, taken: SlotsTaken) -> None:
    remember(db, SETTING, msgspec.json.encode(taken))
