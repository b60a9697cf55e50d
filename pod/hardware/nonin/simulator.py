"""A simulated Nonin oximeter: 75 frames a second, in the format that it is told."""

from collections.abc import Sequence
from random import Random

from pod.hardware.faults import Faults
from pod.hardware.mimic import Deed, Truth
from pod.hardware.nonin.codec import (
    ACK,
    ALWAYS,
    NAK,
    NO_OXYGEN,
    NO_RATE,
    OXYGEN,
    PACKET,
    PULSE,
    RATE_HIGH,
    RATE_LOW,
    SENSOR_OFF,
    SHORT,
    SYNC,
    Format,
    Frame,
    encode,
)
from pod.hardware.nonin.device import set_format
from pod.hardware.nonin.profile import NoninProfile
from pod.hardware.pulse_heart import Fingertip, Moment

OXYGEN_PERCENT = 98
PULSE_FRAMES = 12
OTHER = b"SPO2=098 HR=072\r\n"
"""What an old hand-held of the same maker sends: no wave."""


class NoninMimic:
    """How the sensor behaves: format 2 until told otherwise.

    It may swallow the first command. As `wrong` it is a hand-held that sends text.
    """

    def __init__(
        self, profile: NoninProfile, faults: Faults, began_ms: float, rng: Random
    ) -> None:
        self._profile = profile
        self._faults = faults
        self._swallow = faults.swallow
        self._format: Format = SHORT
        self._place = 0
        self._heard = b""
        self._tip = Fingertip(profile.rate_hz, self._frame, faults, began_ms, rng)

    @property
    def next_due_ms(self) -> float:
        """When the next few frames are sent."""
        return self._tip.next_due_ms

    def hear(self, data: bytes, _now_ms: float) -> bytes:
        """Obey a command to change the format; refuse any other."""
        self._heard += data
        *commands, self._heard = self._split()
        return b"".join(self._obey(command) for command in commands)

    def due(self, now_ms: float) -> bytes:
        """Send the frames of what was felt since the last time."""
        return self._tip.due(now_ms)

    def do(self, deed: Deed, now_ms: float) -> bytes:
        """Let the finger be put in or taken out."""
        return self._tip.do(deed, now_ms)

    def reboot(self, _now_ms: float) -> bytes:
        """Begin a packet; the format is as it was told."""
        self._place = 0
        self._heard = b""
        return b""

    def truths(self) -> Sequence[Truth]:
        """Return the beats since the last time."""
        return self._tip.truths()

    def _split(self) -> list[bytes]:
        """Return the whole commands that were heard, and what is left."""
        size = len(set_format(self._profile))
        heard, parts = self._heard, []
        while len(heard) >= size:
            parts.append(heard[:size])
            heard = heard[size:]
        return [*parts, heard]

    def _obey(self, command: bytes) -> bytes:
        if self._swallow:
            self._swallow = False
            return b""
        if command != set_format(self._profile):
            return bytes((NAK,))
        self._format = self._profile.format
        return bytes((ACK,))

    def _frame(self, moment: Moment) -> bytes:
        if self._faults.wrong:
            return OTHER
        place, self._place = self._place, (self._place + 1) % PACKET
        top = 255 if self._format == SHORT else 65_535
        frame = Frame(
            status=_status(moment, place),
            wave=round(moment.wave * top) if moment.finger else 0,
            other=_other(moment, place),
            place=place,
        )
        return encode(frame, self._format)


def _status(moment: Moment, place: int) -> int:
    status = ALWAYS | (SYNC if place == 0 else 0)
    if not moment.finger:
        return status | SENSOR_OFF
    beating = moment.since_beat_ms < PULSE_FRAMES * 1000 / 75
    return status | (PULSE if beating else 0)


def _other(moment: Moment, place: int) -> int:
    """Return the packet's byte at a place: the rate in two, the oxygen in one."""
    rate = round(moment.rate) if moment.finger else NO_RATE
    oxygen = OXYGEN_PERCENT if moment.finger else NO_OXYGEN
    bytes_ = {RATE_HIGH: rate >> 7, RATE_LOW: rate & 0x7F, OXYGEN: oxygen}
    return bytes_.get(place, 0)
