"""Runs the gate over everybody of all pods, as one population.

What a pod alone has to hold back, a prison or a region need not: more people are alike.
What was released by earlier runs, and in which groups, is remembered here for good, so
that no series of runs tells more than it should.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import msgspec

from pod.bundle.released import Measure, rows_of
from pod.bundle.research import MISSED, ExactPoint
from pod.errors import Private, Usage
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.gated import Gated
from pod.evaluation.release_folder import write_release
from pod.gate.known import AtPoint, Enrolled, Measured
from pod.gate.release import Chosen, at_least, chosen, still_needed
from pod.study import BANDS, Policy, StudyPack
from pod.task import Score
from pod.values import TimedBy, Value

_LAST = """
SELECT study_code, age_band, sex, sentence_band, custody_band, prison_type, arm,
    max(received_at) AS seen,
    bool_or(study_code IN (
        SELECT study_code FROM exact_point WHERE point IN ('last', 'followup')))
FROM participant JOIN (
    SELECT study_code, bundle AS id FROM participant
    UNION ALL SELECT study_code, bundle FROM sitting
    UNION ALL SELECT study_code, bundle FROM attendance) USING (study_code)
JOIN bundle USING (id) GROUP BY ALL ORDER BY study_code
"""
_NUMBERS = """
SELECT {columns} FROM measure JOIN bundle ON bundle.id = measure.bundle
WHERE len($1::VARCHAR[]) = 0 OR pod IN (SELECT unnest($1::VARCHAR[]))
ORDER BY study_code, point, task, kind, name
"""
_POINTS = "SELECT {columns} FROM exact_point ORDER BY study_code, point"
_GONE = "SELECT DISTINCT study_code FROM withdrawn ORDER BY study_code"
_CLOCKS: tuple[TimedBy, ...] = ("device", "arrival", "keyboard", "touch", "rehearsal")


class Ran(Value, frozen=True, kw_only=True):
    """What came of a run: how many rows and people are new; `run` is its number."""

    run: int
    rows: int
    people: int


def run_gate(
    catalogue: Catalogue, pack: StudyPack, pods: Sequence[str], at: datetime
) -> Ran:
    """Release what the gate lets out of everybody here that no earlier run released.

    With `pods`, only new numbers of these pods; everybody else still counts as known.
    Usage where the study has no research rows. Private where people wait but too few
    are alike: nothing is released then.
    """
    if pack.level != "rows":
        raise Usage("Only a study of research rows has a gate here.")
    gated = Gated(catalogue)
    already = gated.already()
    people = [
        msgspec.structs.replace(one, lot=gated.lot(one.study_code))
        for one in (*_people(catalogue, pack.policy, at), *_gone(catalogue))
    ]
    measured, points = _measured(catalogue, pods), _points(catalogue)
    told = chosen(people, measured, points, pack.policy, already)
    if rows_of(told.released):
        return _remembered(gated, told, at)
    if wanted := still_needed(people, measured, points, pack.policy, already):
        raise Private(f"Nothing is released: results of {at_least(wanted)} are needed")
    return Ran(run=gated.last(), rows=0, people=0)


def write_out(catalogue: Catalogue, pack: StudyPack, folder: Path) -> list[str]:
    """Write all that was released so far; return the files that are new or changed."""
    return write_release(folder, pack, Gated(catalogue))


def _remembered(gated: Gated, told: Chosen, at: datetime) -> Ran:
    run = gated.remember(told, at)
    entered = len(told.released.participants)
    return Ran(run=run, rows=rows_of(told.released), people=entered)


def _people(catalogue: Catalogue, policy: Policy, at: datetime) -> list[Enrolled]:
    """Return everybody who came, and whether more is to be expected of them."""
    lost = timedelta(weeks=policy.lost_after_weeks)
    now = at.astimezone(UTC).replace(tzinfo=None)
    return [
        Enrolled(
            study_code=code,
            bands=dict(zip(BANDS, bands, strict=True)),
            consent_evaluation=True,
            arm=arm,
            ended=bool(over) or now - seen >= lost,
        )
        for code, *bands, arm, seen, over in catalogue.ask(_LAST)
    ]


def _gone(catalogue: Catalogue) -> list[Enrolled]:
    """Return everybody who took back what had left; nothing of theirs is here."""
    return [
        Enrolled(
            study_code=code,
            bands={},
            consent_evaluation=False,
            withdrawn=True,
            ended=True,
        )
        for (code,) in catalogue.ask(_GONE)
    ]


def _measured(catalogue: Catalogue, pods: Sequence[str]) -> list[Measured]:
    """Put every activity's numbers together again."""
    columns = ", ".join(f"measure.{name}" for name in Measure.__struct_fields__)
    rows = catalogue.ask(_NUMBERS.format(columns=columns), list(pods))
    told = dict.fromkeys(Measure.__struct_fields__)
    numbers = (Measure(**dict(zip(told, row, strict=True))) for row in rows)
    activity = attrgetter("study_code", "point", "task")
    return [_activity(list(rows)) for _, rows in groupby(numbers, key=activity)]


def _activity(rows: Sequence[Measure]) -> Measured:
    first = rows[0]
    timing = {one: getattr(first, f"timed_{one}") for one in _CLOCKS}
    return Measured(
        study_code=first.study_code,
        point=first.point,
        task=first.task,
        task_version=first.task_version,
        params_hash=first.params_hash,
        scoring=first.scoring,
        scores={
            row.name: Score(row.value, row.missing)
            for row in rows
            if row.kind == "score"
        },
        items={row.name: row.value for row in rows if row.kind == "item"},
        timing={one: count for one, count in timing.items() if count},
    )


def _points(catalogue: Catalogue) -> list[AtPoint]:
    columns = ", ".join(f'"{name}"' for name in ExactPoint.__struct_fields__)
    told = ExactPoint.__struct_fields__
    rows = catalogue.ask(_POINTS.format(columns=columns))
    return [_at(ExactPoint(**dict(zip(told, row, strict=True)))) for row in rows]


def _at(one: ExactPoint) -> AtPoint:
    """Return what the gate is told of a measure point that came exact."""
    missed = {reason: getattr(one, reason) for reason in MISSED}
    return AtPoint(
        study_code=one.study_code,
        point=one.point,
        weeks=one.weeks_since_start,
        sittings=one.sittings,
        minutes=one.minutes,
        missed={reason: count for reason, count in missed.items() if count},
        programme=one.programme,
        software=one.software,
        language=one.language,
        mode=one.mode,
    )
