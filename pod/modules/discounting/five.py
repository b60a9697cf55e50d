"""Five choices that close in on a rate (Koffarnus & Bickel 2014).

Half the amount now against all of it later: after now the delay gets shorter, after
later longer, in steps of 8, 4, 2 and 1 of the 31 delays, from three weeks. That is a
search between the longest delay waited for and the shortest that was not. Where all
five answers are on one side, the 5.5-trial form asks what nobody who attends refuses.
"""

from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import Annotated, TypeAlias

import msgspec
from msgspec import Meta

from pod.modules.discounting.delays import LONGEST, agrees, days_of, said, with_delays
from pod.modules.discounting.offers import (
    Chooser,
    MoneyWords,
    NotNegative,
    Offer,
    Side,
    choices,
    ending,
    opening,
    question,
    said_in,
    side_of,
    step_of,
)
from pod.people import Traits
from pod.script import Chose, Question, Script, ask, keep
from pod.values import TimedBy, Value

Index: TypeAlias = Annotated[int, Meta(ge=1, le=LONGEST)]
Words = with_delays(MoneyWords)
STEPS = 5


class Params(Value, frozen=True, kw_only=True):
    """`half` is the amount now, whole pounds; twice as much is offered later.

    No delay beyond `longest_index` is shown: a site may bound what it asks about. With
    `attention`, answers all on one side are followed by the item of the 5.5-trial form.
    """

    half: Annotated[int, Meta(ge=1, le=500)]
    longest_index: Annotated[int, Meta(ge=16, le=LONGEST)]
    attention: bool


class Bracket(Value, frozen=True):
    """Between which delays the answers lie: waited for `low`, not for `high`.

    0 and 32 stand for what lies beyond the first and the last of the delays.
    """

    low: int = 0
    high: int = LONGEST + 1

    @property
    def found(self) -> bool:
        """Whether nothing is left to ask."""
        return self.high - self.low == 1

    @property
    def index(self) -> int:
        """The delay to ask about next."""
        return (self.low + self.high) // 2

    def within(self, longest: int) -> "Bracket":
        """Pass over, towards shorter delays, what must not be asked about."""
        passed = self
        while not passed.found and passed.index > longest:
            passed = Bracket(passed.low, passed.index)
        return passed

    def after(self, answer: Side) -> "Bracket":
        """Return what is left after the answer about `index`."""
        if answer == "now":
            return Bracket(self.low, self.index)
        return Bracket(self.index, self.high)


def follow(answers: Sequence[Side], longest: int) -> tuple[Bracket, int]:
    """Return what answers, in order, leave open, and how many of them it took."""
    bracket, taken = Bracket().within(longest), 0
    while taken < len(answers) and not bracket.found:
        bracket = bracket.after(answers[taken]).within(longest)
        taken += 1
    return bracket, taken


def one_sided(answers: Sequence[Side]) -> bool:
    """Tell whether all answers were on one side."""
    return len(set(answers)) == 1


class Asked(Value, frozen=True, kw_only=True):
    """One choice to be put: which, about which delay, and what it offers."""

    step: int
    index: Index
    sooner: int
    later: int
    attention: bool = False

    @property
    def offer(self) -> Offer:
        """The offer it makes."""
        delay_days = days_of(self.index)
        return Offer(sooner=self.sooner, later=self.later, delay_days=delay_days)


def next_asked(given: Sequence[Side | None], params: Params) -> Asked | None:
    """Return what to ask after these answers; None when all is asked, or one skipped.

    The attention item offers nothing now, or as much now as later.
    """
    answers = [answer for answer in given if answer]
    if len(answers) < len(given):
        return None
    bracket, taken = follow(answers, params.longest_index)
    step, half, whole = len(answers) + 1, params.half, 2 * params.half
    if not bracket.found:
        return Asked(step=step, index=bracket.index, sooner=half, later=whole)
    wanted = params.attention and one_sided(answers[:taken])
    if not wanted or len(answers) > taken:
        return None
    now = 0 if answers[0] == "now" else whole
    index = max(1, bracket.low)
    return Asked(step=step, index=index, sooner=now, later=whole, attention=True)


