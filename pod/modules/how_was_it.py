"""How the sitting was: a thumb, and after a thumb down one of four reasons.

Nothing is asked of whoever was content, and both pages can be skipped. It is about the
pod, not about the person: no answer changes what they are offered.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from random import Random
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.people import OnlyAnswers, Traits, draw
from pod.script import Choice, Chose, Question, Script, ask, keep
from pod.task import Scores, Task, missing, scored
from pod.values import TimedBy, Value

Thumb: TypeAlias = Literal["up", "down"]
Reason: TypeAlias = Literal["hard", "long", "not_mine", "broken"]
REASONS: tuple[Reason, ...] = ("hard", "long", "not_mine", "broken")
ICONS: Mapping[Reason, str] = {
    "hard": "hard",
    "long": "long",
    "not_mine": "not_mine",
    "broken": "machine",
}
SKIP, BACK = "skip", "back"


class Params(Value, frozen=True, kw_only=True):
    """There is nothing to set."""


class Words(Value, frozen=True, kw_only=True):
    """What is said to the person."""

    title: str
    prompt: str
    up: str
    down: str
    why: str
    hard: str
    long: str
    not_mine: str
    broken: str
    skip: str
    back: str


class Row(Value, frozen=True, kw_only=True):
    """An answer to one of the two pages."""

    asked: Annotated[
        Literal["thumb", "reason"], Meta(description="which of the two pages")
    ]
    thumb: Annotated[Thumb | None, Meta(description="up or down; empty: skipped")]
    reason: Annotated[
        Reason | None,
        Meta(
            description="after a thumb down: hard to understand, too long, not for me, "
            "something did not work; empty: skipped, or not asked"
        ),
    ] = None
    rt_ms: Annotated[
        Annotated[float, Meta(ge=0)] | None,
        Meta(description="ms from the page to the answer, untimed"),
    ] = None
    timed_by: Annotated[
        TimedBy | None, Meta(description="whose clock timed the answer")
    ] = None


def thumbs(words: Words) -> Question:
    """Return the first page: two thumbs, neither larger, and a way past."""
    return Question(
        prompt=words.prompt,
        choices=(
            Choice(id="up", words=words.up, icon="thumb_up"),
            Choice(id="down", words=words.down, icon="thumb_down"),
        ),
        ways=(Choice(id=SKIP, words=words.skip, icon="skip"),),
    )


def reasons(words: Words) -> Question:
    """Return the four reasons, each as good as another."""
    return Question(
        prompt=words.why,
        choices=tuple(
            Choice(id=one, words=getattr(words, one), icon=ICONS[one])
            for one in REASONS
        ),
        ways=(
            Choice(id=BACK, words=words.back, icon="back"),
            Choice(id=SKIP, words=words.skip, icon="skip"),
        ),
    )


def script(_params: Params, words: Words, _rng: Random) -> Script[None]:
    """Ask for a thumb and keep it at once; ask why only where it was down."""
    chose = yield from ask(thumbs(words), SKIP)
    thumb = _thumb(chose)
    yield from keep(_row("thumb", thumb, None, chose, 0.0))
    while thumb == "down":
        began_ms = chose.at_ms
        chose = yield from ask(reasons(words), SKIP)
        if chose.choice != BACK:
            reason = _reason(chose)
            yield from keep(_row("reason", thumb, reason, chose, began_ms))
            return
        began_ms = chose.at_ms
        chose = yield from ask(thumbs(words), SKIP)
        thumb = _thumb(chose)
        yield from keep(_row("thumb", thumb, None, chose, began_ms))


def _thumb(chose: Chose) -> Thumb | None:
    if chose.choice == SKIP:
        return None
    return "up" if chose.choice == "up" else "down"


def _reason(chose: Chose) -> Reason | None:
    return next((one for one in REASONS if one == chose.choice), None)


def _row(
    asked: Literal["thumb", "reason"],
    thumb: Thumb | None,
    reason: Reason | None,
    chose: Chose,
    began_ms: float,
) -> Row:
    return Row(
        asked=asked,
        thumb=thumb,
        reason=reason,
        rt_ms=max(0.0, chose.at_ms - began_ms),
        timed_by=chose.timed_by,
    )


def score(rows: Sequence[Row]) -> Scores:
    """Return the last thumb: 1 up, 0 down; and whether it was hard to understand."""
    if not rows:
        return {"liked": missing("no_rows"), "hard": missing("no_rows")}
    thumb, reason = rows[-1].thumb, rows[-1].reason
    if thumb is None:
        return {"liked": missing("skipped"), "hard": missing("skipped")}
    known = thumb == "up" or reason is not None
    hard = scored(int(reason == "hard")) if known else missing("skipped")
    return {"liked": scored(int(thumb == "up")), "hard": hard}


def _says(traits: Traits, page: Question, now_ms: float) -> str:
    """Give a thumb, up the more they are well, or any of the reasons."""
    chances = draw(traits.seed, now_ms, "how_was_it")
    if chances.random() < traits.omission_rate:
        return SKIP
    if page.choices[0].id == "up":
        return "up" if chances.random() < traits.wellbeing else "down"
    return chances.choice(REASONS)


def person(_params: Params, _words: Words, traits: Traits) -> OnlyAnswers:
    """Return somebody who says how it was."""
    return OnlyAnswers(partial(_says, traits))


TASK = Task(
    name="how_was_it",
    version=1,
    params=Params,
    words=Words,
    row=Row,
    script=script,
    score=score,
    person=person,
    scoring="the last thumb: 1 up, 0 down; hard: 1 where that was the reason",
    icon="how_was_it",
    minutes=1,
    form="measure",
)
