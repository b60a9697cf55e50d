"""One measure of one person over their course: points, gaps and the band (pure).

A line joins two points only where no point lies missing between them. The band is what
a published rule calls no reliable change from the start; where none carries a judgement
on one person, that is said and there is no band.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

from pod.change.judged import CHANCE, Judged, compare, judgements
from pod.change.rules import JacobsonTruax, NoRule, in_words
from pod.need.areas import Component
from pod.need.doubt import Doubt, interval, range_of
from pod.need.kept import Held, Known, Measure, at, weeks_between
from pod.programme import Point, Programme, parts_of
from pod.task import Score, task_named, tasks
from pod.values import Value

NO_START = "no_start"
Ends: TypeAlias = Literal["", "inside", "above", "below"]
"""Where the newest point lies, seen from the band around the start."""


class Slot(Value, frozen=True, kw_only=True):
    """A measure point: its first sitting, from 0, and the week it is planned for."""

    point: Point
    week: int
    sitting: int


class Spot(Value, frozen=True, kw_only=True):
    """One measure point of one person: the score, or why there is none."""

    point: Point
    week: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    missing: str = ""


class Band(Value, frozen=True, kw_only=True):
    """Between which scores a change from the start is not reliable, by which rule."""

    start: float
    low: float
    high: float
    rule: str
    confirmed: bool


class Course(Value, frozen=True, kw_only=True):
    """One measure over the course; without a band, `no_band` says why.

    `lines` join places in `spots` that follow on one another; `ends` is where the
    newest score lies.
    """

    component: str
    spots: tuple[Spot, ...]
    lines: tuple[tuple[int, int], ...]
    band: Band | None = None
    no_band: str = ""
    ends: Ends = ""


class Minutes(Value, frozen=True, kw_only=True):
    """Minutes planned and done in the sittings begun, and how many those are of all."""

    planned: int
    done: int
    sittings: int
    of: int


def slots(programme: Programme, component: Component) -> tuple[Slot, ...]:
    """Return the measure points at which a programme takes this measure."""
    names = {one.task for one in component.found}
    weeks, found = planned_weeks(programme), dict[Point, Slot]()
    for number, sitting in enumerate(programme.sittings):
        parts = parts_of(programme, number)
        asked = {name for p in parts for name in (p.do, p.instead) if name}
        if sitting.point is not None and names & asked:
            slot = Slot(point=sitting.point, week=weeks[number], sitting=number)
            found.setdefault(sitting.point, slot)
    return tuple(found.values())


def planned_weeks(programme: Programme) -> Sequence[int]:
    """Return the week for which each sitting is planned, from 0.

    Sittings are spread evenly over the programme's weeks; those that come so many weeks
    after the one before are counted on from there.
    """
    later = [n for n, one in enumerate(programme.sittings) if one.after_weeks]
    regular = later[0] if later else len(programme.sittings)
    weeks = [
        round(programme.weeks * number / max(1, regular - 1))
        for number in range(regular)
    ]
    for sitting in programme.sittings[regular:]:
        weeks.append((weeks[-1] if weeks else 0) + sitting.after_weeks)
    return weeks


def course_of(
    component: Component, known: Known, programme: Programme, doubt: Doubt
) -> Course:
    """Return how one measure of somebody went, point by point."""
    spots = tuple(
        _spot(component, known, slot, doubt) for slot in slots(programme, component)
    )
    judged = _judged(component)
    start = next((s.value for s in spots if s.point == "first"), None)
    band, why = _band(judged, start)
    return Course(
        component=component.id,
        spots=spots,
        lines=joined(spots),
        band=band,
        no_band=why,
        ends=_ends(judged, spots) if band is not None else "",
    )


def joined(spots: Sequence[Spot]) -> tuple[tuple[int, int], ...]:
    """Return which places a line joins: neighbours that both have a score."""
    return tuple(
        (n, n + 1)
        for n, (one, after) in enumerate(pairwise(spots))
        if one.value is not None and after.value is not None
    )


def minutes_of(held: Sequence[Held], programme: Programme) -> Minutes:
    """Return what was planned and done in the sittings begun."""
    return Minutes(
        planned=sum(one.planned for one in held),
        done=round(sum(one.done for one in held)),
        sittings=len(held),
        of=len(programme.sittings),
    )


def _spot(component: Component, known: Known, slot: Slot, doubt: Doubt) -> Spot:
    measure = at(known, component, slot.point)
    value = measure.score.value
    between = None if value is None else interval(value, doubt, range_of(component))
    return Spot(
        point=slot.point,
        week=_week(known, slot, measure),
        value=value,
        low=between[0] if between else None,
        high=between[1] if between else None,
        missing="" if value is not None else _why(known, slot, measure),
    )


def _week(known: Known, slot: Slot, measure: Measure) -> int:
    """Return the week in which it was taken, else that for which it is planned."""
    if measure.held_on is None or not known.held:
        return slot.week
    began = min(one.held_on for one in known.held)
    return weeks_between(began, measure.held_on)


def _why(known: Known, slot: Slot, measure: Measure) -> str:
    """Say why there is no score: what the activity says, else where the person is."""
    if measure.held_on is not None:
        return measure.score.why
    there = [one for one in known.held if one.point == slot.point]
    if any(one.closed for one in there):
        return "not_asked"
    if there:
        return "under_way"
    comes_next = sum(one.closed for one in known.held) == slot.sitting
    return known.away if comes_next and known.away else "not_due"


def _judged(component: Component) -> Judged:
    """Return how change in this measure is judged; the first rule of its sources."""
    rules: list[Judged] = []
    for one in component.found:
        if one.task in tasks():
            of: Mapping[str, Judged] = judgements(task_named(one.task))
            rules.append(of[one.score])
    carried = [one for one in rules if not isinstance(one.rule, NoRule)]
    return (carried or rules)[0]


def _band(judged: Judged, start: float | None) -> tuple[Band | None, str]:
    rule = judged.rule
    if isinstance(rule, NoRule):
        return None, rule.why
    if start is None:
        return None, NO_START
    far = CHANCE * rule.s_diff if isinstance(rule, JacobsonTruax) else rule.least
    said = in_words(rule)
    low, high = start - far, start + far
    confirmed = rule.confirmed
    return Band(start=start, low=low, high=high, rule=said, confirmed=confirmed), ""


def _ends(judged: Judged, spots: Sequence[Spot]) -> Ends:
    """Return where the newest score lies; nothing while there is only the start."""
    valued = [one.value for one in spots if one.value is not None]
    before, now = Score(valued[0]), Score(valued[-1])
    if len(valued) == 1 or before.value is None or now.value is None:
        return ""
    if compare(judged, before, now).kind == "unchanged":
        return "inside"
    return "above" if now.value > before.value else "below"
