"""What every pulse sensor's ear hears, and the beats that come of it.

None of these sensors has a clock to ask. A sample's number times the interval, tracked
against arrival, is when it was taken. Neither a displayed rate nor a beep makes a beat:
they only help to judge the signal, and nothing here is a medical device.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from typing import Literal, Protocol, TypeAlias

from pod.events import Beat
from pod.pulse.pace import Pace
from pod.pulse.wave import Felt, Finder
from pod.values import Value

Signal: TypeAlias = Literal["settling", "good", "poor", "off"]

LATELY = 8
MOSTLY = 0.75
"""The share of the latest beats that are sure while a signal is good."""
SETTLING_S, NO_BEAT_S = 4.0, 3.0
APART = 0.25
"""A sensor's own rate further from ours than this share: one of the two is wrong."""


class Sample(Value, frozen=True):
    """One sample of the wave, as fine as the sensor gives it, and how it marks it."""

    value: float
    signal: Literal["good", "poor", "off"] = "good"


class Told(Value, frozen=True):
    """The rate that the sensor shows, beats a minute."""

    rate: float


class Gap(Value, frozen=True):
    """Bytes were lost or spoilt, and with them who knows how many samples."""


Heard: TypeAlias = Sample | Told | Gap


class Ear(Protocol):
    """Bytes in, what they say out, however they were cut; holds a few bytes only."""

    @property
    def junk(self) -> int:
        """How many bytes belonged to nothing."""

    def hear(self, untrusted: bytes) -> Sequence[Heard]:
        """Return what these bytes complete."""


class Wave:
    """Turns samples into beats, and judges how good the signal is."""

    def __init__(self, rate_hz: float) -> None:
        self._rate_hz = rate_hz
        self._finder, self._pace = Finder(rate_hz), Pace(rate_hz)
        self._sure: deque[bool] = deque(maxlen=LATELY)
        self._mark: Signal = "good"
        self._shown: float | None = None
        self._last_ms = float("-inf")
        self._beat_at = self._good_from = 0
        self.samples = 0

    @property
    def uncertainty_ms(self) -> float:
        """The bound of a beat's error, but for what is constant on its way."""
        return self._pace.uncertainty_ms

    @property
    def rate(self) -> float | None:
        """Beats a minute lately, by our own finding."""
        return self._finder.rate if self._mark == "good" else None

    @property
    def signal(self) -> Signal:
        """How good the signal is."""
        if self._mark != "good":
            return self._mark
        if self.samples - self._good_from < SETTLING_S * self._rate_hz:
            return "settling"
        still = self.samples - self._beat_at > NO_BEAT_S * self._rate_hz
        unsure = sum(self._sure) < MOSTLY * len(self._sure)
        return "poor" if still or unsure or self._apart() else "good"

    def take(self, heard: Iterable[Heard], at_ms: float) -> list[Beat]:
        """Take in what arrived at once; return the beats that are certain now."""
        beats: list[Beat] = []
        found: list[Felt] = []
        before = self.samples
        for one in heard:
            match one:
                case Sample():
                    found += self._felt(one)
                case Told(rate):
                    self._shown = rate
                case Gap():
                    beats += self._placed(found, at_ms)
                    found, before = [], self.samples
                    self._lose()
        if self.samples == before:
            return beats
        if not self._pace.arrived(self.samples - 1, at_ms):
            self._skip()
            return beats
        return beats + self._placed(found, at_ms)

    def _felt(self, one: Sample) -> list[Felt]:
        self.samples += 1
        if one.signal != "good":
            self._mark = one.signal
            self._shown = None
            self._finder.skip(1)
            return []
        if self._mark != "good":
            self._mark, self._good_from = "good", self.samples
            self._sure.clear()
        felt = self._finder.take(one.value)
        return [felt] if felt else []

    def _lose(self) -> None:
        self._pace.anew()
        self._skip()

    def _skip(self) -> None:
        self._finder.skip()
        self._sure.append(False)

    def _placed(self, found: Sequence[Felt], at_ms: float) -> list[Beat]:
        """Return beats on the clock: never after their bytes, each after the last."""
        beats = []
        for felt in found:
            felt_ms = min(self._pace.at_ms(felt.at), at_ms)
            if felt_ms > self._last_ms:
                self._last_ms, self._beat_at = felt_ms, self.samples
                sure = felt.sure and not self._pace.late
                self._sure.append(sure)
                beats.append(self._beat(felt_ms, at_ms, sure=sure))
        return beats

    def _beat(self, felt_ms: float, arrival_ms: float, *, sure: bool) -> Beat:
        return Beat(
            at_ms=felt_ms,
            timed_by="arrival",
            arrival_ms=arrival_ms,
            uncertainty_ms=self._pace.uncertainty_ms,
            sure=sure,
        )

    def _apart(self) -> bool:
        """Tell whether the sensor shows quite another rate than ours."""
        ours, shown = self._finder.rate, self._shown
        return bool(ours and shown and abs(shown - ours) > APART * ours)
