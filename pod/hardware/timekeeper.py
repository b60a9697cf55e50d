"""Keeps one device's time: asks for it, learns from it, places events by it.

An event whose stamp cannot be right waits until the next ping tells whether the device
began anew (then it happened) or not (then it was noise on the line).
"""

from random import Random
from typing import Generic, NamedTuple, TypedDict, TypeVar

from pod.hardware.clock_map import LATE_MS, ClockMap
from pod.hardware.pinger import Pinger
from pod.values import Stamps, arrived

T = TypeVar("T")

MOST_DOUBTED = 32
SILENT_AFTER = 5


class Doubted(NamedTuple, Generic[T]):
    """Something whose stamp could not be right, and when its bytes arrived."""

    what: T
    raw: int
    arrived_ms: float


class TimeOf(TypedDict):
    """What a device's health says of its clock."""

    offset_ms: float | None
    drift_ppm: float | None
    drift_sd_ppm: float | None
    uncertainty_ms: float | None
    round_trip_ms: float | None
    pings: int
    unanswered: int


class Timekeeper(Generic[T]):
    """Pings, clock map and doubts of one device; `T` is what is to be placed in time.

    `tick_ms` and `bits` are the device's counter. The caller writes its ping whenever
    `due` says so, and hands the answer to `answered`.
    """

    def __init__(self, tick_ms: float, bits: int, now_ms: float, rng: Random) -> None:
        self._tick_ms = tick_ms
        self._pinger = Pinger(now_ms, rng)
        self._map = ClockMap(tick_ms, bits)
        self._doubted: list[Doubted[T]] = []
        self._last: tuple[T, int] | None = None
        self.noise = 0
        """Events that were never believed, or were told twice."""

    @property
    def silent(self) -> bool:
        """Whether several pings in a row were not answered."""
        return self._pinger.unanswered >= SILENT_AFTER

    @property
    def next_due_ms(self) -> float:
        """When to ask next."""
        return self._pinger.next_due_ms

    @property
    def told(self) -> TimeOf:
        """What is known of the device's clock."""
        line = self._map.line
        return TimeOf(
            offset_ms=self._map.offset_ms,
            drift_ppm=line.drift_ppm if line else None,
            drift_sd_ppm=line.rate_sd * 1e6 if line else None,
            uncertainty_ms=self._map.uncertainty_ms,
            round_trip_ms=line.round_trip_ms if line else None,
            pings=self._map.pings,
            unanswered=self._pinger.unanswered,
        )

    def due(self, now_ms: float) -> bool:
        """Tell whether to ask for the time now; True counts as asked."""
        return self._pinger.due(now_ms)

    def placed(self, what: T, raw: int, arrived_ms: float) -> list[tuple[T, Stamps]]:
        """Return the event with its stamps if they can be believed now, and once."""
        if (what, raw) == self._last:
            self.noise += 1
            return []
        self._last = (what, raw)
        if self._map.plausible(raw, arrived_ms):
            return [(what, self._stamps(raw, arrived_ms))]
        self._doubted.append(Doubted(what, raw, arrived_ms))
        del self._doubted[:-MOST_DOUBTED]
        self._pinger.hurry(arrived_ms)
        return []

    def stamped(self, raw: int, arrived_ms: float) -> Stamps:
        """Return stamps for what must not wait: by arrival if its own is doubtful."""
        if self._map.plausible(raw, arrived_ms):
            return self._stamps(raw, arrived_ms)
        return arrived(arrived_ms)

    def answered(self, raw: int, at_ms: float) -> list[tuple[T, Stamps]]:
        """Learn from a ping's answer; return the events that it vouches for."""
        sent_ms = self._pinger.answered(at_ms)
        if sent_ms is None:
            return []
        verdict = self._map.learn(sent_ms, at_ms, raw)
        if verdict != "fits":
            self._pinger.hurry(at_ms)
        if verdict == "doubtful":
            return []
        doubted, self._doubted = self._doubted, []
        return [one for doubt in doubted for one in self._vouched(doubt, at_ms)]

    def _vouched(self, doubt: Doubted[T], now_ms: float) -> list[tuple[T, Stamps]]:
        late_ms = now_ms - doubt.arrived_ms + LATE_MS
        if self._map.plausible(doubt.raw, doubt.arrived_ms, late_ms):
            return [(doubt.what, self._stamps(doubt.raw, doubt.arrived_ms))]
        self.noise += 1
        return []

    def _stamps(self, raw: int, arrived_ms: float) -> Stamps:
        """Time an event by the device's clock, or by arrival while that is unknown.

        Nothing happens after its bytes arrive, so the arrival is the latest moment.
        """
        placed = self._map.place(raw)
        return Stamps(
            at_ms=min(placed.at_ms, arrived_ms) if placed else arrived_ms,
            timed_by="device" if placed else "arrival",
            device_ms=raw * self._tick_ms,
            arrival_ms=arrived_ms,
            uncertainty_ms=placed.uncertainty_ms if placed else None,
        )
