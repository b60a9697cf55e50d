"""Mood in one tap, as a sitting begins and as it ends; skipping is always possible.

The five steps are kept as whole numbers: 0 very low, 1 low, 2 OK, 3 good, 4 great. The
numbers are never shown.
"""

from collections.abc import Sequence
from functools import partial
from random import Random
from typing import Annotated, TypeAlias

from msgspec import Meta

from pod.people import OnlyAnswers, Traits, draw
from pod.script import Choice, Question, Script, ask, keep
from pod.task import Scores, Task, missing, scored
from pod.values import TimedBy, Value

NotNegative: TypeAlias = Annotated[float, Meta(ge=0)]
TOP = 4
SPREAD = 0.05
"""How far somebody imaginary strays from their wellbeing, as a share of the scale."""


class Params(Value, frozen=True, kw_only=True):
    """There is nothing to set."""


class Words(Value, frozen=True, kw_only=True):
    """What is said to the person."""

    title: str
    prompt: str
    very_low: str
    low: str
    okay: str
    good: str
    great: str
    skip: str
    not_safe: str


class Row(Value, frozen=True, kw_only=True):
    """The answer."""

    mood: Annotated[
        Annotated[int, Meta(ge=0, le=TOP)] | None,
        Meta(description="0 very low to 4 great, steps; empty: skipped"),
    ]
    rt_ms: Annotated[
        NotNegative | None, Meta(description="ms from the page to the answer, untimed")
    ] = None
    timed_by: Annotated[
        TimedBy | None, Meta(description="whose clock timed the answer")
    ] = None


def page(words: Words) -> Question:
    """Return the one page: five steps, a way past, and where help is."""
    steps = (words.very_low, words.low, words.okay, words.good, words.great)
    return Question(
        prompt=words.prompt,
        note=words.not_safe,
        choices=tuple(
            Choice(id=str(value), words=step, level=value / TOP)
            for value, step in enumerate(steps)
        ),
        ways=(Choice(id="skip", words=words.skip, icon="skip"),),
    )


def script(_params: Params, words: Words, _rng: Random) -> Script[None]:
    """Ask once and keep the answer, or that there was none."""
    chose = yield from ask(page(words), "skip")
    mood = None if chose.choice == "skip" else int(chose.choice)
    yield from keep(
        Row(mood=mood, rt_ms=max(0.0, chose.at_ms), timed_by=chose.timed_by)
    )


def score(rows: Sequence[Row]) -> Scores:
    """Return the last answer, 0 to 4 steps."""
    if not rows:
        return {"mood": missing("no_rows")}
    mood = rows[-1].mood
    return {"mood": missing("skipped") if mood is None else scored(mood)}


def _says(traits: Traits, _page: Question, now_ms: float) -> str:
    """Return the step nearest to their wellbeing on the day, or skip."""
    chances = draw(traits.seed, now_ms, "mood")
    if chances.random() < traits.omission_rate:
        return "skip"
    place = chances.gauss(traits.wellbeing, SPREAD)
    return str(round(min(max(place, 0.0), 1.0) * TOP))


def person(_params: Params, _words: Words, traits: Traits) -> OnlyAnswers:
    """Return somebody who says how they are, near enough."""
    return OnlyAnswers(partial(_says, traits))


def declare(name: str) -> Task[Params, Words, Row]:
    """Return the activity of this name: they differ in their words only."""
    return Task(
        name=name,
        version=1,
        params=Params,
        words=Words,
        row=Row,
        script=script,
        score=score,
        person=person,
        scoring="one item, 0 to 4; the last answer counts",
        icon="mood",
        minutes=1,
        form="measure",
    )


TASKS = (declare("check_in"), declare("check_out"))
