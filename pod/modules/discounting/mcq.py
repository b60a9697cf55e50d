"""The 27-item monetary choice questionnaire (Kirby, Petry & Bickel 1999).

The items come from the data file, amounts in pounds, and each row keeps what was shown:
rates are computed from that, since copies of the items with other delays are about.
"""

from collections import Counter
from random import Random
from typing import Annotated, TypeAlias

from msgspec import Meta

from pod.modules.discounting.offers import (
    Chooser,
    MoneyWords,
    NotNegative,
    Offer,
    Side,
    choices,
    ending,
    even_rate,
    opening,
    question,
    said_in,
    side_of,
    step_of,
)
from pod.people import Traits
from pod.script import Question, Script, ask, keep
from pod.values import TimedBy, Value

ITEMS = 27
Number: TypeAlias = Annotated[int, Meta(ge=1, le=ITEMS)]


class Item(Value, frozen=True, kw_only=True):
    """One published item: whole pounds now, whole pounds later, whole days between."""

    item: Number
    sooner: Annotated[int, Meta(ge=1)]
    later: Annotated[int, Meta(ge=2)]
    delay_days: Annotated[int, Meta(ge=1)]

    @property
    def offer(self) -> Offer:
        """The offer it makes."""
        return Offer(sooner=self.sooner, later=self.later, delay_days=self.delay_days)


class Params(Value, frozen=True, kw_only=True):
    """The items in the order in which they are asked."""

    items: Annotated[tuple[Item, ...], Meta(min_length=ITEMS, max_length=ITEMS)]


class Words(MoneyWords, frozen=True, kw_only=True):
    """What is said to the person."""

    days: str


class Row(Value, frozen=True, kw_only=True):
    """One choice as it was shown; a later revision replaces the earlier ones."""

    item: Annotated[
        Number,
        Meta(
            description="the published item's number, from 1",
            extra={"once_per": ("revision",)},
        ),
    ]
    sooner: Annotated[
        int, Meta(ge=1, description="amount now as shown, count of pounds")
    ]
    later: Annotated[
        int, Meta(ge=2, description="amount later as shown, count of pounds")
    ]
    delay_days: Annotated[int, Meta(ge=1, description="delay as shown, count of days")]
    choice: Annotated[Side | None, Meta(description="which was chosen; empty: skipped")]
    revision: Annotated[
        int, Meta(ge=0, description="how often the item was answered before, count")
    ] = 0
    rt_ms: Annotated[
        NotNegative | None, Meta(description="ms from the page to the answer, untimed")
    ] = None
    timed_by: Annotated[
        TimedBy | None, Meta(description="whose clock timed the answer")
    ] = None

    def __post_init__(self) -> None:
        """Refuse an offer that is no choice between less now and more later."""
        if self.later <= self.sooner:
            raise ValueError("later must be more than sooner")

    @property
    def k_per_day(self) -> float:
        """The rate at which both are worth the same as they were shown."""
        return even_rate(self.sooner, self.later, self.delay_days)


def script(params: Params, words: Words, _rng: Random) -> Script[None]:
    """Ask every item, again where somebody goes back: that is a further revision."""
    asked_ms, at, answered = (yield from opening(words)), 0, Counter[int]()
    while at < len(params.items):
        item = params.items[at]
        chose = yield from ask(page(params, words, at), "skip")
        if chose.choice != "back":
            yield from keep(
                Row(
                    item=item.item,
                    sooner=item.sooner,
                    later=item.later,
                    delay_days=item.delay_days,
                    choice=side_of(chose.choice),
                    revision=answered[item.item],
                    rt_ms=max(0.0, chose.at_ms - asked_ms),
                    timed_by=chose.timed_by,
                )
            )
            answered[item.item] += 1
        at += -1 if chose.choice == "back" else 1
        if at == len(params.items):
            chose = yield from ask(ending(words), "next")
            at -= chose.choice == "back"
        asked_ms = chose.at_ms


def page(params: Params, words: Words, at: int) -> Question:
    """Return the page of one item."""
    item = params.items[at]
    delay = words.days.format(days=item.delay_days)
    step = step_of(words, at + 1, len(params.items))
    return question(choices(item.offer, delay, words), words, step, back=at > 0)


def person(params: Params, words: Words, traits: Traits) -> Chooser:
    """Return somebody to whom waiting costs as much as their traits say."""
    pages = [(page(params, words, at), one) for at, one in enumerate(params.items)]
    return Chooser(traits, {said_in(asked): item.offer for asked, item in pages})
