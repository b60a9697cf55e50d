"""What the page of trends needs at once, found in one go away from the screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pod.evaluation.analysis.frame import Key
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.viewing.trends import Trend, keys_in, trend_of
from pod.evaluation.viewing.trials import Times, timed_in, times_of


@dataclass(frozen=True)
class Known:
    """The scores there are, one of them of everybody, and how long presses took."""

    keys: tuple[Key, ...]
    trend: Trend | None
    times: tuple[Times, ...]
    threshold: int


def known_of(
    catalogue: Catalogue,
    sites: Mapping[str, str],
    threshold: int,
    asked: Key | None,
    told: Callable[[str], None],
) -> Known:
    """Return one score of everybody, the one `asked` or the first, and trials' times.

    `told` is told what is being done. Times are those of the score's own activity, or
    of the first that has trials.
    """
    told("Reading scores.")
    keys = tuple(keys_in(catalogue))
    key = asked if asked in keys else next(iter(keys), None)
    trend = trend_of(catalogue, sites, key) if key else None
    timed = timed_in(catalogue)
    task = key[0] if key and key[0] in timed else next(iter(timed), "")
    told("Counting trials.")
    times = tuple(times_of(catalogue, task, threshold)) if task else ()
    return Known(keys, trend, times, threshold)
