"""What a pod of a study of research rows lets leave, week by week."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeAlias

import msgspec

from pod.bundle.leaving import Column, columns_of, kind_of
from pod.bundle.released import Measure, Participant, Point, Withdrawal
from pod.bundle.research import (
    ACTIVITIES,
    ATTENDANCE,
    FIXED,
    MEASURES,
    MISSED,
    PARAMS,
    PARTICIPANTS,
    POINTS,
    SITTINGS,
    TRIAL_KEY,
    TRIALS,
    WITHDRAWALS,
    Attended,
    Did,
    ExactPoint,
    Sat,
    code_for,
)
from pod.bundle.sheets import Sheet
from pod.evaluation.synthetic.answering import Doings, Done
from pod.evaluation.synthetic.drawing import Drawn
from pod.evaluation.synthetic.folk import MINUTES, PROGRAMME, Who, reached
from pod.evaluation.synthetic.weekly import Leaving
from pod.gate.known import AtPoint
from pod.gate.modes import answered_with
from pod.gate.numbers import numbers_of
from pod.gate.report import REPORT, as_json, disclosure_of_rows
from pod.programme import read_programme
from pod.study import StudyPack
from pod.task import task_named
from pod.values import Value

_Coded: TypeAlias = (
    Participant | ExactPoint | Measure | Withdrawal | Sat | Did | Attended
)
_DAYS = 7


@dataclass
class _Week:
    """What is new in one week."""

    participants: list[Participant] = field(default_factory=list)
    points: list[ExactPoint] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    withdrawals: list[Withdrawal] = field(default_factory=list)
    sittings: list[Sat] = field(default_factory=list)
    activities: list[Did] = field(default_factory=list)
    attendance: list[Attended] = field(default_factory=list)
    trials: dict[str, list[tuple[Any, ...]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    params: dict[str, msgspec.Raw] = field(default_factory=dict)


def rows_by_week(
    drawn: Drawn, people: Sequence[Who], done: Doings, pack: StudyPack
) -> Iterator[Leaving]:
    """Give a bundle for each week in which anything was done or anybody withdrew.

    Of a training sitting there is that it was held: nothing was done in it.
    """
    weeks: dict[int, _Week] = defaultdict(_Week)
    for who in people:
        _take(weeks, drawn, who, done)
    everybody: list[Participant] = []
    for week in sorted(weeks):
        new = weeks[week]
        everybody += new.participants
        entered, k = len(new.participants), pack.policy.k
        report = disclosure_of_rows(everybody, entered, pack.agreement, k)
        extra = {PARAMS: msgspec.json.encode(new.params), REPORT: as_json(report)}
        yield Leaving(_sheets(new), extra)


def _take(weeks: dict[int, _Week], drawn: Drawn, who: Who, done: Doings) -> None:
    """Take one person's whole course in, each point in its week."""
    before = (0, 0)
    for week, at in reached(drawn, who):
        into, doings = weeks[week], done[who.at, at.point]
        if at.point == "first":
            into.participants.append(
                Participant(study_code=who.code, arm=who.arm, **_bands(who))
            )
        (stamped,) = answered_with([at], [one.measured for one in doings])
        into.points.append(_exact(stamped))
        _take_sittings(into, who, at, before)
        before = (at.sittings, at.weeks)
        for place, one in enumerate(doings, 1):
            _take_done(into, at, place, one)
    gone = int(drawn.withdraws[who.at])
    if gone > int(drawn.begins[who.at]):
        weeks[gone].withdrawals.append(Withdrawal(study_code=who.code))


def _bands(who: Who) -> dict[str, str]:
    return {str(band): value for band, value in who.bands.items()}


def _exact(at: AtPoint) -> ExactPoint:
    """Tell of a point, all of it exact."""
    return ExactPoint(
        study_code=at.study_code,
        point=at.point,
        weeks_since_start=at.weeks,
        sittings=at.sittings,
        minutes=at.minutes,
        programme=at.programme,
        software=at.software,
        language=at.language,
        mode=at.mode,
        **{reason: at.missed.get(reason, 0) for reason in MISSED},
    )


