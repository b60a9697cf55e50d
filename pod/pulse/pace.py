"""When each sample of a stream was taken, by its number and by when its bytes arrived.

A sensor's own crystal spaces samples well; their bytes come in bursts and late, but
never early. So time is the lower edge of the arrivals: each second's least late sample
gives a point, and a line through a minute of points gives offset and rate. Whatever
stays constant on the way (the sensor's own filters, its cable) cannot be seen.
"""

from collections import deque
from collections.abc import Sequence
from math import sqrt
from statistics import fmean

from pod.values import Value

SECOND_MS = 1000.0
REMEMBERED = 60
LATE_MS, LATE_FOR_MS = 30.0, 250.0
"""So much later than the line, for so long: samples were lost on the way."""
USUAL_RATE = 0.002
"""How far from its nominal rate a stream may be (sd): a ceramic resonator's."""
FINEST_MS = 0.5


class Point(Value, frozen=True):
    """The least late sample of a second: its nominal time and arrival less that."""

    nominal_ms: float
    behind_ms: float


class Edge(Value, frozen=True):
    """behind = behind_ms + slope * (nominal - nominal_ms), and its points' scatter."""

    nominal_ms: float
    behind_ms: float
    slope: float = 0.0
    scatter_ms: float = 0.0

    def late_ms(self, point: Point) -> float:
        """Return how much later than the line a sample arrived."""
        since_ms = point.nominal_ms - self.nominal_ms
        return point.behind_ms - self.behind_ms - self.slope * since_ms


class Pace:
    """Learns from arrivals; places sample numbers, in fractions, in clock ms.

    `late` while what arrives is late and nobody knows yet whether samples were lost.
    """

    def __init__(self, rate_hz: float) -> None:
        self._each_ms = 1000 / rate_hz
        self._slope = 0.0
        self.anew()

    @property
    def late(self) -> bool:
        """Whether the newest arrival was late."""
        return self._late_from_ms is not None

    @property
    def rate_off(self) -> float:
        """By what share a sample lasts longer than it nominally does."""
        return self._slope

    @property
    def uncertainty_ms(self) -> float:
        """Return the bound of a placed beat's error, but for what is constant.

        Half a sample, and three times the scatter of the line.
        """
        scatter_ms = self._edge.scatter_ms if self._edge else FINEST_MS
        return self._each_ms / 2 + 3 * scatter_ms

    def anew(self) -> None:
        """Forget the offset, since samples were lost; the rate is still the same."""
        self._points: deque[Point] = deque(maxlen=REMEMBERED)
        self._least: Point | None = None
        self._ends_ms = 0.0
        self._late_from_ms: float | None = None
        self._edge: Edge | None = None

    def arrived(self, sample: int, at_ms: float) -> bool:
        """Learn that the bytes of samples up to this one have arrived.

        Return False where samples must have been lost: time begins anew with this one.
        """
        point = Point(sample * self._each_ms, at_ms - sample * self._each_ms)
        lost = self._lost(point, at_ms)
        if lost:
            self.anew()
        if self._edge is None:
            self._ends_ms = at_ms + SECOND_MS
        elif at_ms >= self._ends_ms:
            self._close()
            self._ends_ms = at_ms + SECOND_MS
        self._weigh(point)
        return not lost

    def at_ms(self, sample: float) -> float:
        """Return when a sample was taken; some sample must have arrived before."""
        if self._edge is None:
            raise ValueError("no sample has arrived yet")
        nominal_ms = sample * self._each_ms
        return nominal_ms - self._edge.late_ms(Point(nominal_ms, 0.0))

    def _lost(self, point: Point, at_ms: float) -> bool:
        """Tell whether arrivals have been late for too long."""
        if self._edge is None or self._edge.late_ms(point) <= LATE_MS:
            self._late_from_ms = None
            return False
        if self._late_from_ms is None:
            self._late_from_ms = at_ms
        return at_ms - self._late_from_ms >= LATE_FOR_MS

    def _weigh(self, point: Point) -> None:
        """Remember the second's least late; with nothing else yet, time is by it."""
        least = self._least
        if least is None or point.behind_ms < least.behind_ms:
            self._least = least = point
        if not self._points:
            self._edge = Edge(least.nominal_ms, least.behind_ms, self._slope, FINEST_MS)

    def _close(self) -> None:
        """Draw the line anew with the second's point; start over if it was no edge."""
        least, self._least = self._least, None
        if least is None or self._edge is None:
            return
        if self._edge.late_ms(least) < -LATE_MS:
            self._points.clear()
        self._points.append(least)
        self._edge = _edge(self._points, self._slope)
        self._slope = self._edge.slope


def _edge(points: Sequence[Point], usual: float) -> Edge:
    """Return the least-squares line, its slope held to the usual while points are few.

    The scatter is never taken to be less than half a millisecond.
    """
    nominal_ms = fmean(one.nominal_ms for one in points)
    behind_ms = fmean(one.behind_ms for one in points)
    x = [one.nominal_ms - nominal_ms for one in points]
    y = [one.behind_ms - behind_ms for one in points]
    y = [b - usual * a for a, b in zip(x, y, strict=True)]
    held = (FINEST_MS / USUAL_RATE) ** 2
    spread = sum(a * a for a in x) + held
    slope = sum(a * b for a, b in zip(x, y, strict=True)) / spread
    squares = sum((b - slope * a) ** 2 for a, b in zip(x, y, strict=True))
    scatter_ms = max(sqrt(squares / len(points)), FINEST_MS)
    return Edge(nominal_ms, behind_ms, usual + slope, scatter_ms)
