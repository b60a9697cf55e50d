"""How long presses took, counted over every trial by the engine, never row by row."""

from collections.abc import Sequence
from typing import get_args

from pod.bundle.released import Point
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.viewing.trends import Bin
from pod.values import Value

WIDTH_MS = 50
_TABLES = """
SELECT table_name, column_name FROM duckdb_columns()
WHERE starts_with(table_name, 'trials_') AND column_name = 'rt_ms' ORDER BY ALL
"""
_POINTS: tuple[str, ...] = get_args(Point)
_COUNT = """
WITH placed AS (
    SELECT sitting, coalesce(list_position(?::VARCHAR[], point), 0)::BIGINT AS place
    FROM sitting),
pressed AS (
    SELECT place, floor(rt_ms / {width})::BIGINT AS bin, study_code
    FROM "{table}" JOIN placed USING (sitting) WHERE rt_ms IS NOT NULL),
counts AS (SELECT place, bin, count(*) AS presses FROM pressed GROUP BY ALL),
people AS (
    SELECT study_code, bin, bit_or(1::BIGINT << place) AS places
    FROM pressed GROUP BY ALL)
SELECT place, bin, any_value(presses), count(*) FROM counts JOIN people USING (bin)
WHERE places & (1::BIGINT << place) > 0 GROUP BY ALL ORDER BY ALL
"""
"""People are told by bin alone, with a bit for each point: fewer groups."""


class Times(Value, frozen=True, kw_only=True):
    """An activity's reaction times, ms, at one point; `point` is empty between them."""

    task: str
    point: str
    trials: int
    bins: tuple[Bin, ...]


def timed_in(catalogue: Catalogue) -> Sequence[str]:
    """Return the activities whose trials say how long a press took."""
    return [table.removeprefix("trials_") for table, _ in catalogue.ask(_TABLES)]


def times_of(catalogue: Catalogue, task: str, threshold: int) -> Sequence[Times]:
    """Return how many trials of an activity took how long, at each point.

    A bin that fewer people than the threshold are behind is withheld.
    """
    if task not in timed_in(catalogue):
        return ()
    asked = _COUNT.format(width=WIDTH_MS, table=f"trials_{task}")
    found: dict[str, list[Bin]] = {}
    trials: dict[str, int] = {}
    for place, bin_, count, people in catalogue.ask(asked, _POINTS):
        point, low = ("", *_POINTS)[place], float(bin_) * WIDTH_MS
        told = count if people >= threshold else None
        found.setdefault(point, []).append(Bin(low=low, high=low + WIDTH_MS, n=told))
        trials[point] = trials.get(point, 0) + (told or 0)
    return [
        Times(task=task, point=point, trials=trials[point], bins=tuple(bins))
        for point, bins in found.items()
    ]
