"""What is wrong with an interval between beats, if anything is.

The beat classification of Lipponen & Tarvainen 2019 (J Med Eng Technol 43:173-181),
once over the record. The paper was not at hand. Its subspaces s12 and s22, the order of
its questions and its two lines (slope .13, intercept .17; some programs swap them) are
as in NeuroKit's `signal_fixpeaks`, whose lines were held against figure 2a of the paper
(NeuroKit, pull request 215). The threshold's floor and the bounds of what is possible
are ours. Where every few beats are false the thresholds grow with them: such a record
may look like an uneven heart, and it is for the sensor's driver to tell a poor signal.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Literal, TypeAlias

from pod.values import Value

Kind: TypeAlias = Literal["normal", "ectopic", "missed", "extra", "misplaced"]

SLOPE, INTERCEPT = 0.13, 0.17
FACTOR = 5.2
"""Thresholds are this many quartile deviations of the beats around."""
AROUND = 45
"""Beats on either side of a threshold's window: 91 in all."""
NEAR = 5
"""Beats on either side of the running median's window: 11 in all."""
LONG_OR_SHORT = 3.0
POSSIBLE_MS = (300.0, 2000.0)
FLOOR_MS = 20.0
"""No threshold is finer than a sensor's own grain; a constant rhythm has none."""


class Signs(Value, frozen=True, kw_only=True):
    """What is known of one interval; s11, s12, s22 and mrr are in thresholds."""

    rr_ms: float
    next_ms: float
    median_ms: float
    th2_ms: float
    s11: float
    s12: float
    s22: float
    mrr: float


def kinds_of(rr_ms: Sequence[float]) -> list[Kind]:
    """Tell of each interval, ms, whether it is normal or which artefact it is.

    `ectopic` and `misplaced` intervals have a wrong length, `missed` hides a beat,
    `extra` ends with a beat that was none.
    """
    signs = signs_of(rr_ms)
    kinds: list[Kind] = ["normal"] * len(signs)
    at = 0
    while at < len(signs):
        if abs(signs[at].s11) <= 1:
            at += 1
        elif _ectopic(signs[at]):
            kinds[at] = "ectopic"
            at += 1
        else:
            for one in _suspects(signs, at):
                kinds[one] = _judged(signs[one])
                at = one + 1
    return [_possible(kind, one) for kind, one in zip(kinds, signs, strict=True)]


def signs_of(rr_ms: Sequence[float]) -> list[Signs]:
    """Return the signs of every interval; beyond the record's ends nothing changes."""
    changes = [0.0, *(b - a for a, b in pairwise(rr_ms))][: len(rr_ms)]
    th1 = thresholds(changes)
    s11 = [0.0, 0.0, *(d / th for d, th in zip(changes, th1, strict=True)), 0.0, 0.0]
    medians = [median(around(rr_ms, n, NEAR)) for n in range(len(rr_ms))]
    off = [rr - mid for rr, mid in zip(rr_ms, medians, strict=True)]
    doubled = [one if one > 0 else 2 * one for one in off]
    th2 = thresholds(doubled)
    return [
        Signs(
            rr_ms=rr_ms[n],
            next_ms=rr_ms[n + 1] if n + 1 < len(rr_ms) else 0.0,
            median_ms=medians[n],
            th2_ms=th2[n],
            s11=s11[n + 2],
            s12=_of_neighbours(s11, n + 2),
            s22=_of_the_next_two(s11, n + 2),
            mrr=doubled[n] / th2[n],
        )
        for n in range(len(rr_ms))
    ]


def thresholds(values: Sequence[float]) -> list[float]:
    """Return for each value 5.2 quartile deviations of the sizes around it, ms."""
    sizes = [abs(value) for value in values]
    found = []
    for n in range(len(sizes)):
        window = sorted(around(sizes, n, AROUND))
        deviation = (_quantile(window, 0.75) - _quantile(window, 0.25)) / 2
        found.append(max(FACTOR * deviation, FLOOR_MS))
    return found


def around(values: Sequence[float], at: int, reach: int) -> Sequence[float]:
    """Return the values around a place, fewer where the record ends."""
    return values[max(0, at - reach) : at + reach + 1]


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return a quantile, linear between the two values that it lies between."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def _of_neighbours(s11: Sequence[float], n: int) -> float:
    """Return s12: the larger neighbour of a rise, the smaller neighbour of a fall."""
    beside = (s11[n - 1], s11[n + 1])
    return max(beside) if s11[n] > 0 else min(beside) if s11[n] < 0 else 0.0


def _of_the_next_two(s11: Sequence[float], n: int) -> float:
    """Return s22: the smaller of the two after a rise, the larger after a fall."""
    after = (s11[n + 1], s11[n + 2])
    return min(after) if s11[n] >= 0 else max(after)


def _ectopic(one: Signs) -> bool:
    """Tell whether the change is one of three that go to and fro."""
    line = -SLOPE * one.s11
    if one.s11 > 1:
        return one.s12 < line - INTERCEPT
    return one.s11 < -1 and one.s12 > line + INTERCEPT


def _suspects(signs: Sequence[Signs], at: int) -> list[int]:
    """Return the places to judge: this one, and the next if the one after tops it."""
    if at + 2 < len(signs) and abs(signs[at + 1].s11) < abs(signs[at + 2].s11):
        return [at, at + 1]
    return [at]


def _possible(kind: Kind, one: Signs) -> Kind:
    """Return the kind, but let no length pass for normal that no heart at rest has."""
    least_ms, most_ms = POSSIBLE_MS
    possible = least_ms <= one.rr_ms <= most_ms
    return kind if possible or kind != "normal" else "misplaced"


def _judged(one: Signs) -> Kind:
    """Judge an interval that is too long, too short, or neither."""
    long = one.s11 > 1 and one.s22 < -1
    short = one.s11 < -1 and one.s22 > 1
    if not (long or short or abs(one.mrr) > LONG_OR_SHORT):
        return "normal"
    if short and abs(one.rr_ms + one.next_ms - one.median_ms) < one.th2_ms:
        return "extra"
    if long and abs(one.rr_ms / 2 - one.median_ms) < one.th2_ms:
        return "missed"
    return "misplaced"
