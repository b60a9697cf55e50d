"""A device's own clock, mapped to the host's: one class for every device that has one.

The device is asked for its time (a ping); it answered between sending and receiving.
The pings with the shortest round trips say most of how fast it runs (Cristian,
Distributed Computing 3, 1989): a straight line through them, host = a + b * device,
follows its drift, for 50 ppm are 3 ms a minute. How far on it stands is narrowed down
by all pings: the true line passes after every sending and before every receiving, and
what all of them leave open is far less than any one does (Marzullo & Owicki, ACM SIGOPS
Oper. Syst. Rev. 19(3), 1985).
"""

import math
from collections import deque
from collections.abc import Sequence
from statistics import fmean
from typing import Literal, TypeAlias

from msgspec import structs

from pod.values import Value

Verdict: TypeAlias = Literal["fits", "doubtful", "anew"]

WINDOW_MS = 300_000.0
FEWEST = 8
KEPT = 0.25
MAX_PPM = 500.0
MAX_RESIDUAL_MS = 10.0
USUAL_PPM = 200.0
"""What crystals of such devices are good for: holds the slope while pings are few."""
FINEST_MS = 0.05
LATE_MS = 100.0
"""How much older than the last answered ping a press's stamp may be (debouncing)."""
DOUBTS = 2
SURE = 3.0
"""How many standard errors a bound allows for."""


class Ping(Value, frozen=True):
    """One answered question: host times round it, the device's time between."""

    sent_ms: float
    received_ms: float
    device: int

    @property
    def round_trip_ms(self) -> float:
        """How long the answer took."""
        return self.received_ms - self.sent_ms

    @property
    def host_ms(self) -> float:
        """The middle of sending and receiving."""
        return (self.sent_ms + self.received_ms) / 2


class Line(Value, frozen=True, kw_only=True):
    """host = host_ms + rate * (device - device_ms), and how well that is known.

    At `device_ms` it is no further off than `within_ms`, away from there by as much
    more as the rate is uncertain.
    """

    device_ms: float
    host_ms: float
    within_ms: float
    rate: float
    rate_sd: float
    residual_sd_ms: float
    round_trip_ms: float

    def at(self, device_ms: float) -> float:
        """Return the host's time of a device's time."""
        return self.host_ms + self.rate * (device_ms - self.device_ms)

    def slack_ms(self, device_ms: float) -> float:
        """Return how far the uncertain rate can lead astray on the way to a time."""
        return SURE * self.rate_sd * abs(device_ms - self.device_ms)

    @property
    def drift_ppm(self) -> float:
        """By how much the device runs fast, parts per million."""
        return (1 / self.rate - 1) * 1e6


class Placed(Value, frozen=True):
    """A device stamp as clock ms, and the bound of its error."""

    at_ms: float
    uncertainty_ms: float


class ClockMap:
    """Learns from pings; places stamps. Times are clock ms, stamps device ticks.

    A press's stamp and a ping's are cut off to whole ticks alike, so the line through
    cut-off stamps is right for cut-off stamps on average: no half tick is added. What
    cutting off does leave is up to half a tick either way for each single press.
    """

    def __init__(self, tick_ms: float, bits: int = 32) -> None:
        self._tick_ms = tick_ms
        self._around = 1 << bits
        self._pings: deque[Ping] = deque()
        self._doubts = 0
        self.line: Line | None = None

    @property
    def pings(self) -> int:
        """How many answered pings it remembers."""
        return len(self._pings)

    @property
    def offset_ms(self) -> float | None:
        """Host minus device time at the last ping."""
        if not self._pings:
            return None
        return self._pings[-1].host_ms - self._pings[-1].device * self._tick_ms

    @property
    def uncertainty_ms(self) -> float | None:
        """The bound for a stamp of the last ping's moment."""
        return self._bound(self._pings[-1].device) if self.line else None

    def learn(self, sent_ms: float, received_ms: float, raw: int) -> Verdict:
        """Take in a ping's answer and say what it shows about the device's clock.

        An answer that does not fit is set aside once, since it may belong to an earlier
        question that was held up; a second one in a row is believed.
        """
        step = self._step(raw)
        if step is not None and not self._fits(step, sent_ms, received_ms):
            self._doubts += 1
            if self._doubts < DOUBTS:
                return "doubtful"
            self._pings.clear()
        self._doubts = 0
        anew = step is None or not self._pings
        device = raw if anew else self._pings[-1].device + (step or 0)
        self._pings.append(Ping(sent_ms, received_ms, device))
        self.line = self._draw()
        return "anew" if anew or not self._pings else "fits"

    def plausible(self, raw: int, arrived_ms: float, late_ms: float = LATE_MS) -> bool:
        """Tell whether an event that arrived then can bear this stamp.

        It can be `late_ms` older than the last answered ping and no younger than now.
        """
        step = self._step(raw)
        if step is None:
            return False
        passed_ms = arrived_ms - self._pings[-1].sent_ms
        return -late_ms <= step * self._tick_ms <= self._stretch(passed_ms)

    def place(self, raw: int) -> Placed | None:
        """Return when a plausible stamp happened; None while pings are too few."""
        step = self._step(raw)
        if self.line is None or step is None:
            return None
        device = self._pings[-1].device + step
        return Placed(self.line.at(device * self._tick_ms), self._bound(device))

    def _step(self, raw: int) -> int | None:
        """Return ticks since the last ping, the shorter way round the counter."""
        if not self._pings:
            return None
        half = self._around // 2
        return (raw - self._pings[-1].device + half) % self._around - half

    def _fits(self, step: int, sent_ms: float, received_ms: float) -> bool:
        """Tell whether the device's time went on as much as the host's can have."""
        last = self._pings[-1]
        least_ms = sent_ms - last.received_ms
        least_ms -= abs(least_ms) * MAX_PPM / 1e6 + 2 * self._tick_ms
        most_ms = self._stretch(received_ms - last.sent_ms)
        return least_ms <= step * self._tick_ms <= most_ms

    def _stretch(self, passed_ms: float) -> float:
        return passed_ms * (1 + MAX_PPM / 1e6) + 2 * self._tick_ms

    def _draw(self) -> Line | None:
        """Draw the line anew; forget all pings when they cannot be one clock's."""
        oldest_ms = self._pings[-1].received_ms - WINDOW_MS
        while self._pings[0].received_ms < oldest_ms:
            self._pings.popleft()
        if len(self._pings) < FEWEST:
            return None
        fitted = fit(best_of(self._pings, self._tick_ms), self._tick_ms)
        line = narrowed(fitted, self._pings, self._tick_ms)
        if abs(line.drift_ppm) > MAX_PPM or line.residual_sd_ms > MAX_RESIDUAL_MS:
            self._pings.clear()
            return None
        return line

    def _bound(self, device: int) -> float:
        """Bound the error of a stamp: the line's own, and half a tick of cut-off."""
        line = self.line
        if line is None:
            raise ValueError("no line is drawn yet")
        slack_ms = line.slack_ms(device * self._tick_ms)
        return line.within_ms + slack_ms + self._tick_ms / 2


