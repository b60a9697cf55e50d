"""The line between a device's clock and the host's, and what pings say of it: pure."""

import math
from collections.abc import Sequence
from operator import mul
from statistics import fmean

from msgspec import structs

from pod.values import Value

FEWEST = 8
KEPT = 0.25
USUAL_PPM = 200.0
"""What crystals of such devices are good for: holds the slope while pings are few."""
FINEST_MS = 0.05
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


def best_of(pings: Sequence[Ping], tick_ms: float) -> Sequence[Ping]:
    """Return the quarter with the shortest round trips, 8 at least, with its equals.

    A round trip longer by a quarter of a tick moves the middle by an eighth at most:
    such pings are equals, since more of them average the tick out better.
    """
    round_trips = _round_trips(pings)
    ordered = sorted(round_trips)
    quarter = ordered[max(FEWEST, int(len(ordered) * KEPT)) - 1]
    limit = max(quarter, ordered[0] + tick_ms / 4)
    return [
        ping
        for ping, round_trip_ms in zip(pings, round_trips, strict=True)
        if round_trip_ms <= limit
    ]


def fit(pings: Sequence[Ping], tick_ms: float) -> Line:
    """Draw the least-squares line of host on device time.

    The slope is held towards 1 by as much as a crystal of 200 ppm sd deserves (normal
    prior), so that a second of pings in whole milliseconds, or of answers that came
    late by as much as the round trips differ, does not swing it; after a minute it no
    longer matters. The residuals' sd is at least a tick's own, tick / sqrt(12).
    """
    mean_x, x = _centred([ping.device * tick_ms for ping in pings])
    mean_y, y = _centred(_ahead(pings, tick_ms))
    noise_ms, round_trips = max(tick_ms / 12**0.5, FINEST_MS), _round_trips(pings)
    spread = sum(map(mul, x, x)) + _prior(round_trips, noise_ms)
    slope = sum(map(mul, x, y)) / spread
    left = [b - slope * a for a, b in zip(x, y, strict=True)]
    residual_sd = max((sum(map(mul, left, left)) / (len(x) - 2)) ** 0.5, noise_ms)
    round_trip_ms = fmean(round_trips)
    return Line(
        device_ms=mean_x,
        host_ms=mean_x + mean_y,
        within_ms=round_trip_ms / 2 + SURE * residual_sd / len(pings) ** 0.5,
        rate=1 + slope,
        rate_sd=residual_sd / spread**0.5,
        residual_sd_ms=residual_sd,
        round_trip_ms=round_trip_ms,
    )


def _round_trips(pings: Sequence[Ping]) -> Sequence[float]:
    """Return how long each answer took; said plainly, for it is asked of hundreds."""
    return [ping.received_ms - ping.sent_ms for ping in pings]


def _ahead(pings: Sequence[Ping], tick_ms: float) -> Sequence[float]:
    """Return by how much the host's time is ahead of the device's at each ping."""
    return [
        (ping.sent_ms + ping.received_ms) / 2 - ping.device * tick_ms for ping in pings
    ]


def _centred(values: Sequence[float]) -> tuple[float, Sequence[float]]:
    mean = fmean(values)
    return mean, [value - mean for value in values]


def _prior(round_trips: Sequence[float], noise_ms: float) -> float:
    """Return what is usual of crystals, as a spread of device times, ms squared."""
    doubt_ms = max(noise_ms, (fmean(round_trips) - min(round_trips)) / 2)
    return (doubt_ms * 1e6 / USUAL_PPM) ** 2


def narrowed(line: Line, pings: Sequence[Ping], tick_ms: float) -> Line:
    """Move a line to the middle of what all pings leave open, at the latest of them.

    What was sent before a stamp and received after it bounds the line there, loosened
    by half a tick either way and by the rate's own slack since. Where the bounds cross
    the clock did not keep to a line so closely: then it stays, with its wider bound.
    """
    latest_ms = pings[-1].device * tick_ms
    here = structs.replace(line, device_ms=latest_ms, host_ms=line.at(latest_ms))
    wide_ms = line.within_ms + line.slack_ms(latest_ms)
    earliest, latest = _left_open(here, pings, tick_ms)
    if earliest > latest:
        return structs.replace(here, within_ms=wide_ms)
    middle_ms = here.host_ms + (earliest + latest) / 2
    return structs.replace(here, host_ms=middle_ms, within_ms=(latest - earliest) / 2)


def _left_open(
    here: Line, pings: Sequence[Ping], tick_ms: float
) -> tuple[float, float]:
    """Return how much earlier or later a line may stand, ms; crossed: it fits nowhere.

    Said plainly: there are hundreds of pings, several times a second.
    """
    origin_ms, start_ms, rate = here.device_ms, here.host_ms, here.rate
    slack, half_ms = SURE * here.rate_sd, tick_ms / 2
    earliest, latest = -math.inf, math.inf
    for ping in pings:
        away_ms = ping.device * tick_ms - origin_ms
        there_ms = start_ms + rate * away_ms
        loose_ms = slack * abs(away_ms) + half_ms
        if (after_ms := ping.sent_ms - there_ms - loose_ms) > earliest:
            earliest = after_ms
        if (before_ms := ping.received_ms - there_ms + loose_ms) < latest:
            latest = before_ms
    return earliest, latest
