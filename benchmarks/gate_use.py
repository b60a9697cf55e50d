"""How much leaves a pod through the gate: the share of people, and of their numbers.

A year and a half of a course of eight weekly sittings with four measure points, at pods
of 12, 40 and 300 people who begin one after another: sittings are missed, people stop,
an activity is left out now and then. A bundle leaves every week, and is kept count of
until everybody's course is over. k is 5.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

import click
from figures import counted

from pod.bundle.released import Point
from pod.gate.known import Already, AtPoint, Enrolled, Measured, activity_key
from pod.gate.release import chosen
from pod.study import BAND_VALUES, BANDS, Policy, ladder_to
from pod.task import scored
from pod.values import seeded

PODS, QUICK_PODS = (12, 40, 300), (12, 40)
TIMES, QUICK_TIMES = {12: 30, 40: 12, 300: 3}, {12: 10, 40: 4}
WAYS: tuple[tuple[Point, int], ...] = (
    ("first", 0),
    ("first", 2),
    ("last", 0),
    ("last", 2),
)
"""After which point people enter, and how patient the policy is."""
WEEKS, LAST_START = 80, 50
SITTINGS: dict[int, Point] = {1: "first", 4: "middle", 8: "last"}
LENGTH, LATER = 8, 12
ACTIVITIES = ("ons4", "phq8", "gad7", "flanker", "stop_signal")
MISSED, STOPS, LEFT_OUT, FOLLOWED = 0.15, 0.03, 0.03, 0.6
LOST_AFTER = 12


@dataclass
class Person:
    """Somebody, and in which week they reached and did what."""

    enrolled: Enrolled
    ended: int = 0
    points: list[tuple[int, AtPoint]] = field(default_factory=list)
    done: list[tuple[int, Measured]] = field(default_factory=list)


class Share(NamedTuple):
    """Of everybody's measured activities and of the people: what left."""

    people: float
    numbers: float
    arms: float


def person(rng: Random, number: int, of: int) -> Person:
    """Return somebody with their whole course."""
    bands = {band: rng.choice(BAND_VALUES[band][:3]) for band in BANDS[:3]}
    who = Enrolled(
        study_code=f"{rng.getrandbits(64):016x}",
        bands=bands,
        consent_evaluation=True,
        arm=rng.choice(("now", "later")),
        lot=f"{rng.getrandbits(64):016x}",
    )
    one, sat, missed = Person(who), 0, 0
    week = begun = number * LAST_START // of
    while sat < LENGTH and (not sat or rng.random() > STOPS):
        if rng.random() < MISSED:
            missed += 1
        else:
            sat += 1
            if point := SITTINGS.get(sat):
                reach(one, rng, point, (week, week - begun, sat, missed))
        week += 1
    one.ended = week + (0 if sat == LENGTH else LOST_AFTER)
    if sat == LENGTH and rng.random() < FOLLOWED:
        reach(
            one, rng, "followup", (week + LATER, week + LATER - begun, sat + 1, missed)
        )
    return one


def reach(
    one: Person, rng: Random, point: Point, when: tuple[int, int, int, int]
) -> None:
    """Write down that somebody reached a point, and what they did there."""
    week, since, sat, missed = when
    code = one.enrolled.study_code
    at = AtPoint(
        study_code=code,
        point=point,
        weeks=since,
        sittings=sat,
        minutes=sat * 18,
        missed={"sick": missed} if missed else {},
        programme="first 1",
        software="1.0",
    )
    one.points.append((week, at))
    done = (task for task in ACTIVITIES if rng.random() > LEFT_OUT)
    one.done += [(week, activity(code, point, task)) for task in done]


def activity(code: str, point: Point, task: str) -> Measured:
    """Return an activity with one number."""
    return Measured(
        study_code=code,
        point=point,
        task=task,
        task_version=1,
        params_hash="ab12",
        scoring="as published",
        scores={"total": scored(1.0)},
        items={},
        timing={"touch": 9},
    )


def told(week: int, people: Sequence[Person]) -> Iterator[Enrolled]:
    """Return everybody as they are known in this week."""
    for one in people:
        who = one.enrolled
        yield Enrolled(
            study_code=who.study_code,
            bands=who.bands,
            consent_evaluation=True,
            arm=who.arm,
            lot=who.lot,
            ended=one.ended <= week,
        )


def share(people: Sequence[Person], policy: Policy) -> Share:
    """Let a bundle leave every week, and return what had left at the end."""
    already, arms = Already(), 0
    for week in range(WEEKS):
        out = chosen(
            told(week, people),
            [row for one in people for on, row in one.done if on <= week],
            [at for one in people for on, at in one.points if on <= week],
            policy,
            already,
        )
        arms += sum(row.arm != "not released" for row in out.released.participants)
        rows = out.released
        already = Already(
            people=already.people | {row.study_code for row in rows.participants},
            activities=already.activities
            | {activity_key(row) for row in rows.measures},
            groups=(*already.groups, *map(frozenset, out.groups)),
        )
    measured = sum(len(one.done) for one in people)
    return Share(
        len(already.people) / len(people),
        len(already.activities) / measured,
        arms / max(1, len(already.people)),
    )


@click.command()
@click.option("--quick", is_flag=True, help="Pods of 12 and 40 people; at most 40 s.")
def main(*, quick: bool) -> None:
    """Print the shares as lines of JSON."""
    times = QUICK_TIMES if quick else TIMES
    for size in QUICK_PODS if quick else PODS:
        for enter_after, patience in WAYS:
            policy = Policy(
                ladder=ladder_to("sentence_band"),
                bands=BAND_VALUES,
                enter_after=enter_after,
                patience=patience,
            )
            shares = [share(pod(seed, size), policy) for seed in range(times[size])]
            how = f"entering after {enter_after}, patience {patience}"
            print_shares(f"{size} people, {how}", shares)


def pod(seed: int, size: int) -> Sequence[Person]:
    """Return the people of a pod, the same for the same seed."""
    rng = seeded(f"gate {seed}")
    return [person(rng, number, size) for number in range(size)]


def print_shares(what: str, shares: Sequence[Share]) -> None:
    """Print the means of several pods."""
    for name, values in zip(Share._fields, zip(*shares, strict=True), strict=True):
        mean = sum(values) / len(values)
        click.echo(counted(f"released, {name}: {what}", "share", mean, None, None))


if __name__ == "__main__":
    main()
