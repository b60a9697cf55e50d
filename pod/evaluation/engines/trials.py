"""The table of one activity's trials, by measure point and condition.

Trials are read twice, whatever the conditions, and never kept between. What
was measured is summed up by point and all conditions together. Of people it is told, by
the same conditions, at which points they were: one number with a bit for each. Groups
cost more than rows, and so there is one for a person and not for each sitting.
Means and spreads are then put together for each condition as Chan, Golub and LeVeque do
(1983, American Statistician 37:242): a group's sum of squares is that within its parts,
and that of the parts' means about the group's own.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias, get_args

import ibis

from pod.bundle.released import Point
from pod.evaluation.engines.engine import Asked, Tables
from pod.evaluation.engines.source import TRIALS

_PLACE = {"study_code", "sitting", "activity", "bundle", "phase"}
_ANSWER = {"correct", "button", "timed_by", "choice", "reason", "thumb", "again"}
_NO_CONDITION = _PLACE | _ANSWER | {"wording", "language"}
"""Columns that say where a trial belongs, or what came of it."""
_BETWEEN = 1
_MARKS = {"between": _BETWEEN} | {
    point: 2 << place for place, point in enumerate(get_args(Point))
}
"""A bit for each point, so that one number says at which of them somebody was."""
Measured: TypeAlias = Mapping[str, Asked]
_BY = ("mark", "grouped")
_LINE = ("task", "point", "condition", "grouped", "people", "trials", "answered")
_COLUMNS = (*_LINE, "mean_rt_ms", "sd_rt_ms", "share_correct")


def bit_or(marks: Asked) -> Asked:
    """Put bits together by the name all engines know, for Ibis has none for Spark."""


_all_bits = ibis.udf.agg.builtin(bit_or, signature=(("int64",), "int64"))


def of_task(tables: Tables, task: str) -> Sequence[Asked]:
    """Return a table for each condition of an activity; none where nothing is timed.

    A table has a line per measure point (`between` them: other sittings) and value of
    the condition; without any condition, the activity has one table of all its trials.
    """
    trials = tables[TRIALS + task]
    if "rt_ms" not in trials.columns:
        return []
    found = [name for name in trials.columns if _is_condition(trials, name)]
    parts = [f"by_{name}" for name in found]
    sums = _summed(_placed(tables, trials, found, _measured(trials)), parts)
    seen = _seen(_placed(tables, trials, found, {}), parts)
    return [_told(_words(sums, n), _words(seen, n), task, n) for n in found or [""]]


def _is_condition(trials: Asked, name: str) -> bool:
    kind = trials[name].type()
    return name not in _NO_CONDITION and (kind.is_string() or kind.is_boolean())


def _measured(trials: Asked) -> Measured:
    """Return what was measured in a trial."""
    has = "correct" in trials.columns
    correct = trials.correct if has else ibis.null("boolean")
    return {"rt_ms": trials.rt_ms.cast("float64"), "correct": correct}


def _placed(
    tables: Tables, trials: Asked, conditions: Sequence[str], measured: Measured
) -> Asked:
    """Return the trials that count, each with its person and the mark of its point."""
    parts = {f"by_{name}": trials[name] for name in conditions}
    if "phase" in trials.columns:
        trials = trials.filter(trials.phase == "test")
    told = trials.select("sitting", "study_code", **parts, **measured)
    sat = tables["sitting"]
    marks = ((sat.point == point, mark) for point, mark in _MARKS.items())
    mark = ibis.cases(*marks, else_=_BETWEEN).cast("int64")
    return told.join(sat.select("sitting", mark=mark), "sitting")


def _summed(told: Asked, parts: Sequence[str]) -> Asked:
    """Sum up by point and all conditions.

    PostgreSQL turns no yes or no into a number, and the mean of whole numbers is a
    decimal there: hence 1 or 0, as a float.
    """
    spread = told.rt_ms.var(how="sample").fill_null(0.0)
    return told.group_by("mark", *parts).agg(
        trials=told.count(),
        answered=told.rt_ms.count().cast("float64"),
        mean=told.rt_ms.mean(),
        squares=spread * (told.rt_ms.count() - 1).cast("float64"),
        judged=told.correct.count().cast("float64"),
        right=told.correct.ifelse(1, 0).cast("float64").sum(),
    )


def _seen(told: Asked, parts: Sequence[str]) -> Asked:
    """Tell of each person and all conditions at which points they came together."""
    return told.group_by("study_code", *parts).agg(marks=_all_bits(told.mark))


def _words(told: Asked, name: str) -> Asked:
    """Group by one condition, as a word; engines write yes and no differently."""
    if not name:
        return told.mutate(grouped=ibis.literal(""))
    word = column = told[f"by_{name}"]
    if column.type().is_boolean():
        yes_no = column.ifelse("yes", "no")
        word = ibis.ifelse(column.isnull(), ibis.null("string"), yes_no)
    return told.mutate(grouped=ibis.coalesce(word, ibis.literal("")))


def _told(sums: Asked, seen: Asked, task: str, name: str) -> Asked:
    """Return the lines of one condition."""
    lines = _together(sums).join(_people(seen), "grouped")
    sd = (lines.squares / (lines.answered - 1.0).nullif(0.0)).sqrt()
    marks = _MARKS.items()
    return lines.select(
        "grouped",
        "trials",
        "mean_rt_ms",
        "share_correct",
        task=ibis.literal(task),
        condition=ibis.literal(name),
        point=ibis.cases(*((lines.mark == mark, point) for point, mark in marks)),
        people=ibis.cases(*((lines.mark == mark, lines[p]) for p, mark in marks)),
        answered=lines.answered.cast("int64"),
        sd_rt_ms=ibis.ifelse(lines.answered > 1.0, sd, None),
    ).select(*_COLUMNS)


def _together(sums: Asked) -> Asked:
    """Put the parts of each group together."""
    group = ibis.window(group_by=_BY)
    answered = sums.answered.sum().over(group).nullif(0.0)
    middle = (sums.answered * sums["mean"]).sum().over(group) / answered
    told = sums.mutate(middle=middle, off=sums["mean"] - middle)
    return told.group_by(*_BY).agg(
        trials=told.trials.sum().cast("int64"),
        answered=told.answered.sum(),
        mean_rt_ms=told.middle.max(),
        squares=(told.squares + told.answered * told.off * told.off).sum(),
        share_correct=told.right.sum() / told.judged.sum().nullif(0.0),
    )


def _people(seen: Asked) -> Asked:
    """Count at each point, in a column of its own, the people of every group."""
    each = seen.group_by("study_code", "grouped").agg(marks=_all_bits(seen.marks))
    there = {point: (each.marks & mark) > 0 for point, mark in _MARKS.items()}
    counts = {point: is_.ifelse(1, 0).sum() for point, is_ in there.items()}
    return each.group_by("grouped").agg(**counts)
