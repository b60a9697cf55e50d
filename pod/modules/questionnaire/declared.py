"""What a questionnaire file holds: an instrument as published, and our own words."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta

from pod.change.figures import Better, Figure
from pod.safeguarding import Rule
from pod.settings import Id, Packaged
from pod.task import About
from pod.values import Value

Told: TypeAlias = Annotated[str, Meta(min_length=1, pattern=r"\S")]
"""Words, and not only white space."""
Text: TypeAlias = Mapping[Packaged, Told]
FileName: TypeAlias = Annotated[str, Meta(pattern=r"^([a-z][a-z0-9_]*)?\Z")]
Name: TypeAlias = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]{2,31}$")]
Positive: TypeAlias = Annotated[float, Meta(gt=0)]
Window: TypeAlias = Literal["in_general", "nowadays", "yesterday", "week", "fortnight"]
"""Which time somebody is asked to think of."""


class Licence(Value, frozen=True, kw_only=True):
    """Why it may be shown: SPDX name, holder, and what the holder says.

    `confirmed` only if the statement is the holder's own, not somebody else's listing.
    `permission` is the reference of what a site was granted, for a site's own file.
    """

    spdx: Told
    holder: Told
    statement: Told
    confirmed: bool
    permission: str = ""


class Option(Value, frozen=True, kw_only=True):
    """One published answer and what it counts."""

    value: int
    text: Text


class Item(Value, frozen=True, kw_only=True):
    """One published item; `reverse` counts it from the other end of its answers.

    `stem` and `window` are those of the instrument where the item has none of its own.
    """

    id: Id
    text: Text
    responses: str
    reverse: bool = False
    stem: Text | None = None
    window: Window | None = None
    risk: Rule | None = None


class Scale(Value, frozen=True, kw_only=True):
    """A score: the sum or mean of items, times `multiply`, plus `add`.

    With up to `most_missing` items skipped, the mean of the others stands in for them.
    `lookup` turns the sum of all items into what the published `table` gives for it.
    `variant` says whose way of scoring it is, where sources differ.
    """

    name: Name
    items: Annotated[tuple[Id, ...], Meta(min_length=1)]
    higher_is: Better
    method: Literal["sum", "mean", "lookup"] = "sum"
    multiply: Positive = 1
    add: float = 0
    most_missing: Annotated[int, Meta(ge=0)] = 0
    missing_rule: Literal["none", "mean_of_others"] = "none"
    table: tuple[tuple[int, float], ...] = ()
    variant: str = ""


class Band(Value, frozen=True, kw_only=True, rename={"low": "from", "high": "to"}):
    """A published range of a scale, both ends included."""

    scale: Name
    name: Told
    low: float
    high: float
    source: Told
    confirmed: bool


class Params(Value, frozen=True, kw_only=True):
    """One instrument as published: its wording is part of its numbers.

    `introduction` and `stem` are published words too: said once, or with every item;
    `credit` is what its holder wants to be read with it. `sha256` names the wording:
    another one is refused. With `unaltered`, the licence allows no other.
    """

    id: Id
    version: Annotated[int, Meta(ge=1)]
    source: Told
    licence: Licence
    window: Window
    unaltered: bool = False
    sha256: Annotated[str, Meta(pattern="^([0-9a-f]{64})?$")] = ""
    introduction: Mapping[Packaged, Told] = {}
    stem: Mapping[Packaged, Told] = {}
    credit: str = ""
    items: Annotated[tuple[Item, ...], Meta(min_length=1)]
    response_sets: Mapping[str, Annotated[tuple[Option, ...], Meta(min_length=2)]]
    scales: Annotated[tuple[Scale, ...], Meta(min_length=1)]
    bands: tuple[Band, ...] = ()
    published: tuple[Figure, ...] = ()
    substitute: str | None = None

    def options(self, item: Item) -> tuple[Option, ...]:
        """Return the answers of an item in their published order."""
        return self.response_sets[item.responses]

    def stem_of(self, item: Item) -> Text:
        """Return what is read before an item."""
        return self.stem if item.stem is None else item.stem

    @property
    def wording_sha256(self) -> str:
        """Name the wording in all its languages: introduction, stem, items, answers."""
        items = [
            (item.text, self.stem_of(item), [one.text for one in self.options(item)])
            for item in self.items
        ]
        said = (self.introduction, self.stem, self.credit, items)
        written = msgspec.json.encode(said, order="sorted")
        return hashlib.sha256(written).hexdigest()

    def range_of(self, scale: Scale) -> tuple[float, float]:
        """Return the least and the most that a scale can come to."""
        if scale.method == "lookup":
            values = [value for _, value in scale.table]
            return min(values), max(values)
        by_id = {item.id: item for item in self.items}
        ends = [points_of(self.options(by_id[name])) for name in scale.items]
        least, most = (sum(end) for end in zip(*ends, strict=True))
        of = len(ends) if scale.method == "mean" else 1
        return (
            least / of * scale.multiply + scale.add,
            most / of * scale.multiply + scale.add,
        )


def points_of(options: Sequence[Option]) -> tuple[int, int]:
    """Return the fewest and the most points that answers count."""
    values = [option.value for option in options]
    return min(values), max(values)


class Words(Value, frozen=True, kw_only=True):
    """What we say around the items; `wording` is the published language they get."""

    title: str
    wording: Packaged
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


class RiskWords(Words, frozen=True, kw_only=True):
    """What is said besides, before a measure with an answer that must be passed on."""

    passed_on_title: str
    passed_on: str


class File(Value, frozen=True, kw_only=True):
    """The whole file; its words may be those of the file it is `like`."""

    about: About
    params: Params
    like: FileName = ""
    text: Mapping[Packaged, Mapping[str, Any]]
