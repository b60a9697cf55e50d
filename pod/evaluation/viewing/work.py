"""What the page of trends needs at once: scores first, then the times of all trials."""

from collections.abc import Mapping
from dataclasses import dataclass

from pod.evaluation.analysis.frame import Key
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.viewing.trends import Trend, keys_in, trend_of
from pod.evaluation.viewing.trials import Times, timed_in, times_of


@dataclass(frozen=True)
class Scores:
    """The scores there are, and one of them of everybody."""

    keys: tuple[Key, ...]
    trend: Trend | None


@dataclass(frozen=True)
class Known:
    """The scores, how long presses took, and below how many people all is withheld."""

    scores: Scores
    times: tuple[Times, ...]
    threshold: int

    @property
    def keys(self) -> tuple[Key, ...]:
        """The scores there are."""
        return self.scores.keys

    @property
    def trend(self) -> Trend | None:
        """One score of everybody."""
        return self.scores.trend


def scores_of(
    catalogue: Catalogue, sites: Mapping[str, str], asked: Key | None
) -> Scores:
    """Return one score of everybody: the one `asked`, or the first."""
    keys = tuple(keys_in(catalogue))
    key = asked if asked in keys else next(iter(keys), None)
    return Scores(keys, trend_of(catalogue, sites, key) if key else None)


def timed(catalogue: Catalogue, own: str, threshold: int) -> tuple[Times, ...]:
    """Return how long presses took in an activity, or in the first that was timed."""
    known = timed_in(catalogue)
    task = own if own in known else next(iter(known), "")
    return tuple(times_of(catalogue, task, threshold)) if task else ()
