"""The rows that a questionnaire yields."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, TypeAlias, cast

import msgspec
from msgspec import Meta

from pod.modules.questionnaire.declared import Params
from pod.settings import Packaged
from pod.values import TimedBy, Value

NotNegative: TypeAlias = Annotated[float, Meta(ge=0)]
ONE_PER_REVISION = {"once_per": ("revision",)}
"""An item is answered once in each revision."""


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
        Packaged | None, Meta(description="published language the item was shown in")
    ] = None


def row_of(instrument: Params) -> type[Row]:
    """Return the row type that takes this instrument's items and their values only."""
    answers = {
        item.id: [option.value for option in instrument.options(item)]
        for item in instrument.items
    }
    values = [value for of in answers.values() for value in of]
    item = Meta(
        pattern=f"^({'|'.join(answers)})$",
        description="the item's id",
        extra=ONE_PER_REVISION,
    )
    points = Annotated[int, Meta(ge=min(values), le=max(values))]
    value = Meta(description="what the answer counts, points; empty: skipped")
    kind = msgspec.defstruct(
        "Row",
        [("item", Annotated[str, item]), ("value", Annotated[points | None, value])],
        bases=(Row,),
        namespace={"__post_init__": refusing(answers)},
        module=__name__,
        frozen=True,
        kw_only=True,
    )
    return cast("type[Row]", kind)


def refusing(answers: Mapping[str, Sequence[int]]) -> Callable[[Row], None]:
    """Return what refuses a row whose value is no answer to its item."""

    def post_init(self: Row) -> None:
        if self.value is not None and self.value not in answers[self.item]:
            raise ValueError(f"{self.value} is no answer to {self.item}")

    return post_init
