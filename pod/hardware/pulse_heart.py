"""A simulated heart and the finger it beats in, for the simulators of pulse sensors.

Its intervals swing with the breath (respiratory sinus arrhythmia), with some noise. A
beat is an upstroke of a tenth of a second, a notch and a second, lower wave; its moment
is where it climbs fastest. The level of the whole wave goes up and down with the breath
too, as it does in a finger.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from math import exp, pi, sin
from random import Random
from typing import TypeAlias

from pod.hardware.faults import Faults
from pod.hardware.mimic import Deed, Switched, Truth
from pod.values import Value

RISE_MS, SECOND_RISE_MS, SECOND_AFTER_MS = 60.0, 90.0, 250.0
NOTCHED = 0.4
SEEN_MS = (-250.0, 800.0)
"""From when to when a beat shows in the wave."""
EACH_BATCH_MS = 40.0
MISSED_EACH = 12
OUT_EACH_MS, OUT_FOR_MS = 30_000.0, 5000.0
MOST_LATE_MS = 1000.0


class Calm(Value, frozen=True, kw_only=True):
    """How the heart beats: all in ms but `breaths`, which are a minute."""

    interval_ms: float = 850.0
    swing_ms: float = 60.0
    noise_ms: float = 8.0
    breaths: float = 6.0


class Moment(Value, frozen=True, kw_only=True):
    """What a sensor can feel at one moment; `wave` lies between 0 and 1."""

    wave: float
    finger: bool
    since_beat_ms: float
    rate: float


class Heart:
    """Beats from a moment on; must be asked about later and later moments."""

    def __init__(self, calm: Calm, rng: Random, began_ms: float, *, miss: bool) -> None:
        self._calm = calm
        self._rng = rng
        self._beats = deque([began_ms])
        self._strong = deque([1.0])
        self._miss = miss
        self._count = 0

    def wave(self, at_ms: float) -> float:
        """Return how high the wave is, 0 to 1."""
        self._beat_until(at_ms - SEEN_MS[0])
        beats = zip(self._beats, self._strong, strict=True)
        high = sum(strong * _shape(at_ms - beat) for beat, strong in beats)
        level = sin(2 * pi * self._breath(at_ms)) / 20
        return min(max(0.15 + 0.55 * high + level, 0.0), 1.0)

    def between(self, from_ms: float, to_ms: float) -> list[float]:
        """Return the beats after a moment, up to another; only lately ones are kept."""
        return [beat for beat in self._beats if from_ms < beat <= to_ms]

    def last(self, at_ms: float) -> tuple[float, float]:
        """Return the time since the last beat, ms, and the rate then, a minute."""
        gone = [at_ms - beat for beat in self._beats if beat <= at_ms]
        return min(gone, default=float("inf")), 60_000 / self._calm.interval_ms

    def _breath(self, at_ms: float) -> float:
        return self._calm.breaths * at_ms / 60_000

    def _beat_until(self, at_ms: float) -> None:
        """Let the beats come that show by then, and forget those that no longer do."""
        while self._beats[-1] < at_ms:
            before_ms = self._beats[-1]
            swing_ms = self._calm.swing_ms * sin(2 * pi * self._breath(before_ms))
            noise_ms = self._rng.gauss(0, self._calm.noise_ms)
            self._beats.append(before_ms + self._calm.interval_ms + swing_ms + noise_ms)
            self._count += 1
            missed = self._miss and self._count % MISSED_EACH == 0
            self._strong.append(0.0 if missed else 1.0)
        while self._beats[0] < at_ms + SEEN_MS[0] - SEEN_MS[1]:
            self._beats.popleft()
            self._strong.popleft()


def _shape(since_ms: float) -> float:
    """Return the height of one beat's wave, steepest at its own moment."""
    first = (since_ms - RISE_MS) / RISE_MS
    second = (since_ms - RISE_MS - SECOND_AFTER_MS) / SECOND_RISE_MS
    return exp(-first * first / 2) + NOTCHED * exp(-second * second / 2)


Frame: TypeAlias = Callable[[Moment], bytes]


class Fingertip:
    """A mimic of most sensors: samples at its rate, sent a few at a time.

    As a USB adapter hands them on: every 40 ms or so. `frame` is what the sensor sends
    for one sample. The quirk `missing_beat` leaves every twelfth beat unfelt, the quirk
    `finger_out` takes the finger out for 5 s in every 30. The truth has every beat
    while the finger is in, also the unfelt.
    """

    def __init__(
        self, rate_hz: float, frame: Frame, faults: Faults, began_ms: float, rng: Random
    ) -> None:
        self._each_ms = 1000 / rate_hz / (1 + faults.drift / 1e6)
        self._batch = max(1, int(EACH_BATCH_MS / self._each_ms))
        self._frame = frame
        self._began_ms = began_ms
        self._out_each = faults.quirk == "finger_out"
        miss = faults.quirk == "missing_beat"
        self._heart = Heart(Calm(), rng, began_ms, miss=miss)
        self._finger = True
        self._truths: list[Truth] = []
        self._sample = 1

    @property
    def next_due_ms(self) -> float:
        """When the last sample of the next batch is taken."""
        return self._at_ms(self._sample + self._batch - 1)

    def due(self, now_ms: float) -> bytes:
        """Return the frames of all samples since the last time, of a second at most."""
        behind_ms = now_ms - self._at_ms(self._sample)
        if behind_ms > MOST_LATE_MS:
            self._sample += int((behind_ms - MOST_LATE_MS) / self._each_ms)
        return b"".join(self._frames(now_ms))

    def hear(self, _data: bytes, _now_ms: float) -> bytes:
        """Hear nothing: it talks unasked."""
        return b""

    def do(self, deed: Deed, _now_ms: float) -> bytes:
        """Put the finger in or take it out; it feels nothing else."""
        if isinstance(deed, Switched) and deed.name == "finger":
            self._finger = deed.on
        return b""

    def reboot(self, _now_ms: float) -> bytes:
        """Go on as before: it has neither clock nor memory that shows."""
        return b""

    def truths(self) -> Sequence[Truth]:
        """Return the beats since the last time it was asked."""
        truths, self._truths = self._truths, []
        return truths

    def _frames(self, now_ms: float) -> Iterator[bytes]:
        while (at_ms := self._at_ms(self._sample)) <= now_ms:
            self._sample += 1
            yield self._frame(self._moment(at_ms))

    def _at_ms(self, sample: int) -> float:
        """Return when a sample is taken, in the same way each time it is asked."""
        return self._began_ms + sample * self._each_ms

    def _moment(self, at_ms: float) -> Moment:
        finger = self._finger and not self._taken_out(at_ms)
        wave = self._heart.wave(at_ms)
        if finger:
            new = self._heart.between(at_ms - self._each_ms, at_ms)
            self._truths += [Truth("beat", beat) for beat in new]
        since_ms, rate = self._heart.last(at_ms)
        return Moment(wave=wave, finger=finger, since_beat_ms=since_ms, rate=rate)

    def _taken_out(self, at_ms: float) -> bool:
        since_ms = at_ms - self._began_ms
        return self._out_each and since_ms % OUT_EACH_MS > OUT_EACH_MS - OUT_FOR_MS
