"""Contec CMS50D+ and CMS50E, first generation: five bytes, 60 times a second, unasked.

Bit 7 is set in a frame's first byte alone. No frame has a checksum, so a frame is taken
only if it has just five bytes. Bits after atbrask/CMS50Dplus, whose frames are tests.
"""

from collections.abc import Sequence
from random import Random
from typing import Literal, TypeAlias

from pod.hardware.advice import Advice
from pod.hardware.driver import Driver, Profile, simulated_by
from pod.hardware.pulse_stream import Opening, PulseDevice
from pod.hardware.pulse_wave import Gap, Heard, Sample, Told
from pod.values import Value

SIZE = 5
FIRST = 0x80
FINGER_OUT = 0x10
SEARCHING, PROBE_ERROR, RATE_HIGH = 0x20, 0x10, 0x40
SEVEN = 0x7F
STRENGTH = 5
NEWER = bytes.fromhex("01 E0 80 C1 80 C8 E2 80 80")
"""A live packet of the makers' newer sensors (V7): bit 7 clear in the first byte."""


class CmsProfile(Profile, frozen=True, kw_only=True):
    """The sensor's data file."""

    rate_hz: float


class Frame(Value, frozen=True, kw_only=True):
    """One sample; the wave is 0 to 127, the rate and the oxygen 0 while unknown.

    `marks` are the first byte's lower seven bits, `state` the third's without bit 6.
    """

    wave: int
    rate: int
    oxygen: int
    marks: int = STRENGTH
    state: int = 0


class Spoilt(Value, frozen=True):
    """Bytes that were no frame."""


Item: TypeAlias = Frame | Spoilt


class Codec:
    """Turns bytes into frames however they are cut up; holds four bytes at most."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._in_step = False
        self.junk = 0

    @property
    def holding(self) -> int:
        """How many bytes wait for the rest of their frame."""
        return len(self._held)

    def feed(self, untrusted: bytes) -> list[Item]:
        """Return the frames that these bytes complete, and where some were spoilt."""
        return [item for byte in untrusted for item in self._take(byte)]

    def _take(self, byte: int) -> list[Item]:
        first = bool(byte & FIRST)
        lost = self._lose(len(self._held)) if first else []
        if not first and not self._held:
            return self._lose(1)
        self._held.append(byte)
        if len(self._held) < SIZE:
            return lost
        frame = _frame(self._held)
        self._held.clear()
        self._in_step = True
        return [*lost, frame]

    def _lose(self, bytes_: int) -> list[Item]:
        """Count bytes of no frame; tell once that something was spoilt."""
        self._held.clear()
        self.junk += bytes_
        in_step = self._in_step and bytes_ > 0
        self._in_step = self._in_step and not bytes_
        return [Spoilt()] if in_step else []


def _frame(said: Sequence[int]) -> Frame:
    return Frame(
        wave=said[1],
        rate=said[3] | (FIRST if said[2] & RATE_HIGH else 0),
        oxygen=said[4],
        marks=said[0] & SEVEN,
        state=said[2] & ~RATE_HIGH,
    )


def encode(frame: Frame) -> bytes:
    """Return a frame's bytes; what `feed` reads back as the same frame."""
    high = RATE_HIGH if frame.rate & FIRST else 0
    marks, rate = FIRST | frame.marks, frame.rate & SEVEN
    return bytes((marks, frame.wave, frame.state | high, rate, frame.oxygen))


class CmsEar:
    """Hears the wave, the marks on it, and the rate that the sensor shows."""

    def __init__(self) -> None:
        self._codec = Codec()

    @property
    def junk(self) -> int:
        """How many bytes belonged to no frame."""
        return self._codec.junk

    def hear(self, untrusted: bytes) -> Sequence[Heard]:
        """Return what these bytes complete."""
        heard: list[Heard] = []
        for item in self._codec.feed(untrusted):
            heard += _meant(item) if isinstance(item, Frame) else [Gap()]
        return heard


def _meant(frame: Frame) -> list[Heard]:
    sample = Sample(float(frame.wave), _signal(frame))
    return [sample, Told(float(frame.rate))] if frame.rate else [sample]


def _signal(frame: Frame) -> Literal["good", "poor", "off"]:
    if frame.marks & FINGER_OUT or frame.state & PROBE_ERROR:
        return "off"
    return "poor" if frame.state & SEARCHING else "good"


def cms_device(profile: CmsProfile, now_ms: float, _rng: Random) -> PulseDevice:
    """Return the sensor's state machine."""
    opening = Opening(
        identity="Contec, five bytes a sample",
        rate_hz=profile.rate_hz,
        nothing=Advice(
            "finger_in", "Put a finger in: it switches itself off. Check its cable."
        ),
        other=Advice(
            "right_device",
            "A newer Contec speaks otherwise and cannot be used: take another.",
        ),
    )
    return PulseDevice(CmsEar(), opening, now_ms)


DRIVER = Driver(
    name="cms50d",
    kind="pulse",
    profile=CmsProfile,
    device=cms_device,
    mimic=simulated_by("pod.hardware.cms50d_simulator:cms_mimic"),
    codec=lambda _profile: Codec(),
)
