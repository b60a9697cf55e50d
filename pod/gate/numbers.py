"""An activity's scores and answers, written down one to a row."""

import math
import re
from collections.abc import Iterable, Mapping

from pod.bundle.released import Kind, Measure
from pod.gate.known import Measured
from pod.values import TimedBy

DECIMALS = 3
TIMES = {"minutes", "practice_minutes"}
"""Scores that say how long somebody was at it: who was there knows, to the minute.

All time so far is told in bands, where a company shares it.
"""


def numbers_of(
    row: Measured, timing: Mapping[TimedBy, int] | None = None
) -> Iterable[Measure]:
    """Write one activity down as one row for each score and item.

    `timing` are the counts of presses that may be told, where not all of them may.
    """
    counts = row.timing if timing is None else timing
    for name, score in sorted(row.scores.items()):
        yield _number(row, ("score", name), (score.value, score.why), counts)
    for name, value in sorted(row.items.items()):
        yield _number(row, ("item", name), (value, "no_answer"), counts)


def _number(
    row: Measured,
    what: tuple[Kind, str],
    told: tuple[float | None, str],
    timing: Mapping[TimedBy, int],
) -> Measure:
    (kind, name), (value, why) = what, told
    finite = value is not None and math.isfinite(value)
    reason = why if value is None else "not_a_number"
    return Measure(
        study_code=row.study_code,
        point=row.point,
        task=row.task,
        task_version=row.task_version,
        params_hash=row.params_hash,
        scoring=row.scoring,
        timed_device=timing.get("device", 0),
        timed_arrival=timing.get("arrival", 0),
        timed_keyboard=timing.get("keyboard", 0),
        timed_touch=timing.get("touch", 0),
        timed_rehearsal=timing.get("rehearsal", 0),
        kind=kind,
        name=name,
        value=round(value, DECIMALS) if value is not None and finite else None,
        missing="" if finite else _code(reason),
    )


def _code(reason: str) -> str:
    """Turn a reason into the short code that the format allows, never empty."""
    return re.sub("[^a-z0-9_]", "_", reason.lower())[:40] or "not_told"
