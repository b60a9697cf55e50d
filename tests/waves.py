"""Pulse waves made up sample by sample, for the stories about finding beats in them."""

from itertools import pairwise
from math import exp, pi, sin, sqrt
from statistics import fmean

from pod.pulse.wave import Finder
from pod.values import seeded


def heart(count=90, middle=850.0, by=60.0, noise_ms=8.0, seed=1):
    """The moments of beats whose intervals swing with the breath, ms."""
    rng, at_ms, found = seeded(seed), 500.0, [500.0]
    for _ in range(count):
        at_ms += middle + by * sin(2 * pi * 0.1 * at_ms / 1000) + rng.gauss(0, noise_ms)
        found.append(at_ms)
    return found


def pulse(since_ms, rise_ms=60.0):
    """The height of one beat's wave, with its notch; it is steepest at 0."""
    first = (since_ms - rise_ms) / rise_ms
    second = (since_ms - rise_ms - 250) / 90
    return exp(-first * first / 2) + 0.4 * exp(-second * second / 2)


def wave(beats_ms, rate_hz, steps=255, noise=0.0, rise_ms=60.0):
    """A sensor's samples of these beats: in whole steps, wandering with the breath."""
    rng, first, samples = seeded(2), 0, []
    for n in range(int((beats_ms[-1] + 300) * rate_hz / 1000)):
        at_ms = n * 1000 / rate_hz
        while beats_ms[first] < at_ms - 1500:
            first += 1
        near = beats_ms[first : first + 6]
        high = sum(pulse(at_ms - beat, rise_ms) for beat in near)
        level = 0.1 * sin(2 * pi * 0.25 * at_ms / 1000)
        share = 0.2 + (high + level) / 1.9 + rng.gauss(0, noise)
        samples.append(round(share * steps))
    return samples


def felt(samples, rate_hz):
    """What the finder tells of these samples."""
    finder = Finder(rate_hz)
    return [one for value in samples if (one := finder.take(value)) is not None]


def moments(samples, rate_hz):
    """When the beats were that it tells of, ms."""
    return [one.at * 1000 / rate_hz for one in felt(samples, rate_hz)]


def during(beats_ms, found_ms):
    """The true beats of the time in which any was found."""
    return [one for one in beats_ms if found_ms[0] - 99 < one < found_ms[-1] + 99]


def rmssd(beats_ms):
    rr_ms = [b - a for a, b in pairwise(beats_ms)]
    return sqrt(fmean((b - a) ** 2 for a, b in pairwise(rr_ms)))
