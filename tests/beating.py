"""Heartbeats made up, for the stories about the pulse."""

from itertools import accumulate
from math import pi, sin

from pod.values import seeded

STEADY = [800.0] * 30
TEN_SECONDS = 0.1


def beats(rr_ms, began_ms=0.0):
    return list(accumulate(rr_ms, initial=began_ms))


def swinging(count=200, middle=850.0, by=60.0, hz=TEN_SECONDS, noise_ms=0.0):
    """Beats whose intervals swing as a sine of their own time."""
    rng, at_ms, found = seeded(5), 0.0, [0.0]
    for _ in range(count):
        at_ms += middle + by * sin(2 * pi * hz * at_ms / 1000) + rng.gauss(0, noise_ms)
        found.append(at_ms)
    return found
