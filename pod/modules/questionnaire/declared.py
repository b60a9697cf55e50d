"""What a questionnaire file holds, and the rows that it yields."""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias, cast

import msgspec
from msgspec import Meta

from pod.settings import Id, Language
from pod.task import About
from pod.values import TimedBy, Value

NotNegative: TypeAlias = Annotated[float, Meta(ge=0)]
ONE_PER_REVISION = {"once_per": ("revision",)}
"""An item is answered once in each revision."""


class Licence(Value, frozen=True, kw_only=True):
    """Why it may be shipped: SPDX name, holder, and what the holder says."""

    spdx: str
    holder: str
    statement: str


class Option(Value, frozen=True, kw_only=True):
    """One published answer and what it counts."""

    value: int
    text: Mapping[Language, str]


class Item(Value, frozen=True, kw_only=True):
    """One published item; `reverse` counts it from the other end of its answers."""

    id: Id
    text: Mapping[Language, str]
    responses: str
    reverse: bool = False


class Scale(Value, frozen=True, kw_only=True):
    """A sum of items, prorated when up to `most_missing` of them were skipped."""

    name: Id
    items: Annotated[tuple[Id, ...], Meta(min_length=1)]
    higher_is: Literal["better", "worse"]
    most_missing: Annotated[int, Meta(ge=0)] = 0


class Published(Value, frozen=True, kw_only=True):
    """A published figure; `confirmed` only if it was read in the source itself."""

    scale: Id
    what: Literal["alpha", "retest", "reliable_change", "cut_off"]
    value: float
    source: str
    confirmed: bool


class Params(Value, frozen=True, kw_only=True):
    """One instrument as published: its wording is part of its numbers.

    `introduction` and `stem` are published words too: said once, or with every item.
    """

    id: Id
    version: int
    source: str
    licence: Licence
    introduction: Mapping[Language, str] = {}
    stem: Mapping[Language, str] = {}
    items: Annotated[tuple[Item, ...], Meta(min_length=1)]
    response_sets: Mapping[str, Annotated[tuple[Option, ...], Meta(min_length=2)]]
    scales: Annotated[tuple[Scale, ...], Meta(min_length=1)]
    published: tuple[Published, ...] = ()

    def options(self, item: Item) -> tuple[Option, ...]:
        """Return the answers of an item in their published order."""
        return self.response_sets[item.responses]


class Words(Value, frozen=True, kw_only=True):
    """What we say around the items; `wording` is the published language they get."""

    title: str
    wording: Language
    note: str
    recall: str
    may_skip: str
    step: str
    done_title: str
    done: str
    back: str
    next: str
    start: str
    skip: str


class File(Value, frozen=True, kw_only=True):
    """The whole file."""

    about: About
    params: Params
    text: Mapping[Language, Words]


class Row(Value, frozen=True, kw_only=True):
    """One answer; a later revision of an item replaces the earlier ones."""

    item: Annotated[str, Meta(description="the item's id", extra=ONE_PER_REVISION)]
    value: Annotated[
        int | None, Meta(description="what the answer counts, points; empty: skipped")
    ]
    revision: Annotated[
        int, Meta(ge=0, description="how often the item was answered before, count")
    ] = 0
    rt_ms: Annotated[
        NotNegative | None, Meta(description="ms from the page to the answer, untimed")
    ] = None
    timed_by: Annotated[
        TimedBy | None, Meta(description="whose clock timed the answer")
    ] = None
    wording: Annotated[
        Language | None, Meta(description="published language the item was shown in")
    ] = None


def row_of(instrument: Params) -> type[Row]:
    """Return the row type that takes this instrument's items and values only."""
    items = [item.id for item in instrument.items]
    values = [o.value for options in instrument.response_sets.values() for o in options]
    item = Meta(
        pattern=f"^({'|'.join(items)})$",
        description="the item's id",
        extra=ONE_PER_REVISION,
    )
    points = Annotated[int, Meta(ge=min(values), le=max(values))]
    value = Meta(description="what the answer counts, points; empty: skipped")
    fields = [
        ("item", Annotated[str, item]),
        ("value", Annotated[points | None, value]),
    ]
    kind = msgspec.defstruct(
        "Row", fields, bases=(Row,), module=__name__, frozen=True, kw_only=True
    )
    return cast("type[Row]", kind)
