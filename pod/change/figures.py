"""What is published of a scale, and what a higher score of it means."""

from collections.abc import Sequence
from typing import Annotated, Literal, Protocol, TypeAlias, runtime_checkable

from msgspec import Meta

from pod.values import Value

Better: TypeAlias = Literal["better", "worse"]
What: TypeAlias = Literal[
    "alpha",
    "retest",
    "mean",
    "sd",
    "sem",
    "cut_off",
    "reliable_change",
    "important_change",
]


class Figure(Value, frozen=True, kw_only=True):
    """A published figure of a scale; `confirmed` only if it was read in the source.

    Reliabilities are 0..1, the others in the scale's unit. Spreads and reliabilities
    are used together only where both are of the same `population`. `percent` is the
    confidence that a reliable change was published with.
    """

    scale: str
    what: What
    value: float
    source: Annotated[str, Meta(min_length=1)]
    population: str = ""
    group: Literal["clinical", "general", ""] = ""
    percent: Annotated[int, Meta(ge=50, le=99)] | None = None
    confirmed: bool


class Scaled(Protocol):
    """A scale, as far as change is concerned."""

    @property
    def name(self) -> str:
        """Its score's name."""

    @property
    def higher_is(self) -> Better:
        """What a higher score means."""


@runtime_checkable
class Instrument(Protocol):
    """A measure that has scales, and figures published of them."""

    @property
    def scales(self) -> Sequence[Scaled]:
        """Its scales."""

    @property
    def published(self) -> Sequence[Figure]:
        """The figures published of them."""
