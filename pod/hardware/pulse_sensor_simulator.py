"""A simulated PulseSensor on its board, with the makers' own sketch."""

from random import Random

from pod.hardware.faults import Faults
from pod.hardware.pulse_heart import Fingertip, Moment
from pod.hardware.pulse_sensor import MINUTE_MS, MOST, Line, SensorProfile, encode

OTHER = b"IR=123456, BPM=72.00, Avg BPM=71\r\n"
"""What another maker's sensor sends: no wave."""


def sensor_mimic(
    profile: SensorProfile, faults: Faults, began_ms: float, rng: Random
) -> Fingertip:
    """Return a simulated board and sketch; as `wrong` it is another maker's sensor."""

    def lines(moment: Moment) -> bytes:
        return OTHER if faults.wrong else _felt(moment, profile)

    return Fingertip(profile.rate_hz, lines, faults, began_ms, rng)


def _felt(moment: Moment, profile: SensorProfile) -> bytes:
    """Return what the sketch sends for one sample."""
    new = moment.finger and moment.since_beat_ms < 1000 / profile.rate_hz
    told = new or profile.says == "plotter"
    line = Line(
        sample=round(100 + 800 * moment.wave) if moment.finger else MOST // 2,
        interval_ms=round(MINUTE_MS / moment.rate) if told else None,
    )
    return encode(line, profile.says)
