"""PulseSensor on an Arduino that runs the makers' own sketch (Playground).

Lines, CR LF. As PROCESSING_VISUALIZER: `S` and a sample, 0 to 1023, each 20 ms; at each
beat that the sketch believes in `B` and a rate, then `Q` and an interval. As
SERIAL_PLOTTER: `BPM,IBI,Signal` each 20 ms. Only samples make beats; what the sketch
itself believes helps to judge the signal. The sensor cannot feel whether a finger is
there: a wave that stays flat, or at an end of its range, counts as none.
"""

import re
from collections import deque
from collections.abc import Sequence
from random import Random
from typing import Literal, TypeAlias

from pod.hardware.advice import Advice
from pod.hardware.driver import Driver, Profile, simulated_by
from pod.hardware.pulse_stream import Opening, PulseDevice
from pod.hardware.pulse_wave import Gap, Heard, Sample, Told
from pod.values import Value

Says: TypeAlias = Literal["visualizer", "plotter"]

LONGEST = 40
SAMPLE, BEAT = re.compile(rb"S(\d{1,4})"), re.compile(rb"([BQ])(\d{1,5})")
PLOTTED = re.compile(rb"(\d{1,4}),(\d{1,5}),(\d{1,4})")
MOST = 1023
ENDS = (3, 1020)
FLAT, LATELY = 8, 50
MINUTE_MS = 60_000.0


class SensorProfile(Profile, frozen=True, kw_only=True):
    """The sensor's data file: which of its ways to talk the sketch was built with."""

    rate_hz: float
    says: Says
    deaf_ms: float


class Line(Value, frozen=True, kw_only=True):
    """What one line says; a sample, or the sketch's interval, ms, or both."""

    sample: int | None = None
    interval_ms: int | None = None


class Spoilt(Value, frozen=True):
    """A line that says nothing known."""


Item: TypeAlias = Line | Spoilt


class Codec:
    """Turns bytes into lines however they are cut up; holds 40 bytes at most.

    The first line may be the end of one, so nothing is believed before a line end.
    """

    def __init__(self) -> None:
        self._held = bytearray()
        self._whole = False
        self.junk = 0

    @property
    def holding(self) -> int:
        """How many bytes wait for the rest of their line."""
        return len(self._held)

    def feed(self, untrusted: bytes) -> list[Item]:
        """Return what the lines say that these bytes complete."""
        *lines, rest = (bytes(self._held) + untrusted).split(b"\n")
        items = [item for line in lines for item in self._line(line)]
        self._held = bytearray(rest[:LONGEST])
        self.junk += len(rest) - len(self._held)
        return items

    def _line(self, line: bytes) -> list[Item]:
        whole, self._whole = self._whole, True
        said = _read(line.removesuffix(b"\r")) if whole else None
        if said is not None:
            return [said]
        self.junk += len(line) + 1
        return [Spoilt()] if whole else []


def _read(line: bytes) -> Line | None:
    """Return what a line says, or None; a rate alone says nothing worth keeping."""
    if match := SAMPLE.fullmatch(line):
        sample = int(match[1])
        return Line(sample=sample) if sample <= MOST else None
    if match := BEAT.fullmatch(line):
        return Line(interval_ms=int(match[2]) if match[1] == b"Q" else None)
    if match := PLOTTED.fullmatch(line):
        sample = int(match[3])
        return (
            Line(sample=sample, interval_ms=int(match[2])) if sample <= MOST else None
        )
    return None


def encode(line: Line, says: Says) -> bytes:
    """Return what the sketch sends; what `feed` reads back as the same, in parts."""
    rate = round(MINUTE_MS / line.interval_ms) if line.interval_ms else 0
    if says == "plotter":
        return b"%d,%d,%d\r\n" % (rate, line.interval_ms or 0, line.sample or 0)
    said = b"" if line.sample is None else b"S%d\r\n" % line.sample
    if line.interval_ms is not None:
        said += b"B%d\r\nQ%d\r\n" % (rate, line.interval_ms)
    return said


class SensorEar:
    """Hears the wave and whether it is one, and the interval the sketch believes in."""

    def __init__(self) -> None:
        self._codec = Codec()
        self._lately: deque[int] = deque(maxlen=LATELY)

    @property
    def junk(self) -> int:
        """How many bytes belonged to no line that is known."""
        return self._codec.junk

    def hear(self, untrusted: bytes) -> Sequence[Heard]:
        """Return what these bytes complete."""
        heard: list[Heard] = []
        for item in self._codec.feed(untrusted):
            heard += self._meant(item) if isinstance(item, Line) else [Gap()]
        return heard

    def _meant(self, line: Line) -> list[Heard]:
        heard: list[Heard] = []
        if line.sample is not None:
            self._lately.append(line.sample)
            heard.append(Sample(float(line.sample), self._signal(line.sample)))
        if line.interval_ms:
            heard.append(Told(MINUTE_MS / line.interval_ms))
        return heard

    def _signal(self, sample: int) -> Literal["good", "off"]:
        low, high = ENDS
        full = len(self._lately) == LATELY
        flat = full and max(self._lately) - min(self._lately) < FLAT
        return "good" if low <= sample <= high and not flat else "off"


def sensor_device(profile: SensorProfile, now_ms: float, _rng: Random) -> PulseDevice:
    """Return the sensor's state machine, deaf while the board starts anew."""
    opening = Opening(
        identity="PulseSensor, own sketch",
        rate_hz=profile.rate_hz,
        deaf_ms=profile.deaf_ms,
        other=Advice(
            "technician",
            "Check that the PulseSensor sketch runs on it, at 115200 baud.",
        ),
    )
    return PulseDevice(SensorEar(), opening, now_ms)


DRIVER = Driver(
    name="pulse_sensor",
    kind="pulse",
    profile=SensorProfile,
    device=sensor_device,
    mimic=simulated_by("pod.hardware.pulse_sensor_simulator:sensor_mimic"),
    codec=lambda _profile: Codec(),
)