class Row(Value, frozen=True, kw_only=True):
    """One choice as it was shown; a later revision replaces the earlier ones."""

    step: Annotated[
        int,
        Meta(
            ge=1,
            le=6,
            description="which choice, from 1",
            extra={"once_per": ("revision",)},
        ),
    ]
    index: Annotated[Index, Meta(description="the delay's published index, from 1")]
    longest_index: Annotated[
        Index, Meta(description="the longest delay that may be shown: index, from 1")
    ] = LONGEST
    sooner: Annotated[
        int, Meta(ge=0, description="amount now as shown, count of pounds")
    ]
    later: Annotated[
        int, Meta(ge=1, description="amount later as shown, count of pounds")
    ]
    delay_days: Annotated[
        float,
        Meta(
            gt=0,
            description="delay as shown, count of days",
            extra={"worked_out_by": days_of},
        ),
    ]
    attention: Annotated[
        bool, Meta(description="the item that tells whether somebody attends")
    ] = False
    choice: Annotated[Side | None, Meta(description="which was chosen; empty: skipped")]
    revision: Annotated[
        int, Meta(ge=0, description="how often this step was answered before, count")
    ] = 0
    rt_ms: Annotated[
        NotNegative | None, Meta(description="ms from the page to the answer, untimed")
    ] = None
    timed_by: Annotated[
        TimedBy | None, Meta(description="whose clock timed the answer")
    ] = None

    def __post_init__(self) -> None:
        """Refuse a delay or amounts that the task never shows."""
        if not agrees(self.delay_days, self.index):
            raise ValueError("delay_days does not agree with index")
        if self.index > self.longest_index:
            raise ValueError("index is longer than longest_index")
        if self.attention and self.sooner not in {0, self.later}:
            raise ValueError("sooner is neither nothing nor all of later")
        if not self.attention and 2 * self.sooner != self.later:
            raise ValueError("sooner is not half of later")


def script(params: Params, words: MoneyWords, _rng: Random) -> Script[None]:
    """Ask until nothing is left open; a skip ends it, since nothing then says where on.

    Somebody who goes back answers the choice before anew: that is a further revision.
    """
    asked_ms = yield from opening(words)
    answers: list[Side | None] = []
    answered = Counter[int]()
    while True:
        asked = next_asked(answers, params)
        page = page_of(asked, words) if asked else ending(words)
        chose = yield from ask(page, "skip" if asked else "next")
        if chose.choice == "back":
            answers.pop()
        elif asked is None:
            return
        else:
            row = row_of(asked, chose, chose.at_ms - asked_ms, params)
            revision = answered[row.step]
            yield from keep(msgspec.structs.replace(row, revision=revision))
            answered[row.step] += 1
            answers.append(row.choice)
        asked_ms = chose.at_ms


def row_of(asked: Asked, chose: Chose, rt_ms: float, params: Params) -> Row:
    """Return what is kept of an answer."""
    return Row(
        step=asked.step,
        index=asked.index,
        longest_index=params.longest_index,
        sooner=asked.sooner,
        later=asked.later,
        delay_days=asked.offer.delay_days,
        attention=asked.attention,
        choice=side_of(chose.choice),
        rt_ms=max(0.0, rt_ms),
        timed_by=chose.timed_by,
    )


def page_of(asked: Asked, words: MoneyWords) -> Question:
    """Return the page of one choice."""
    offered = choices(asked.offer, said(words, asked.index), words)
    step = step_of(words, asked.step, max(asked.step, STEPS))
    return question(offered, words, step, back=asked.step > 1)


def person(params: Params, words: MoneyWords, traits: Traits) -> Chooser:
    """Return somebody to whom waiting costs as much as their traits say."""
    half, whole = params.half, 2 * params.half
    offers = {}
    for index in range(1, LONGEST + 1):
        for now in (half, 0, whole):
            asked = Asked(step=1, index=index, sooner=now, later=whole)
            offers[said_in(page_of(asked, words))] = asked.offer
    return Chooser(traits, offers)
