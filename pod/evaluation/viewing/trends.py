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

BINS = 16
NONE: Floats = np.empty(0)


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


def levels(trend: Trend, chosen: Bools, threshold: int) -> tuple[Level, ...]:
    """Return the mean at every point of those chosen who have a value there."""
    return tuple(_level(trend.scored.at(one)[chosen], one, threshold) for one in POINTS)


def spread(values: Floats, edges: Floats, threshold: int) -> tuple[Bin, ...]:
    """Return how many values lie between neighbouring edges, the last one included.

    A bin of some, but fewer than the threshold, is withheld.
    """
    known = values[~np.isnan(values)]
    counts, _ = np.histogram(known, bins=edges)
    return tuple(
        Bin(
            low=float(low),
            high=float(high),
            n=int(n) if n >= threshold or not n else None,
        )
        for low, high, n in zip(edges[:-1], edges[1:], counts, strict=True)
    )


def edges_of(scored_: Scored) -> Floats:
    """Return edges of equal bins over every value there is."""
    known = scored_.values[~np.isnan(scored_.values)]
    if not known.size:
        return np.linspace(0.0, 1.0, BINS + 1)
    low, high = float(known.min()), float(known.max())
    return np.linspace(low, high if high > low else low + 1.0, BINS + 1)


def _level(values: Floats, point: Point, threshold: int) -> Level:
    known = values[~np.isnan(values)]
    if known.size < threshold:
        return Level(point=point)
    told = mean(known)
    if told is None:
        return Level(point=point)
    return Level(point=point, n=told.n, mean=told.value, low=told.low, high=told.high)
