"""What a lesson yields: how much of it was done, and its own figures; never a verdict.

`minutes` is the sitting time at the last row, `practice_minutes` that of stillness and
led breaths; `done` and `skipped` count answers given and passed over. The figures, in
points of a rating from 0 to 10 or as counts, are those the lesson's file declares.
"""

from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean

from pod.modules.lesson.declared import DOSE, PRACTICE, Figure, Row
from pod.task import Score, Scores, missing, scored

MINUTE_MS = 60_000.0


def score(rows: Sequence[Row], figures: Sequence[Figure]) -> Scores:
    """Score a lesson from its rows, in whatever order they come.

    The latest revision of each answer counts.
    """
    if not rows:
        names = (*DOSE, *(figure.name for figure in figures))
        return dict.fromkeys(names, missing("no_rows"))
    latest = latest_of(rows)
    return {**dose(latest), **{one.name: figure(one, latest) for one in figures}}


def latest_of(rows: Iterable[Row]) -> Sequence[Row]:
    """Return the latest revision of each place of each step, in the order of these."""
    ordered = sorted(rows, key=lambda row: (row.step, row.place, row.revision))
    return list({(row.step, row.place): row for row in ordered}.values())


def dose(latest: Sequence[Row]) -> Scores:
    """Return how long the lesson took and what was done in it.

    An answer kept again from the last time is nothing done. `minutes` is missing
    where no row says when it was kept.
    """
    times = [row.at_ms for row in latest if row.at_ms is not None]
    asked = [row for row in latest if row.kind not in PRACTICE and not row.again]
    skipped = sum(row.skipped for row in asked)
    return {
        "minutes": scored(max(times) / MINUTE_MS) if times else missing("no_times"),
        "practice_minutes": scored(
            sum(row.still_ms or 0 for row in latest) / MINUTE_MS
        ),
        "done": scored(len(asked) - skipped),
        "skipped": scored(skipped),
    }


def figure(declared: Figure, latest: Sequence[Row]) -> Score:
    """Return one declared figure, or why there is none.

    `not_asked`: no row of a step it needs; `skipped`: that rating was passed over.
    """
    if declared.kind == "count":
        there = [row for row in latest if row.step in declared.of and not row.skipped]
        return scored(len(there))
    rated = {row.step: row.value for row in latest if row.step in declared.of}
    values = [value for step in declared.of if (value := rated.get(step)) is not None]
    needed = NEEDED.get(declared.kind, ())
    for step in (declared.of[place] for place in needed):
        if rated.get(step) is None:
            return missing("skipped" if step in rated else "not_asked")
    if not values:
        return missing("skipped" if rated else "not_asked")
    return scored(reckoned(declared.kind, values))


NEEDED: Mapping[str, tuple[int, ...]] = {
    "first": (0,),
    "last": (-1,),
    "fall": (-1,),
    "change": (0, -1),
}
"""Which of its steps a figure cannot do without."""


def reckoned(kind: str, values: Sequence[int]) -> float:
    """Return a figure of ratings in order, in points."""
    match kind:
        case "first":
            return values[0]
        case "last":
            return values[-1]
        case "peak":
            return max(values)
        case "fall":
            return max(values) - values[-1]
        case "change":
            return values[-1] - values[0]
    return fmean(values)