def _take_sittings(into: _Week, who: Who, at: AtPoint, before: tuple[int, int]) -> None:
    """Take in the sittings since the point before: the last of them is this point."""
    had, since = before
    for number in range(had + 1, at.sittings + 1):
        share = (number - had) / (at.sittings - had)
        day = round(_DAYS * (since + share * (at.weeks - since)))
        point = at.point if number == at.sittings else None
        into.sittings.append(_sat(who, number, point, day))
        into.attendance.append(_booked(who, number, day, "attended"))
    missed = at.missed.get(who.reason, 0) if at.point == "last" else 0
    for number in range(missed):
        day = round(_DAYS * at.weeks * (number + 1) / (missed + 1))
        into.attendance.append(_booked(who, -1 - number, day, who.reason))


def _sat(who: Who, number: int, point: Point | None, day: int) -> Sat:
    return Sat(
        study_code=who.code,
        sitting=code_for(who.code, f"sitting {number}"),
        number=number,
        point=point,
        programme=PROGRAMME,
        programme_version=read_programme(PROGRAMME).version,
        days_since_start=day,
        planned_minutes=MINUTES,
        took_minutes=MINUTES,
        ended="done",
    )


def _booked(who: Who, number: int, day: int, reason: str) -> Attended:
    raw = {
        "study_code": who.code,
        "booking": code_for(who.code, f"booking {number}"),
        "weeks_since_start": day // _DAYS,
        "reason": reason,
    }
    return msgspec.convert(raw, Attended)


def _take_done(into: _Week, at: AtPoint, place: int, one: Done) -> None:
    """Take in one activity of a measure point: numbers, and trials if there are any."""
    told, sitting = one.measured, code_for(at.study_code, f"sitting {at.sittings}")
    own = code_for(at.study_code, f"{told.point} {told.task}")
    into.measures += numbers_of(told)
    into.activities.append(_did(one, (sitting, own), place))
    into.params[told.params_hash] = _params(told.task)
    if one.rows:
        names = [column.name for column in _columns(told.task)]
        into.trials[told.task] += [
            (at.study_code, sitting, own, number, *(getattr(row, x) for x in names))
            for number, row in enumerate(one.rows, 1)
        ]


@cache
def _params(task: str) -> msgspec.Raw:
    """Return what an activity ran with, as it is kept."""
    return msgspec.Raw(msgspec.json.encode(task_named(task).read_params()))


@cache
def _columns(task: str) -> tuple[Column, ...]:
    """Return the columns of an activity's rows that leave."""
    return columns_of(task_named(task).row)


@cache
def _kind(task: str) -> type[Value]:
    """Return the type of an activity's trials as they leave."""
    return kind_of(task, _columns(task))


def _did(one: Done, codes: tuple[str, str], place: int) -> Did:
    told = one.measured
    return Did(
        study_code=told.study_code,
        sitting=codes[0],
        activity=codes[1],
        place=place,
        part=place,
        task=told.task,
        task_version=told.task_version,
        params_hash=told.params_hash,
        language="en",
        seed=one.seed,
        planned_minutes=task_named(told.task).minutes,
        because="usual",
        ended="done",
        took_ms=one.took_ms,
        rows=len(one.rows),
    )


def _sheets(new: _Week) -> list[Sheet]:
    """Return every table, its rows by study code: that tells of no other order."""
    told: Mapping[str, Sequence[_Coded]] = {
        PARTICIPANTS: new.participants,
        POINTS: new.points,
        MEASURES: new.measures,
        WITHDRAWALS: new.withdrawals,
        SITTINGS: new.sittings,
        ACTIVITIES: new.activities,
        ATTENDANCE: new.attendance,
    }
    fixed = [Sheet(path, *FIXED[path], _by_code(rows)) for path, rows in told.items()]
    return [*fixed, *(_trials(task, new.trials[task]) for task in sorted(new.trials))]


def _by_code(rows: Iterable[_Coded]) -> Sequence[Value]:
    return sorted(rows, key=lambda row: row.study_code)


def _trials(task: str, rows: Sequence[tuple[Any, ...]]) -> Sheet:
    in_order = sorted(rows, key=lambda row: str(row[0]))
    return Sheet(f"{TRIALS}{task}.csv", _kind(task), TRIAL_KEY, in_order)
