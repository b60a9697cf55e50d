"""When a bundle is due: the study pack's schedule, read on the clock of the prison.

A slot is a moment that the schedule names. What passed while the pod was off or its
clock stood is caught up on once, by the newest slot alone: a bundle holds all that may
leave by then. Which slots have had their run is remembered one by one, so that none has
two, however the clock is set back and forth.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import msgspec
from cronsim import CronSim, CronSimError

from pod.values import Value

ZONE = "Europe/London"
"""Schedules are written in the time of the prisons, summer time and all."""
MOST = 3000
"""So many slots are remembered: an hourly schedule's of 125 days."""
LOOK_BACK = tuple(timedelta(hours=hours) for hours in (2, 26, 200, 800, 9_000, 80_000))


class SlotsTaken(Value, frozen=True, kw_only=True):
    """Since when a schedule holds, and which slots have had their run.

    Those of a schedule before it are among them: no moment has two runs.
    """

    schedule: str
    since: datetime
    slots: tuple[datetime, ...] = ()


def next_slot(schedule: str, now: datetime) -> datetime | None:
    """Return the first slot after `now`, in UTC; None where the schedule has none."""
    return next((slot for slot in _slots(schedule, now) if slot > now), None)


def newest_slot(schedule: str, now: datetime) -> datetime | None:
    """Return the last slot up to `now`, in UTC; None where it is ages ago."""
    for back in LOOK_BACK:
        newest = None
        for slot in _slots(schedule, now - back):
            if slot > now:
                break
            newest = slot
        if newest is not None:
            return newest
    return None


def in_force(known: SlotsTaken | None, schedule: str, now: datetime) -> SlotsTaken:
    """Return what is known of this schedule, which holds from `now` on if it is new.

    So it does where the clock stands before the moment it came into force: under a
    clock that was years ahead, nothing would be due for years.
    """
    slots = known.slots if known else ()
    if known is None or known.schedule != schedule or now < known.since:
        return SlotsTaken(schedule=schedule, since=now, slots=slots)
    return known


def due_slot(taken: SlotsTaken, now: datetime) -> datetime | None:
    """Return the slot whose run is due at `now`, or None.

    It is the newest that has passed since the schedule came into force, unless it has
    had its run: earlier ones are its concern too.
    """
    slot = newest_slot(taken.schedule, now)
    if slot is None or slot <= taken.since or slot in taken.slots:
        return None
    return slot


def with_slot(taken: SlotsTaken, slot: datetime) -> SlotsTaken:
    """Return what is remembered once this slot has had its run."""
    return msgspec.structs.replace(taken, slots=(*taken.slots, slot)[-MOST:])


def _slots(schedule: str, after: datetime) -> Iterator[datetime]:
    """Give the slots from about `after` on; what makes no sense has none."""
    try:
        slots = CronSim(schedule, after.astimezone(_zone()))
    except CronSimError:
        return
    for slot in slots:
        yield slot.astimezone(UTC)


@cache
def _zone() -> ZoneInfo:
    return ZoneInfo(ZONE)
