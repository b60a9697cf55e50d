"""A simulated Contec sensor, first generation: five bytes, 60 times a second."""

from random import Random

from pod.hardware.cms50d import (
    FINGER_OUT,
    NEWER,
    SEVEN,
    STRENGTH,
    CmsProfile,
    Frame,
    encode,
)
from pod.hardware.faults import Faults
from pod.hardware.pulse_heart import Fingertip, Moment

BEEP, BEEP_MS = 0x40, 50.0
OXYGEN = 98


def cms_mimic(
    profile: CmsProfile, faults: Faults, began_ms: float, rng: Random
) -> Fingertip:
    """Return a simulated sensor; as `wrong` it is one of the maker's newer ones."""
    frame = _newer if faults.wrong else _felt
    return Fingertip(profile.rate_hz, frame, faults, began_ms, rng)


def _newer(_moment: Moment) -> bytes:
    return NEWER


def _felt(moment: Moment) -> bytes:
    """Return the frame of one moment."""
    if not moment.finger:
        return encode(Frame(wave=0, rate=0, oxygen=0, marks=FINGER_OUT))
    beep = BEEP if moment.since_beat_ms < BEEP_MS else 0
    return encode(
        Frame(
            wave=round(moment.wave * SEVEN),
            rate=round(moment.rate),
            oxygen=OXYGEN,
            marks=STRENGTH | beep,
        )
    )