def best_of(pings: Sequence[Ping], tick_ms: float) -> Sequence[Ping]:
    """Return the quarter with the shortest round trips, 8 at least, with its equals.

    A round trip longer by a quarter of a tick moves the middle by an eighth at most:
    such pings are equals, since more of them average the tick out better.
    """
    ordered = sorted(ping.round_trip_ms for ping in pings)
    quarter = ordered[max(FEWEST, int(len(ordered) * KEPT)) - 1]
    limit = max(quarter, ordered[0] + tick_ms / 4)
    return [ping for ping in pings if ping.round_trip_ms <= limit]


def fit(pings: Sequence[Ping], tick_ms: float) -> Line:
    """Draw the least-squares line of host on device time.

    The slope is held towards 1 by as much as a crystal of 200 ppm sd deserves (normal
    prior), so that a second of pings in whole milliseconds, or of answers that came
    late by as much as the round trips differ, does not swing it; after a minute it no
    longer matters. The residuals' sd is never taken to be less than a
    tick's own, tick / sqrt(12).
    """
    device = [ping.device * tick_ms for ping in pings]
    mean_x = fmean(device)
    x = [one - mean_x for one in device]
    ahead = [ping.host_ms - one for ping, one in zip(pings, device, strict=True)]
    mean_y = fmean(ahead)
    y = [one - mean_y for one in ahead]
    noise_ms = max(tick_ms / 12**0.5, FINEST_MS)
    round_trips = [ping.round_trip_ms for ping in pings]
    doubt_ms = max(noise_ms, (fmean(round_trips) - min(round_trips)) / 2)
    spread = sum(a * a for a in x) + (doubt_ms * 1e6 / USUAL_PPM) ** 2
    slope = sum(a * b for a, b in zip(x, y, strict=True)) / spread
    squares = sum((b - slope * a) ** 2 for a, b in zip(x, y, strict=True))
    residual_sd = max((squares / (len(pings) - 2)) ** 0.5, noise_ms)
    round_trip_ms = fmean(ping.round_trip_ms for ping in pings)
    return Line(
        device_ms=mean_x,
        host_ms=mean_x + mean_y,
        within_ms=round_trip_ms / 2 + SURE * residual_sd / len(pings) ** 0.5,
        rate=1 + slope,
        rate_sd=residual_sd / spread**0.5,
        residual_sd_ms=residual_sd,
        round_trip_ms=round_trip_ms,
    )


def narrowed(line: Line, pings: Sequence[Ping], tick_ms: float) -> Line:
    """Move a line to the middle of what all pings leave open, at the latest of them.

    What was sent before a stamp and received after it bounds the line there, loosened
    by half a tick either way and by the rate's own slack since. Where the bounds cross
    the clock did not keep to a line so closely: then it stays, with its wider bound.
    """
    latest_ms = pings[-1].device * tick_ms
    here = structs.replace(line, device_ms=latest_ms, host_ms=line.at(latest_ms))
    wide_ms = line.within_ms + line.slack_ms(latest_ms)
    earliest, latest = -math.inf, math.inf
    for ping in pings:
        device_ms = ping.device * tick_ms
        loose_ms = here.slack_ms(device_ms) + tick_ms / 2
        earliest = max(earliest, ping.sent_ms - here.at(device_ms) - loose_ms)
        latest = min(latest, ping.received_ms - here.at(device_ms) + loose_ms)
    if earliest > latest:
        return structs.replace(here, within_ms=wide_ms)
    middle_ms = here.host_ms + (earliest + latest) / 2
    return structs.replace(here, host_ms=middle_ms, within_ms=(latest - earliest) / 2)
