"""Made-up beats in whole ms, and what may be wrong with three or four of them."""

from math import pi, sin

from pod.values import seeded

HEARTS = {
    "calm": (1, 180, 850, 60, 0.1, 8),
    "quick": (2, 200, 620, 15, 0.25, 6),
    "slow": (3, 150, 1080, 90, 0.09, 15),
    "uneven": (4, 180, 800, 30, 0.25, 25),
}
"""Seed, beats, mean and swing of the intervals, breaths a second, noise."""
WHERE = (30, 77, 120)
MIXED = (("ectopic", 120), ("misplaced", 90), ("extra", 60), ("missed", 30))


def clean(heart):
    seed, count, middle, by, hz, noise_ms = HEARTS[heart]
    rng, at_ms, found = seeded(seed), 0.0, [0]
    for _ in range(count):
        at_ms += middle + by * sin(2 * pi * hz * at_ms / 1000) + rng.gauss(0, noise_ms)
        found.append(round(at_ms))
    return found


def spoilt(one):
    """The beats of a heart with its fault: from the end, so that numbers hold."""
    beats = clean(one.heart)
    faults = [] if one.fault == "clean" else [(one.fault, at) for at in WHERE]
    for fault, at in MIXED if one.fault == "mixed" else reversed(faults):
        _spoil(beats, fault, at)
    return beats


def _spoil(beats, fault, at):
    before, beat, after = beats[at - 1 : at + 2]
    match fault:
        case "missed":
            del beats[at]
        case "extra":
            beats.insert(at + 1, round(beat + 0.4 * (after - beat)))
        case "misplaced":
            beats[at] += round(0.17 * (after - beat))
        case "ectopic":
            beats[at] -= round(0.3 * (beat - before))
