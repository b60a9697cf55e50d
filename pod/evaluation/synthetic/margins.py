"""Scores whose mean, spread and retest correlation are exactly what was asked for.

A score between bounds and in steps is a normal one, rounded to its step and held within
its bounds; rounding and holding change its mean, its spread and how it correlates. So
the normal one behind it is solved for: the moments of the score are sums over its
steps, and its correlation with itself an integral over what is shared (Gauss-Hermite).
"""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, Protocol, TypeAlias

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from numpy.typing import NDArray
from scipy.optimize import brentq, root
from scipy.special import ndtr

from pod.errors import Usage
from pod.evaluation.synthetic.truth import TrueOutcome

Floats: TypeAlias = NDArray[np.float64]

_NODES, _WEIGHTS = hermegauss(80)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()
_CLOSE, _NEAR, _MOST_SHARED, _TABLE = 1e-6, 0.02, 0.9999, 4001


@dataclass(frozen=True)
class Grid:
    """The values that a score can have: from `least` to `most` in steps."""

    least: float
    most: float
    step: float

    @property
    def count(self) -> int:
        """How many steps lie between the least and the most."""
        return round((self.most - self.least) / self.step)


class Apart(NamedTuple):
    """The standard deviations of a change and of the later measure; how they agree."""

    sd: float
    sd_later: float
    correlation: float


class Margin(Protocol):
    """How one score is distributed at any measure point."""

    @property
    def shared(self) -> float:
        """The share of what lies behind a score that stays somebody's own."""

    def holds(self, mean: float) -> bool:
        """Tell whether scores can have this mean and still spread."""

    def at(self, mean: Floats, z: Floats) -> Floats:
        """Return scores from their means and standard normal chances, alike shaped."""

    def given(self, mean: Floats, own: Floats) -> Floats:
        """Return the mean score of those with a mean and what is their own."""

    def variance(self, mean: Floats) -> Floats:
        """Return the variance of scores with this mean."""


@dataclass(frozen=True)
class Free:
    """A score without bounds or steps: normal."""

    sd: float
    shared: float

    def holds(self, _mean: float) -> bool:
        """Tell that scores can have any mean."""
        return True

    def at(self, mean: Floats, z: Floats) -> Floats:
        """Return scores from their means and standard normal chances."""
        return mean + self.sd * z

    def given(self, mean: Floats, own: Floats) -> Floats:
        """Return the mean score of those with a mean and what is their own."""
        return np.asarray(mean + self.sd * np.sqrt(self.shared) * own)

    def variance(self, mean: Floats) -> Floats:
        """Return the variance, which is the same at every mean."""
        return np.full_like(mean, self.sd**2)


@dataclass(frozen=True)
class Stepped:
    """A score between bounds, in steps: a rounded normal, held within them.

    `behind` and `means` are a table: the normal's mean, and the score's that it gives.
    """

    grid: Grid
    sd: float
    shared: float
    behind: Floats
    means: Floats

    def holds(self, mean: float) -> bool:
        """Tell whether scores can have this mean without nearly all being at an end."""
        margin = _NEAR * (self.grid.most - self.grid.least)
        return self.grid.least + margin <= mean <= self.grid.most - margin

    def at(self, mean: Floats, z: Floats) -> Floats:
        """Return scores from their means and standard normal chances."""
        normal = self._behind(mean) + self.sd * z
        grid = self.grid
        steps = np.rint((normal - grid.least) / grid.step)
        return np.asarray(grid.least + grid.step * np.clip(steps, 0, grid.count))

    def given(self, mean: Floats, own: Floats) -> Floats:
        """Return the mean score of those with a mean and what is their own."""
        normal = self._behind(mean) + self.sd * np.sqrt(self.shared) * own
        return _moments(self.grid, normal, self.sd * np.sqrt(1 - self.shared))[0]

    def variance(self, mean: Floats) -> Floats:
        """Return the variance of scores with this mean."""
        first, second = _moments(self.grid, self._behind(mean), self.sd)
        return np.asarray(second - first**2)

    def _behind(self, mean: Floats) -> Floats:
        return np.interp(mean, self.means, self.behind)


