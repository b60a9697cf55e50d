"""Whether somebody is at ease with written words: one question, asked kindly.

It decides whether the colour-word figures come, or others without words in their place.
"""

from collections.abc import Sequence
from random import Random
from typing import Annotated

from msgspec import Meta

from pod.people import OnlyAnswers, Traits
from pod.script import Choice, Question, Script, ask, keep
from pod.task import Scores, Task, missing, scored
from pod.values import TimedBy, Value


class Params(Value, frozen=True, kw_only=True):
    """There is nothing to set."""


class Words(Value, frozen=True, kw_only=True):
    """What is said to the person."""

    title: str
    prompt: str
    yes: str
    no: str
    skip: str


class Row(Value, frozen=True, kw_only=True):
    """The answer."""

    reads: Annotated[
        bool | None, Meta(description="at ease with written words; empty: skipped")
    ]
    rt_ms: Annotated[
        Annotated[float, Meta(ge=0)] | None,
        Meta(description="ms from the page to the answer, untimed"),
    ] = None
    timed_by: Annotated[
        TimedBy | None, Meta(description="whose clock timed the answer")
    ] = None


def page(words: Words) -> Question:
    """Return the one page."""
    return Question(
        prompt=words.prompt,
        choices=(
            Choice(id="yes", words=words.yes, icon="reading"),
            Choice(id="no", words=words.no, icon="shapes"),
        ),
        ways=(Choice(id="skip", words=words.skip, icon="skip"),),
    )


def script(_params: Params, words: Words, _rng: Random) -> Script[None]:
    """Ask once and keep the answer, or that there was none."""
    chose = yield from ask(page(words), "skip")
    reads = None if chose.choice == "skip" else chose.choice == "yes"
    rt_ms = max(0.0, chose.at_ms)
    yield from keep(Row(reads=reads, rt_ms=rt_ms, timed_by=chose.timed_by))


def score(rows: Sequence[Row]) -> Scores:
    """Return the last answer: 1 at ease with written words, 0 not."""
    if not rows:
        return {"reads": missing("no_rows")}
    reads = rows[-1].reads
    return {"reads": missing("skipped") if reads is None else scored(int(reads))}


def person(_params: Params, _words: Words, traits: Traits) -> OnlyAnswers:
    """Return somebody who says whether they like to read."""
    return OnlyAnswers(lambda _page, _now_ms: "yes" if traits.reads else "no")


TASK = Task(
    name="reading",
    version=1,
    params=Params,
    words=Words,
    row=Row,
    script=script,
    score=score,
    person=person,
    scoring="one question; 1 yes, 0 no; the last answer counts",
    icon="reading",
    minutes=1,
    form="measure",
)
