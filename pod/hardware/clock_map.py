"""A device's own clock, mapped to the host's: one class for every device that has one.

The device is asked for its time (a ping); it answered between sending and receiving.
The pings with the shortest round trips say most of how fast it runs (Cristian,
Distributed Computing 3, 1989): a straight line through them, host = a + b * device,
follows its drift, for 50 ppm are 3 ms a minute. How far on it stands is narrowed down
by all pings: the true line passes after every sending and before every receiving, and
what all of them leave open is far less than any one does (Marzullo & Owicki, ACM SIGOPS
Oper. Syst. Rev. 19(3), 1985).
"""

from collections import deque
from typing import Literal, TypeAlias

from pod.hardware.clock_line import FEWEST, Line, Ping, best_of, fit, narrowed
from pod.values import Value

Verdict: TypeAlias = Literal["fits", "doubtful", "anew"]

WINDOW_MS = 300_000.0
MAX_PPM = 500.0
MAX_RESIDUAL_MS = 10.0
LATE_MS = 100.0
"""How much older than the last answered ping a press's stamp may be (debouncing)."""
DOUBTS = 2
MANY, EVERY = 64, 4
"""With more pings than many, every fourth draws the line anew, or who asks for it."""


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
        self._doubts = self._undrawn = 0
        self._line: Line | None = None

    @property
    def line(self) -> Line | None:
        """The line through all pings so far; None while they are too few."""
        self._catch_up()
        return self._line

    @property
    def pings(self) -> int:
        """How many answered pings it remembers."""
        self._catch_up()
        return len(self._pings)

    @property
    def offset_ms(self) -> float | None:
        """Host minus device time at the last ping."""
        self._catch_up()
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
        self._undrawn += 1
        if len(self._pings) <= MANY or self._undrawn >= EVERY:
            self._catch_up()
        return "anew" if anew or not self._pings else "fits"

    def plausible(self, raw: int, arrived_ms: float, late_ms: float = LATE_MS) -> bool:
        """Tell whether an event that arrived then can bear this stamp.

        It can be `late_ms` older than the last answered ping and no younger than now.
        """
        self._catch_up()
        step = self._step(raw)
        if step is None:
            return False
        passed_ms = arrived_ms - self._pings[-1].sent_ms
        return -late_ms <= step * self._tick_ms <= self._stretch(passed_ms)

    def place(self, raw: int) -> Placed | None:
        """Return when a plausible stamp happened; None while pings are too few."""
        self._catch_up()
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

    def _catch_up(self) -> None:
        """Draw the line through the pings that came since it was drawn."""
        if self._undrawn:
            self._undrawn, self._line = 0, self._draw()

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