@cache
def margin_of(one: TrueOutcome, grid: Grid | None) -> Margin:
    """Return how a score is distributed; Usage where its scale cannot hold that."""
    if grid is None:
        return Free(one.sd, one.retest)
    mean, sd = _solved(one, grid)
    reach = grid.most - grid.least + 6 * sd
    behind = np.linspace(mean - reach, mean + reach, _TABLE)
    means = _moments(grid, behind, sd)[0]
    rising = np.concatenate([[True], np.diff(means) > 0])
    table = Stepped(grid, sd, 0.0, behind[rising], means[rising])
    shared = _shared(one, table)
    return Stepped(grid, sd, shared, table.behind, table.means)


def apart(margin: Margin, first: float, change: float, spread: float) -> Apart:
    """Return how two measures spread whose people change so much on average.

    `spread` is the standard deviation of true changes between people, taken as normal.
    """
    towards = first + change + spread * (_NODES if spread else np.zeros(1))
    weights = _WEIGHTS if spread else np.ones(1)
    start = np.full(1, first)
    before = margin.given(start[:, None], _NODES[None, :])[0]
    after = margin.given(towards[:, None], _NODES[None, :])
    means = after @ _WEIGHTS
    mean = weights @ means
    covariance = weights @ (after @ (_WEIGHTS * before)) - mean * (_WEIGHTS @ before)
    later = weights @ margin.variance(towards) + weights @ (means - mean) ** 2
    now = margin.variance(start)[0]
    changed = float(np.sqrt(now + later - 2 * covariance))
    agree = float(covariance / np.sqrt(now * later))
    return Apart(changed, float(np.sqrt(later)), agree)


def _moments(grid: Grid, normal: Floats, sd: float) -> tuple[Floats, Floats]:
    """Return the score's mean and mean square for each mean of the normal behind it.

    With steps counted from 0, E n = sum P(n >= k) and E n^2 = sum (2k - 1) P(n >= k).
    """
    k = np.arange(1, grid.count + 1)
    cuts = grid.least + (k - 0.5) * grid.step
    above = ndtr((np.asarray(normal)[..., None] - cuts) / sd)
    one, two = above.sum(-1), above @ (2.0 * k - 1)
    low, step = grid.least, grid.step
    return low + step * one, low**2 + 2 * low * step * one + step**2 * two


def _solved(one: TrueOutcome, grid: Grid) -> tuple[float, float]:
    """Return mean and spread of the normal behind a score."""

    def off(guess: Floats) -> Floats:
        sd = float(np.exp(guess[1]))
        first, second = _moments(grid, guess[:1], sd)
        spread = np.sqrt(np.maximum(second - first**2, 0.0))
        return np.array([first[0] - one.mean, spread[0] - one.sd]) / one.sd

    found = root(off, np.array([one.mean, np.log(one.sd)]))
    if not found.success or np.abs(off(found.x)).max() > _CLOSE:
        raise Usage(
            f"{one.name} runs from {grid.least:g} to {grid.most:g}: it cannot have "
            f"a mean of {one.mean:g} and a standard deviation of {one.sd:g}."
        )
    return float(found.x[0]), float(np.exp(found.x[1]))


def _shared(one: TrueOutcome, table: Stepped) -> float:
    """Return the share that gives the retest correlation asked for."""
    start = np.full((1, 1), one.mean)

    def off(shared: float) -> float:
        trial = Stepped(table.grid, table.sd, shared, table.behind, table.means)
        scores = trial.given(start, _NODES[None, :])[0]
        covariance = _WEIGHTS @ scores**2 - (_WEIGHTS @ scores) ** 2
        return float(covariance / one.sd**2 - one.retest)

    if one.retest == 0:
        return 0.0
    if off(_MOST_SHARED) < 0:
        raise Usage(f"{one.name} cannot correlate as highly as {one.retest:g}.")
    return float(brentq(off, 0.0, _MOST_SHARED))
