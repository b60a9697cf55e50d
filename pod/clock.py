"""Time, passed in like any other instrument so that rehearsals and tests own it."""

import heapq
import math
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Protocol, TypeAlias

Ring: TypeAlias = Callable[[], None]


class Clock(Protocol):
    """Milliseconds for measuring, UTC for the record; never mixed."""

    def now_ms(self) -> float:
        """Read a counter that only moves forward."""

    def utc(self) -> datetime:
        """Read the wall."""


class Alarm(Protocol):
    """Something that will ring once, unless it is called off."""

    def cancel(self) -> None:
        """Call it off; harmless when it has rung."""


class Alarms(Protocol):
    """Whatever can ring at a moment of the same clock."""

    frame_ms: float
    """How often moving pictures are redrawn: every frame live, rarely in rehearsal."""

    def at(self, due_ms: float, ring: Ring) -> Alarm:
        """Ring once at `due_ms`, or as soon as possible when that has passed."""


class SystemClock:
    """The machine's own clock (CLOCK_MONOTONIC and the wall)."""

    def now_ms(self) -> float:
        """Read the monotonic counter."""
        return time.monotonic_ns() / 1e6

    def utc(self) -> datetime:
        """Read the wall clock."""
        return datetime.now(UTC)


class VirtualAlarm:
    """An alarm of the virtual clock."""

    def __init__(self, ring: Ring) -> None:
        self.ring: Ring | None = ring

    def cancel(self) -> None:
        """Forget what to ring."""
        self.ring = None


class VirtualClock:
    """A clock that stands still until it is told to jump to its next alarm.

    It is `Clock` and `Alarms` in one: rehearsals need no waiting, and a run with the
    same seed reads the same times.
    """

    frame_ms = 2000.0

    def __init__(self, begins: datetime) -> None:
        self._began = begins
        self._now_ms = 0.0
        self._coming: list[tuple[float, int, VirtualAlarm]] = []
        self._order = count()

    def now_ms(self) -> float:
        """Read the virtual counter."""
        return self._now_ms

    def utc(self) -> datetime:
        """Read the virtual wall, which moves with the counter."""
        return self._began + timedelta(milliseconds=self._now_ms)

    def at(self, due_ms: float, ring: Ring) -> VirtualAlarm:
        """Ring once when the clock is let run to `due_ms`."""
        alarm = VirtualAlarm(ring)
        heapq.heappush(self._coming, (due_ms, next(self._order), alarm))
        return alarm

    def days_pass(self, days: int) -> None:
        """Move the wall alone: weeks between sittings ring no alarm."""
        self._began += timedelta(days=days)

    @property
    def next_due_ms(self) -> float:
        """When the next live alarm rings; infinite when there is none."""
        while self._coming and self._coming[0][2].ring is None:
            heapq.heappop(self._coming)
        return self._coming[0][0] if self._coming else math.inf

    def move_to(self, moment_ms: float) -> None:
        """Move to a moment before the next alarm; nothing rings."""
        self._now_ms = max(self._now_ms, moment_ms)

    def advance(self, by_ms: float) -> None:
        """Let time pass, ringing what falls due on the way in order."""
        until_ms = self._now_ms + by_ms
        while self.next_due_ms <= until_ms:
            self.jump()
        self._now_ms = until_ms

    def jump(self) -> bool:
        """Move to the next live alarm and ring it; False when none is left."""
        while self._coming:
            due_ms, _, alarm = heapq.heappop(self._coming)
            ring, alarm.ring = alarm.ring, None
            if ring is not None:
                self._now_ms = max(self._now_ms, due_ms)
                ring()
                return True
        return False
