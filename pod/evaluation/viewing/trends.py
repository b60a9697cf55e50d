"""How one score went for everybody: what the page of trends draws and brushes.

Here stand people one by one, under their codes, as they left: it is for working with,
not for print. What is counted over people is withheld like a table's cell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pod.bundle.released import Point
from pod.evaluation.analysis.asking import MEASURED
from pod.evaluation.analysis.frame import (
    POINTS,
    Bools,
    Floats,
    Frame,
    Key,
    Scored,
    frame_of,
    scored,
)
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.statistics.estimate import mean
from pod.values import Value
from pod.withhold import masked

BINS, ACROSS = 16, 8
WHOLE = 10_000
"""Whole numbers so far apart are binned like any others."""


@dataclass(frozen=True)
class Trend:
    """One score of everybody, and who they are by bands, site and arm."""

    key: Key
    frame: Frame
    scored: Scored

    def those(self, column: str, value: str) -> Bools:
        """Return who is in a group."""
        found: Bools = self.frame.columns[column] == value
        return found

    def everybody(self) -> Bools:
        """Return everybody."""
        return np.ones(self.frame.people, dtype=bool)


class Level(Value, frozen=True, kw_only=True):
    """The mean at one point with its 95 % t interval; None where it is withheld."""

    point: Point
    n: int | None = None
    mean: float | None = None
    low: float | None = None
    high: float | None = None


class Bin(Value, frozen=True, kw_only=True):
    """How many people lie from `low` up to `high`; None where that is withheld."""

    low: float
    high: float
    n: int | None


def keys_in(catalogue: Catalogue) -> Sequence[Key]:
    """Return each score that came as a number at more than one point."""
    rows = catalogue.ask(MEASURED)
    several = ((task, name, points) for task, name, count, points in rows if count)
    return [(task, name) for task, name, points in several if points > 1]


def trend_of(catalogue: Catalogue, sites: Mapping[str, str], key: Key) -> Trend:
    """Return one score of everybody; seconds, for some hundred thousand people."""
    frame = frame_of(catalogue, sites)
    return Trend(key, frame, scored(catalogue, frame, key))


def too_like(chosen: Bools, threshold: int) -> bool:
    """Tell whether those not chosen are so few that the chosen would give them away."""
    left = len(chosen) - int(chosen.sum())
    return 0 < left < threshold


def levels(trend: Trend, chosen: Bools, threshold: int) -> tuple[Level, ...]:
    """Return the mean at every point of those chosen who have a value there.

    It is withheld where they are fewer than the threshold, or all others together are:
    the mean of everybody beside it would tell of those.
    """
    return tuple(_level(trend.scored.at(one), chosen, one, threshold) for one in POINTS)


def spread(values: Floats, edges: Floats, threshold: int) -> tuple[Bin, ...]:
    """Return how many values lie between neighbouring edges, the last one included.

    A bin of some, but fewer than the threshold, is withheld, and as many more as it
    takes that their number all together does not give it away.
    """
    known = values[~np.isnan(values)]
    counts, _ = np.histogram(known, bins=edges)
    (held, *_) = masked([[int(n) for n in counts]], threshold)
    return tuple(
        Bin(low=float(low), high=float(high), n=None if hide else int(n))
        for low, high, n, hide in zip(edges[:-1], edges[1:], counts, held, strict=False)
    )


def edges_of(scored_: Scored, bins: int = BINS) -> Floats:
    """Return edges of equal bins over every value there is, at most `bins` of them.

    Where every value is a whole number, each bin holds the same count of them, and its
    edges lie half-way between two.
    """
    known = scored_.values[~np.isnan(scored_.values)]
    if not known.size:
        return np.linspace(0.0, 1.0, bins + 1)
    low, high = float(known.min()), float(known.max())
    if (known == np.round(known)).all() and high - low < WHOLE:
        step = max(1, -(-int(high - low + 1) // bins))
        return np.arange(low - 0.5, high + step + 0.5, step)
    return np.linspace(low, high if high > low else low + 1.0, bins + 1)


class Crossed(Value, frozen=True, kw_only=True):
    """People by first measure (rows of `cells`) and last; None where withheld.

    `cells` has one row and one column more than `steps`, for the totals.
    """

    steps: tuple[tuple[float, float], ...]
    cells: tuple[tuple[int | None, ...], ...]


def crossed(trend: Trend, chosen: Bools, threshold: int) -> Crossed:
    """Return how many of those chosen went from where to where, small cells withheld.

    No total gives away a withheld cell: see `pod.withhold.masked`.
    """
    who = chosen & trend.scored.both()
    edges = edges_of(trend.scored, ACROSS)
    first, last = trend.scored.at("first")[who], trend.scored.at("last")[who]
    counts, _, _ = np.histogram2d(first, last, bins=(edges, edges))
    rows = [[int(n) for n in row] for row in counts]
    whole = [[*row, sum(row)] for row in rows]
    whole.append([sum(column) for column in zip(*whole, strict=True)])
    held = masked(rows, threshold)
    return Crossed(
        steps=tuple(zip(map(float, edges[:-1]), map(float, edges[1:]), strict=True)),
        cells=tuple(
            tuple(None if hide else n for n, hide in zip(row, hidden, strict=True))
            for row, hidden in zip(whole, held, strict=True)
        ),
    )


def _level(values: Floats, chosen: Bools, point: Point, threshold: int) -> Level:
    there = ~np.isnan(values)
    known = values[there & chosen]
    if known.size < threshold or 0 < int(there.sum()) - known.size < threshold:
        return Level(point=point)
    told = mean(known)
    if told is None:
        return Level(point=point)
    return Level(point=point, n=told.n, mean=told.value, low=told.low, high=told.high)
