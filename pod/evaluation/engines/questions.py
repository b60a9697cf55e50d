"""The questions that have names, each written once, for whichever engine is asked.

An expression of Ibis is turned into the engine's own SQL. What engines do not all do
alike is kept out: a yes or no becomes a number by way of 1 and 0, a correlation is a
covariance over both spreads, and nothing is put in order, for engines order words
differently. Numbers are raw: who shows them withholds small groups (`shown.py`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import ibis

from pod.bundle.bands import minutes_band, sittings_band
from pod.evaluation.engines.engine import Asked, Tables, together
from pod.evaluation.engines.trials import of_task
from pod.evaluation.outcomes import SAME

Small: TypeAlias = Literal["groups", "cells", "steps"]
EXACT, POINTS = "exact_point", "reached"
_MOST = 1_000


@dataclass(frozen=True)
class Question:
    """A question, and how its lines are parted: so small ones can be withheld.

    Lines that agree in `line` are parts of one whole, and differ in `parts`. They are
    `groups` beside a total; or `cells` of a table with totals both ways; or `steps`,
    each group's next a part of the one before. Every answer has a column `people`: how
    many different people a line tells of.
    """

    name: str
    about: str
    line: tuple[str, ...]
    parts: tuple[str, ...]
    ask: Callable[[Tables, str], Asked]
    small: Small = "groups"

    @property
    def by(self) -> tuple[str, ...]:
        """What parts the lines, the first first."""
        return self.line + self.parts


def _outcomes(tables: Tables, band: str) -> Asked:
    """Numbers of every score; where `missing` says why there is none, their count."""
    scores = _scores(tables).join(_groups(tables, band), "study_code")
    by = ("task", "name", "point", "missing", "grouped")
    return scores.group_by(by).agg(
        people=scores.study_code.nunique(),
        n=scores.value.count(),
        mean=scores.value.mean(),
        sd=scores.value.std(how="sample"),
        least=scores.value.min(),
        most=scores.value.max(),
    )


def _change(tables: Tables, band: str) -> Asked:
    """Last minus first of complete pairs; a substitute stands in where it was given."""
    told = _with_substitutes(_scores(tables).filter(lambda row: row.value.notnull()))
    first = _at(told, "first").rename(earlier="value")
    last = _at(told, "last").rename(later="value")
    pairs = first.join(last, ["study_code", "task", "name"])
    pairs = pairs.join(_groups(tables, band), "study_code")
    pairs = pairs.mutate(change=pairs.later - pairs.earlier)
    spread = pairs.earlier.std(how="sample") * pairs.later.std(how="sample")
    return pairs.group_by("task", "name", "grouped").agg(
        people=pairs.study_code.nunique(),
        n=pairs.count(),
        mean_first=pairs.earlier.mean(),
        mean_last=pairs.later.mean(),
        mean_change=pairs.change.mean(),
        sd_change=pairs.change.std(how="sample"),
        r=pairs.earlier.cov(pairs.later, how="sample") / spread.nullif(0.0),
    )


def _trials(tables: Tables, _: str) -> Asked:
    """Every activity's trials that count, condition by condition."""
    parts = [part for task in tables.tasks() for part in of_task(tables, task)]
    return together(parts) if parts else tables["trials_*"]


def _flow(tables: Tables, band: str) -> Asked:
    """How many entered, and reached each measure point."""
    groups = _groups(tables, band)
    everybody = groups.mutate(stage=ibis.literal("entered"))
    points = _points(tables).select("study_code", stage="point")
    came = points.join(groups, "study_code").select("study_code", "grouped", "stage")
    told = everybody.select("study_code", "grouped", "stage").union(came)
    return told.group_by("stage", "grouped").agg(people=told.study_code.nunique())


def _dose(tables: Tables, _: str) -> Asked:
    """How much people had done by each measure point, in bands."""
    points = _points(tables)
    parts = [
        points.select("study_code", "point", dose=ibis.literal(name), grouped=name)
        for name in ("sittings", "minutes")
    ]
    told = together(parts)
    return told.group_by("point", "dose", "grouped").agg(
        people=told.study_code.nunique()
    )


def _rows(tables: Tables, _: str) -> Asked:
    """How many rows each bundle brought to each table that is about people."""
    bundles = tables["bundle"]
    parts = [
        tables[name].select("bundle", "study_code", kept=ibis.literal(name))
        for name in tables.names()
        if name != "bundle"
    ]
    told = together(parts).join(bundles, "bundle")
    return told.group_by("kept", "site", "pod", "sequence", "bundle").agg(
        people=told.study_code.nunique(), rows=told.count()
    )


def _groups(tables: Tables, band: str) -> Asked:
    return tables["participant"].select("study_code", grouped=band)


def _points(tables: Tables) -> Asked:
    """Return who reached which point, with what they had done by then, in bands.

    Outcomes tell it in bands, research rows as counts.
    """
    columns = ("study_code", "point", "sittings", "minutes")
    parts = [tables[name].select(*columns) for name in (POINTS,) if name in tables]
    if EXACT in tables:
        exact = tables[EXACT]
        sittings = _banded(exact.sittings, sittings_band)
        minutes = _banded(exact.minutes, minutes_band)
        told = exact.mutate(sittings=sittings, minutes=minutes)
        parts.append(told.select(*columns))
    return together(parts)


def _scores(tables: Tables) -> Asked:
    measures = tables["measure"]
    scores = measures.filter(measures.kind == "score")
    return scores.select("study_code", "point", "task", "name", "value", "missing")


def _at(scores: Asked, point: str) -> Asked:
    there = scores.filter(scores.point == point)
    return there.select("study_code", "task", "name", "value")


def _with_substitutes(scores: Asked) -> Asked:
    """Add what a score's twin gave, wherever the score itself was not asked."""
    parts = [scores]
    for (task, name), (other, its) in SAME.items():
        twin = scores.filter((scores.task == other) & (scores.name == its))
        as_it = twin.mutate(task=ibis.literal(task), name=ibis.literal(name))
        parts += [as_it.anti_join(scores, ["study_code", "point", "task", "name"])]
    return together(parts)


def _banded(count: Asked, band: Callable[[int], str]) -> Asked:
    """Return the band of a count, as pods band it before it leaves."""
    lowest: dict[str, int] = {}
    for number in range(_MOST):
        lowest.setdefault(band(number), number)
    *rest, (least, _) = sorted(lowest.items(), key=lambda one: -one[1])
    return ibis.cases(*((count >= start, name) for name, start in rest), else_=least)


QUESTIONS: Mapping[str, Question] = {
    one.name: one
    for one in (
        Question(
            "outcomes",
            "Every score at every measure point: numbers, and why some are missing.",
            ("task", "name", "point"),
            ("missing", "grouped"),
            _outcomes,
            "cells",
        ),
        Question(
            "change",
            "Uncontrolled change from first to last measure; complete pairs only.",
            ("task", "name"),
            ("grouped",),
            _change,
        ),
        Question(
            "trials",
            "Reaction times and right answers by condition; trials that count only.",
            ("task", "point", "condition"),
            ("grouped",),
            _trials,
        ),
        Question(
            "flow",
            "People who entered, and who reached each measure point.",
            (),
            ("stage", "grouped"),
            _flow,
            "steps",
        ),
        Question(
            "dose",
            "Sittings and minutes of practice by each measure point, in bands.",
            ("point", "dose"),
            ("grouped",),
            _dose,
        ),
        Question(
            "rows",
            "Rows that came, by table, site, pod and bundle.",
            ("kept",),
            ("site", "pod", "sequence", "bundle"),
            _rows,
        ),
    )
}
"""Each question by its name."""
