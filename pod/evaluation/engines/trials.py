"""The table of one activity's trials, by measure point and condition.

First each sitting's trials are summed up, then the sittings: what is joined and counted
by person is then a small part of the rows. Means and spreads are put together as Chan,
Golub and LeVeque do (1983, American Statistician 37:242): a group's sum of squares is
that within sittings, and that of the sittings' means about the group's own.
"""

from collections.abc import Sequence

import ibis

from pod.evaluation.engines.engine import Asked, Tables
from pod.evaluation.engines.source import TRIALS

_PLACE = {"study_code", "sitting", "activity", "bundle", "phase"}
_ANSWER = {"correct", "button", "timed_by", "choice", "reason", "thumb", "again"}
_NO_CONDITION = _PLACE | _ANSWER | {"wording", "language"}
"""Columns that say where a trial belongs, or what came of it."""
_BY = ("task", "point", "condition", "grouped")


def of_task(tables: Tables, task: str) -> Sequence[Asked]:
    """Return a table for each condition of an activity; none where nothing is timed.

    A table has a line per measure point (`between` them: other sittings) and value of
    the condition; without any condition, the activity has one table of all its trials.
    """
    trials = tables[TRIALS + task]
    if "rt_ms" not in trials.columns:
        return []
    found = [name for name in trials.columns if _is_condition(trials, name)]
    sat = tables["sitting"].select("sitting", "study_code", "point")
    told = _summed(trials, found).join(sat, "sitting")
    told = told.mutate(point=ibis.coalesce(told.point, ibis.literal("between")))
    return [_by_condition(told, task, name) for name in found or [""]]


def _is_condition(trials: Asked, name: str) -> bool:
    kind = trials[name].type()
    return name not in _NO_CONDITION and (kind.is_string() or kind.is_boolean())


def _summed(trials: Asked, conditions: Sequence[str]) -> Asked:
    """Sum up each sitting's trials that count, one line per set of conditions.

    PostgreSQL turns no yes or no into a number, and the mean of whole numbers is a
    decimal there: hence 1 or 0, as a float.
    """
    if "phase" in trials.columns:
        trials = trials.filter(trials.phase == "test")
    has = "correct" in trials.columns
    correct = trials.correct if has else ibis.null("boolean")
    parts = {f"by_{name}": trials[name] for name in conditions}
    rt_ms = trials.rt_ms.cast("float64")
    told = trials.select("sitting", rt_ms=rt_ms, correct=correct, **parts)
    spread = told.rt_ms.var(how="sample").fill_null(0.0)
    return told.group_by("sitting", *parts).agg(
        trials=told.count(),
        answered=told.rt_ms.count().cast("float64"),
        mean=told.rt_ms.mean(),
        squares=spread * (told.rt_ms.count() - 1).cast("float64"),
        judged=told.correct.count().cast("float64"),
        right=told.correct.ifelse(1, 0).cast("float64").sum(),
    )


def _by_condition(told: Asked, task: str, name: str) -> Asked:
    """Put sittings together, line by line of one condition."""
    words = _words(told[f"by_{name}"]) if name else ibis.literal("")
    told = told.mutate(
        task=ibis.literal(task), condition=ibis.literal(name), grouped=words
    )
    sums = told.group_by(*_BY).agg(
        people=told.study_code.nunique(),
        trials=told.trials.sum().cast("int64"),
        answered=told.answered.sum(),
        mean_rt_ms=(told.answered * told["mean"]).sum()
        / told.answered.sum().nullif(0.0),
        share_correct=told.right.sum() / told.judged.sum().nullif(0.0),
    )
    about = told.join(sums.select(*_BY, middle="mean_rt_ms"), _BY)
    off = about["mean"] - about.middle
    spread = about.group_by(*_BY).agg(
        squares=(about.squares + about.answered * off * off).sum()
    )
    lines = sums.join(spread, _BY)
    sd = (lines.squares / (lines.answered - 1.0).nullif(0.0)).sqrt()
    lines = lines.mutate(sd_rt_ms=ibis.ifelse(lines.answered > 1.0, sd, None))
    lines = lines.mutate(answered=lines.answered.cast("int64"))
    numbers = ("people", "trials", "answered", "mean_rt_ms", "sd_rt_ms")
    return lines.select(*_BY, *numbers, "share_correct")


def _words(column: Asked) -> Asked:
    """Return a condition as a word; engines write yes and no differently."""
    told = column
    if column.type().is_boolean():
        yes_no = column.ifelse("yes", "no")
        told = ibis.ifelse(column.isnull(), ibis.null("string"), yes_no)
    return ibis.coalesce(told, ibis.literal(""))
