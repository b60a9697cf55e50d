"""What a record of heartbeats yields, and why it may yield nothing.

`heart_rate` is beats a minute; `sdnn` (n - 1) and `rmssd` are ms; `pnn50` is the share
of successive differences over 50 ms, 0..100; `lf` and `hf` are ms squared; `rhythm` has
no unit; `breathing` is breaths a minute, as the rhythm of the intervals shows them;
`corrected` is the share of beats put right, 0..1. Task Force 1996 (Circulation
93:1043-1065). Nothing but `corrected` is shown where more than one beat in twenty had
to be put right.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt
from statistics import fmean, stdev

from pod.pulse.beats import Interval, mend, share_mended
from pod.pulse.spectrum import (
    HF_HZ,
    LF_HZ,
    breath_hz,
    readings,
    rhythm_score,
    spectrum,
)
from pod.task import Score, Scores, missing, scored

NAMES = (
    "heart_rate",
    "sdnn",
    "rmssd",
    "pnn50",
    "lf",
    "hf",
    "rhythm",
    "breathing",
    "corrected",
)
LEAST_MS = 60_000.0
MOST_MENDED = 0.05
MINUTE_MS, SECOND_MS = 60_000.0, 1000.0
FAR_MS = 50.0


def measures(beats_ms: Sequence[float] | None) -> Scores:
    """Return every measure of a record of beats, ms; None stands for no sensor.

    Missing because: `no_sensor`, `too_short` (under 60 s; 64 s for rhythms),
    `too_many_artefacts`, `no_swing` where nothing moves, or `no_rhythm` where no breath
    stands out.
    """
    if beats_ms is None:
        return dict.fromkeys(NAMES, missing("no_sensor"))
    if not beats_ms or beats_ms[-1] - beats_ms[0] < LEAST_MS:
        return dict.fromkeys(NAMES, missing("too_short"))
    return measures_of(mend(beats_ms))


def measures_of(intervals: Sequence[Interval]) -> Scores:
    """Return every measure of a minute or more of intervals that were put right."""
    if not intervals:
        return dict.fromkeys(NAMES, missing("too_short"))
    corrected = {"corrected": scored(share_mended(intervals))}
    if share_mended(intervals) > MOST_MENDED:
        return dict.fromkeys(NAMES, missing("too_many_artefacts")) | corrected
    return {**_in_time(intervals), **_rhythms(intervals), **corrected}


def swing(nn_ms: Sequence[float]) -> float:
    """Return the longest less the shortest interval of one breath, ms."""
    return max(nn_ms) - min(nn_ms)


def _in_time(intervals: Sequence[Interval]) -> dict[str, Score]:
    nn_ms = [one.nn_ms for one in intervals]
    steps = [b - a for a, b in pairwise(nn_ms)]
    far = sum(abs(step) > FAR_MS for step in steps)
    return {
        "heart_rate": scored(MINUTE_MS / fmean(nn_ms)),
        "sdnn": scored(stdev(nn_ms)),
        "rmssd": scored(sqrt(fmean(step * step for step in steps))),
        "pnn50": scored(100 * far / len(steps)),
    }


def _rhythms(intervals: Sequence[Interval]) -> dict[str, Score]:
    found = spectrum(readings(intervals))
    if found is None:
        return dict.fromkeys(("lf", "hf", "rhythm", "breathing"), missing("too_short"))
    score = rhythm_score(found)
    half_a_beat_hz = SECOND_MS / fmean(one.nn_ms for one in intervals) / 2
    breath = breath_hz(found, half_a_beat_hz)
    return {
        "lf": scored(found.power(*LF_HZ)),
        "hf": scored(found.power(*HF_HZ)),
        "rhythm": missing("no_swing") if score is None else scored(score),
        "breathing": missing("no_rhythm") if breath is None else scored(60 * breath),
    }
