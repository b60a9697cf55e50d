"""What the watch yields: speed, its slow and quick ends, lapses and false starts.

Names and definitions follow Basner & Dinges 2011 (Sleep 34:581-591) and, for the three
minutes, Basner, Mollicone & Dinges 2011 (Acta Astronautica 69:949-959): a lapse is an
answer of 355 ms or more, or none; a false start is a press before the circle or within
100 ms of it. Such a press is no answer.

`speed_mean` is the mean of 1 / RT and `speed_slowest` that of the slowest tenth, both
per second, where a circle nobody pressed for has speed 0. `rt_median` and `rt_fastest`
(mean of the fastest tenth) are milliseconds over the answers. `lapses` counts, and
`lapse_share` is 0..1 of, the circles that were not pressed within 100 ms; the rest are
counts.
"""

from collections.abc import Sequence
from math import ceil
from statistics import fmean, median

from pod.modules.vigilance.declared import Row
from pod.task import Score, Scores, missing, scored
from pod.trial import FALSE_START_MS, false_start

LAPSE_MS = 355.0
TENTH = 10
NAMES = (
    "speed_mean",
    "speed_slowest",
    "rt_median",
    "rt_fastest",
    "lapses",
    "lapse_share",
    "false_starts",
    "n",
)


def score(rows: Sequence[Row]) -> Scores:
    """Score the test trials, in whatever order the rows come; units are above."""
    tested = [row for row in rows if row.phase == "test"]
    if not tested:
        why = "no_test_trials" if rows else "no_rows"
        return dict.fromkeys(NAMES, missing(why))
    valid = [row for row in tested if not too_soon(row)]
    rts = sorted(row.rt_ms for row in valid if row.rt_ms is not None)
    lapses = len(valid) - sum(rt_ms < LAPSE_MS for rt_ms in rts)
    speeds = [0.0] * (len(valid) - len(rts)) + [1000 / ms for ms in reversed(rts)]
    return {
        "speed_mean": mean(speeds, rts),
        "speed_slowest": mean(tenth(speeds), rts),
        "rt_median": scored(median(rts)) if rts else missing("no_answers"),
        "rt_fastest": mean(tenth(rts), rts),
        "lapses": scored(lapses) if valid else missing("no_answers"),
        "lapse_share": scored(lapses / len(valid)) if valid else missing("no_answers"),
        "false_starts": scored(sum(false_start(row) for row in tested)),
        "n": scored(len(tested)),
    }


def too_soon(row: Row) -> bool:
    """Tell whether the circle was pressed sooner than anybody can answer it."""
    return row.rt_ms is not None and row.rt_ms < FALSE_START_MS


def tenth(ordered: Sequence[float]) -> Sequence[float]:
    """Return the first tenth of the values, rounded up."""
    return ordered[: ceil(len(ordered) / TENTH)]


def mean(values: Sequence[float], answers: Sequence[float]) -> Score:
    """Return the mean, missing when there was not one answer."""
    return scored(fmean(values)) if answers else missing("no_answers")
