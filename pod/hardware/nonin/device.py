"""A Nonin oximeter on an open port: its frames as a wave, its format as was asked."""

from collections.abc import Sequence
from random import Random
from typing import Literal

from pod.hardware.advice import Advice
from pod.hardware.nonin.codec import (
    ARTEFACT,
    NO_RATE,
    OUT_OF_TRACK,
    RATE_HIGH,
    RATE_LOW,
    SENSOR_OFF,
    Codec,
    Format,
    Frame,
)
from pod.hardware.nonin.profile import NoninProfile
from pod.hardware.pulse_stream import Opening, PulseDevice
from pod.hardware.pulse_wave import Gap, Heard, Sample, Told

SET_FORMAT = bytes.fromhex("02 70 02 02")
SET_FORMAT_3150 = bytes.fromhex("02 70 04 02")
END = 0x03
NO_OPTIONS = 0x00
"""The 3150's options: neither spot checks (40) nor its radio (20)."""


def set_format(profile: NoninProfile) -> bytes:
    """Return the command that asks for the profile's format.

    A 3150 has a byte of options and a sum from the 70 on.
    """
    if profile.command == "xpod":
        return SET_FORMAT + bytes((profile.format, END))
    said = SET_FORMAT_3150 + bytes((profile.format, NO_OPTIONS))
    return said + bytes((sum(said[1:]) & 0xFF, END))


def nonin_device(profile: NoninProfile, now_ms: float, _rng: Random) -> PulseDevice:
    """Return a Nonin oximeter's state machine."""
    opening = Opening(
        identity=f"Nonin, data format {profile.format}",
        rate_hz=profile.rate_hz,
        say=set_format(profile),
        other=Advice(
            "right_device",
            f"Set it to data format {profile.format}, or name its own driver.",
        ),
    )
    return PulseDevice(NoninEar(profile.format), opening, now_ms)


class NoninEar:
    """Hears the wave, the marks on it, and the rate that the sensor shows."""

    def __init__(self, format_: Format) -> None:
        self._codec = Codec(format_)
        self._high: int | None = None

    @property
    def junk(self) -> int:
        """How many bytes belonged to no frame."""
        return self._codec.junk

    def hear(self, untrusted: bytes) -> Sequence[Heard]:
        """Return what these bytes complete."""
        heard: list[Heard] = []
        for item in self._codec.feed(untrusted):
            heard += self._meant(item) if isinstance(item, Frame) else self._lose()
        return heard

    def _lose(self) -> list[Heard]:
        self._high = None
        return [Gap()]

    def _meant(self, frame: Frame) -> list[Heard]:
        sample = Sample(float(frame.wave), _signal(frame.status))
        if frame.place == RATE_HIGH:
            self._high = frame.other
        if frame.place != RATE_LOW or self._high is None:
            return [sample]
        rate = rate_of(self._high, frame.other)
        return [sample] if rate is None else [sample, Told(float(rate))]


def rate_of(high: int, low: int) -> int | None:
    """Return the rate of a packet's first two bytes, beats a minute; 511 is none."""
    rate = (high & 3) << 7 | low & 0x7F
    return None if rate == NO_RATE else rate


def _signal(status: int) -> Literal["good", "poor", "off"]:
    if status & SENSOR_OFF:
        return "off"
    return "poor" if status & (ARTEFACT | OUT_OF_TRACK) else "good"
