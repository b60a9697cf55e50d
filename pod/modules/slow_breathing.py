"""Slow breathing: a disc grows and shrinks six times a minute; the breath follows it.

Near six breaths a minute most adults' heart rate swings with the breath, and breathing
out lasts a little longer than in. Nothing is asked and nothing is judged; leaving early
is Pause, which the screen always has.
"""

from collections.abc import Sequence
from random import Random
from typing import Annotated, Literal

from msgspec import Meta

from pod.people import Traits
from pod.script import (
    Breath,
    Card,
    Choice,
    Page,
    Picture,
    Question,
    Script,
    ask,
    keep,
    leaf,
    pause,
    show,
)
from pod.task import Scores, Task, missing, scored
from pod.values import Press, Value

MINUTE_MS = 60_000.0
ON_TIME_MS = 250.0
"""How late the disc may turn before the pacer has not kept time."""


class Params(Value, frozen=True, kw_only=True):
    """The pace and the length."""

    in_ms: Annotated[float, Meta(ge=2500, le=8000)]
    out_ms: Annotated[float, Meta(ge=2500, le=8000)]
    minutes: Annotated[float, Meta(ge=1, le=10)]


class Words(Value, frozen=True, kw_only=True):
    """What is said to the person."""

    title: str
    sit: str
    follow_title: str
    follow: str
    minutes: str
    heading: str
    breathe_in: str
    breathe_out: str
    stop_any_time: str
    done_title: str
    done: str
    back: str
    next: str
    start: str


class Row(Value, frozen=True, kw_only=True):
    """One breath of the pacer; times are sitting milliseconds."""

    breath: Annotated[
        int, Meta(ge=1, description="which breath, from 1", extra={"once_per": ()})
    ]
    in_ms: Annotated[float, Meta(ge=0, description="ms the disc was led to grow")]
    out_ms: Annotated[float, Meta(ge=0, description="ms the disc was led to shrink")]
    completed: Annotated[
        bool, Meta(description="the pacer kept time: it turned within 250 ms of plan")
    ]
    onset_ms: Annotated[
        float | None, Meta(description="sitting ms at which the breath began")
    ] = None


def breaths(params: Params) -> int:
    """Return how many whole breaths the minutes hold, at least one."""
    return max(1, round(params.minutes * MINUTE_MS / (params.in_ms + params.out_ms)))


def half(way: Literal["in", "out"], for_ms: float, words: Words) -> Script[float]:
    """Grow or shrink the disc for `for_ms`; return when it began."""
    said = words.breathe_in if way == "in" else words.breathe_out
    lines = (words.stop_any_time,)
    breath = Breath(
        way=way, for_ms=for_ms, words=said, title=words.heading, lines=lines
    )
    began_ms = (yield from show(breath)).at_ms
    yield from pause(began_ms + for_ms)
    return began_ms


def explain(words: Words) -> Script[None]:
    """Say what is coming, one idea a card, with a way back."""
    back = Choice(id="back", words=words.back, icon="back")
    first = card(words.title, (words.sit,), words.next)
    second = card(words.follow_title, (words.follow, words.minutes), words.start, back)
    yield from leaf((first, second))


def card(title: str, lines: tuple[str, ...], on: str, *before: Choice) -> Card:
    """Return a card whose main way is on."""
    way = Choice(id="next", words=on, icon="next", main=True)
    return Card(title=title, lines=lines, icon="breathe", choices=(*before, way))


def script(params: Params, words: Words, _rng: Random) -> Script[None]:
    """Explain, lead the breaths one by one, end calmly."""
    yield from explain(words)
    for number in range(1, breaths(params) + 1):
        began_ms = yield from half("in", params.in_ms, words)
        turned_ms = yield from half("out", params.out_ms, words)
        late_ms = turned_ms - began_ms - params.in_ms
        row = Row(
            breath=number,
            in_ms=params.in_ms,
            out_ms=params.out_ms,
            completed=abs(late_ms) <= ON_TIME_MS,
            onset_ms=began_ms,
        )
        yield from keep(row)
    yield from ask(card(words.done_title, (words.done,), words.next), "next")


def score(rows: Sequence[Row]) -> Scores:
    """Count the breaths led in time, and the minutes that all breaths took."""
    if not rows:
        return {"breaths": missing("no_rows"), "minutes": missing("no_rows")}
    took_ms = sum(row.in_ms + row.out_ms for row in rows)
    return {
        "breaths": scored(sum(row.completed for row in rows)),
        "minutes": scored(took_ms / MINUTE_MS),
    }


class Breather:
    """Somebody who breathes along; there is nothing to press."""

    def sees(self, _picture: Picture, _now_ms: float) -> Press | None:
        """Breathe."""
        return None

    def chooses(self, page: Page, _now_ms: float) -> str | None:
        """Go on, whatever the page says."""
        return None if isinstance(page, Question) else "next"


def person(_params: Params, _words: Words, _traits: Traits) -> Breather:
    """Return somebody who breathes along."""
    return Breather()


TASK = Task(
    name="slow_breathing",
    version=1,
    params=Params,
    words=Words,
    row=Row,
    script=script,
    score=score,
    person=person,
    scoring="dose only: breaths led and minutes; nothing is judged",
    icon="breathe",
    minutes=4,
    form="lesson",
)
