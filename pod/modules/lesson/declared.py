"""What a lesson's file holds, the words that it must bring, and the rows it yields."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Annotated, Any, Literal, TypeAlias, cast

import msgspec
from msgspec import Meta

from pod.modules.lesson.steps import AnyStep, Cards, Face, KindOfStep, Name, keys_of
from pod.settings import Packaged
from pod.task import About
from pod.values import TimedBy, Value

Milliseconds: TypeAlias = Annotated[float, Meta(ge=0)]
TOP = 10
"""The upper end of every rating."""
PRACTICE = ("still", "breathe")
DOSE = ("minutes", "practice_minutes", "done", "skipped")
"""Scores that every lesson has."""
NUMBERED = ("rate", "sort")
"""Kinds of rows that are answered by a number; the others by a card."""
ONCE = {"once_per": ("place", "revision")}
CARD = "id of the card chosen, sorted or rated"


class Was(Value, frozen=True, kw_only=True):
    """What a step kept the last time."""

    step: Name
    place: int
    choice: Name | None
    value: int | None


class Figure(Value, frozen=True, kw_only=True):
    """A score of the lesson, from the ratings of its steps in this order.

    first, last: the rating of the first or last step named; peak: the highest; fall:
    peak less last; change: last less first; mean: of those given; count: how many
    answers the steps were given, whatever they are.
    """

    name: Name
    kind: Literal["first", "last", "peak", "fall", "change", "mean", "count"]
    of: Annotated[tuple[Name, ...], Meta(min_length=1)]


class Params(Value, frozen=True, kw_only=True):
    """The lesson itself: its sets of picture cards, its steps and its figures.

    `minutes` is what the sitting plan shows. `last` is what the person kept the last
    time: it is recalled, and never stands in a file.
    """

    icon: str
    minutes: Annotated[int, Meta(ge=3, le=10)]
    sets: Mapping[Name, Cards] = {}
    steps: Annotated[tuple[AnyStep, ...], Meta(min_length=3, max_length=40)]
    figures: tuple[Figure, ...] = ()
    last: tuple[Was, ...] = ()

    def face(self, card: str) -> Face:
        """Return what a card shows; it shows the same in every set."""
        return next(cards[card] for cards in self.sets.values() if card in cards)


class Said(Value, frozen=True, kw_only=True):
    """What every lesson says besides its own words; see resources/words.toml."""

    title: str
    back: str
    next: str
    skip: str
    more: str


SHARED = frozenset(Said.__struct_fields__) - {"title"}


class File(Value, frozen=True, kw_only=True):
    """The whole file; `lesson` is its version and marks it as one."""

    lesson: Annotated[int, Meta(ge=1)]
    about: About
    params: Params
    text: Mapping[Packaged, Mapping[str, Annotated[str, Meta(min_length=1)]]]


class Row(Value, frozen=True, kw_only=True):
    """What one step kept; a later revision of the same place replaces the earlier."""

    step: Annotated[str, Meta(description="the step's id", extra=ONCE)]
    kind: Annotated[KindOfStep, Meta(description="what the step does")]
    place: Annotated[
        int, Meta(ge=1, description="the card, pick, breath or part of it, from 1")
    ] = 1
    choice: Annotated[str | None, Meta(description=CARD)] = None
    value: Annotated[
        Annotated[int, Meta(ge=0, le=TOP)] | None,
        Meta(description="rating 0 to 10, or pile from 0 (means least), points"),
    ] = None
    revision: Annotated[
        int, Meta(ge=0, description="how often it was answered before, count")
    ] = 0
    again: Annotated[
        bool, Meta(description="kept as the last time, without being asked")
    ] = False
    still_ms: Annotated[
        Milliseconds | None, Meta(description="ms of stillness or of one breath")
    ] = None
    rt_ms: Annotated[
        Milliseconds | None, Meta(description="ms from page to answer, untimed")
    ] = None
    timed_by: Annotated[
        TimedBy | None, Meta(description="whose clock timed the answer")
    ] = None
    at_ms: Annotated[
        Milliseconds | None, Meta(description="sitting ms at which it was kept")
    ] = None

    def __post_init__(self) -> None:
        """Refuse what contradicts itself."""
        if (self.still_ms is None) == (self.kind in PRACTICE):
            raise ValueError("still_ms goes with still and breathe, and no others")
        if self.value is not None and self.kind not in NUMBERED:
            raise ValueError("value goes with rate and sort, and no others")

    @property
    def skipped(self) -> bool:
        """Whether the person went past without an answer."""
        if self.kind in PRACTICE:
            return False
        return (self.value if self.kind in NUMBERED else self.choice) is None


def text_keys(params: Params) -> tuple[str, ...]:
    """Return the keys of all words that a lesson's file must bring, in its order."""
    said = chain.from_iterable(keys_of(step) for step in params.steps)
    cards = chain.from_iterable(params.sets.values())
    wanted = dict.fromkeys(["title", *said, *cards])
    return tuple(key for key in wanted if key not in SHARED)


def words_of(params: Params) -> type[Said]:
    """Return the type of this lesson's words: a missing or an extra one is refused."""
    own = [key for key in text_keys(params) if key != "title"]
    fields = [(key, Annotated[str, Meta(min_length=1)]) for key in own]
    kind = msgspec.defstruct(
        "Words", fields, bases=(Said,), module=__name__, frozen=True, kw_only=True
    )
    return cast("type[Said]", kind)


def row_of(params: Params) -> type[Row]:
    """Return the row type that takes this lesson's steps and cards only."""
    cards = sorted({card for cards in params.sets.values() for card in cards})
    step = Meta(
        pattern=_one_of([step.id for step in params.steps]),
        description="the step's id",
        extra=ONCE,
    )
    closed = Annotated[str, Meta(pattern=_one_of(cards))]
    fields: list[tuple[str, Any] | tuple[str, Any, Any]] = [
        ("step", Annotated[str, step]),
        ("choice", Annotated[closed | None, Meta(description=CARD)], None),
    ]
    kind = msgspec.defstruct(
        "Row", fields, bases=(Row,), module=__name__, frozen=True, kw_only=True
    )
    return cast("type[Row]", kind)


def _one_of(ids: Sequence[str]) -> str:
    return f"^({'|'.join(ids)})$"


def said(words: Said, key: str) -> str:
    """Return the words under a key."""
    return str(getattr(words, key))
