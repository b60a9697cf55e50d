"""What is known of one person's measures, as the pure part reads it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, TypeAlias

from pod.need.areas import Component
from pod.programme import Point
from pod.task import Score
from pod.values import Value

POINTS: tuple[Point, ...] = ("first", "middle", "last", "followup")
NOT_YET = Score(None, "not_yet")
Ended: TypeAlias = Literal["done", "partial"]
DAYS = 7


class Done(Value, frozen=True, kw_only=True):
    """One activity that came to an end, with its scores, in the order of doing."""

    task: str
    point: Point | None
    held_on: date
    ended: Ended
    scores: Mapping[str, Score] = {}


class Held(Value, frozen=True, kw_only=True):
    """One sitting: `number` from 0; minutes as planned, and as they were done."""

    number: int
    point: Point | None
    held_on: date
    closed: bool
    planned: int
    done: float


class Known(Value, frozen=True, kw_only=True):
    """One person by reference: never a name, an offence or an origin.

    `bands` are those of the study, for the equality view alone. `away` is why they did
    not come the last time, if they did not: an attendance term.
    """

    person: str
    since: date
    bands: Mapping[str, str] = {}
    done: tuple[Done, ...] = ()
    held: tuple[Held, ...] = ()
    away: str = ""


class Measure(Value, frozen=True, kw_only=True):
    """A component's score, and when it was taken."""

    score: Score = NOT_YET
    point: Point | None = None
    held_on: date | None = None


def newest(known: Known, component: Component) -> Measure:
    """Return the newest measure of a component; the newest with a value, if any."""
    found = measures(known, component)
    valued = [one for one in found if one.score.value is not None]
    return (valued or found or (Measure(),))[-1]


def at(known: Known, component: Component, point: Point) -> Measure:
    """Return the newest measure of a component at a measure point."""
    found = [one for one in measures(known, component) if one.point == point]
    valued = [one for one in found if one.score.value is not None]
    return (valued or found or (Measure(),))[-1]


def start(known: Known, component: Component) -> float | None:
    """Return somebody's score as they began, or None."""
    return at(known, component, "first").score.value


def measures(known: Known, component: Component) -> Sequence[Measure]:
    """Return every measure of a component, oldest first; one cut short has no score."""
    found = (
        (one, component.score_in(one.task, one.scores))
        for one in known.done
        if one.ended == "done" or _measures(component, one.task)
    )
    return tuple(
        Measure(
            score=score if one.ended == "done" else Score(None, "stopped"),
            point=one.point,
            held_on=one.held_on,
        )
        for one, score in found
        if score is not None
    )


def _measures(component: Component, task: str) -> bool:
    return any(one.task == task for one in component.found)


def weeks_between(began: date, day: date) -> int:
    """Return whole weeks, rounded; a clock set back gives 0, never less."""
    return max(0, round((day - began).days / DAYS))
