"""Heartbeats put right: beats taken out, put in, or their intervals drawn anew."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from statistics import median
from typing import NamedTuple

from pod.pulse.curve import curve
from pod.pulse.kinds import Kind, kinds_of
from pod.values import Value


class Interval(Value, frozen=True, kw_only=True):
    """The time between two beats, the later of which came at `end_ms`.

    `nn_ms` is the interval put right; `mended` is how many beats that took, none for
    most.
    """

    end_ms: float
    nn_ms: float
    mended: int = 0


class Piece(NamedTuple):
    """An interval of a record in which no beat is missed or too many any more."""

    end_ms: float
    rr_ms: float
    mended: int = 0
    normal: bool = True


def mend(beats_ms: Sequence[float]) -> tuple[Interval, ...]:
    """Return the intervals between beats, ms, with artefacts put right.

    An extra beat is taken out and a missed one put in half-way; what is ectopic or
    misplaced is read off the curve through the normal ones (Lipponen & Tarvainen 2019).
    A gap counts as many beats as the rhythm around would have had in it: a curve across
    it hides how little was known. A beat told twice, or out of turn, is left out.
    """
    beats_ms = _rising(beats_ms)
    rr_ms = [b - a for a, b in pairwise(beats_ms)]
    pieces = _pieces(beats_ms, kinds_of(rr_ms))
    normal = [one for one in pieces if one.normal]
    return tuple(_drawn(pieces, normal)) if normal else ()


def newest(intervals: Sequence[Interval], span_ms: float) -> Sequence[Interval] | None:
    """Return the fewest newest intervals that span so long; None if all do not."""
    for n in range(len(intervals) - 1, -1, -1):
        if intervals[-1].end_ms - intervals[n].end_ms >= span_ms:
            return intervals[n:]
    return None


def share_mended(intervals: Sequence[Interval]) -> float:
    """Return which share of the beats was put right, 0..1; 0 for no beats."""
    beats = sum(max(1, one.mended) for one in intervals)
    return sum(one.mended for one in intervals) / beats if beats else 0.0


def _rising(beats_ms: Sequence[float]) -> list[float]:
    """Return the beats that came after all those before them."""
    latest = [float("-inf"), *accumulate(beats_ms, max)]
    return [
        beat for beat, before in zip(beats_ms, latest, strict=False) if beat > before
    ]


def _pieces(beats_ms: Sequence[float], kinds: Sequence[Kind]) -> list[Piece]:
    """Take out extra beats and put in missed ones."""
    found: list[Piece] = []
    began_ms, taken = beats_ms[0] if beats_ms else 0.0, 0
    for end_ms, kind in zip(beats_ms[1:], kinds, strict=True):
        if kind == "extra":
            taken += 1
            continue
        rr_ms = end_ms - began_ms
        if taken or kind == "normal":
            found.append(Piece(end_ms, rr_ms, taken))
        elif kind == "missed":
            half_ms = rr_ms / 2
            found += [Piece(end_ms - half_ms, half_ms, 1), Piece(end_ms, half_ms)]
        else:
            found.append(Piece(end_ms, rr_ms, normal=False))
        began_ms, taken = end_ms, 0
    return found


def _drawn(pieces: Sequence[Piece], normal: Sequence[Piece]) -> Iterator[Interval]:
    """Give each piece as an interval, those not normal as the curve has them."""
    usual_ms = median(one.rr_ms for one in normal)
    smooth = curve([one.end_ms for one in normal], [one.rr_ms for one in normal])
    for one in pieces:
        nn_ms, mended = one.rr_ms, one.mended
        if not one.normal:
            nn_ms = _within(smooth(one.end_ms), normal)
            mended = max(1, round(one.rr_ms / usual_ms))
        yield Interval(end_ms=one.end_ms, nn_ms=nn_ms, mended=mended)


def _within(drawn_ms: float, normal: Sequence[Piece]) -> float:
    """Return an interval no longer or shorter than any normal one."""
    lengths = [one.rr_ms for one in normal]
    return min(max(drawn_ms, min(lengths)), max(lengths))
