"""What the three conflict activities need, say and keep."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.script import Side
from pod.trial import TrialRow
from pod.trials import Laddered, TimedWords
from pod.values import Button

Condition: TypeAlias = Literal["congruent", "neutral", "incongruent"]
CONDITIONS: tuple[Condition, ...] = ("congruent", "neutral", "incongruent")
SIDES: tuple[Side, Side] = ("left", "right")
MOST_OF_ONE = 0.7
"""The share of a block that one condition may have, so that no run has to be long."""


class Params(Laddered, frozen=True, kw_only=True):
    """Numbers the study team may change, within sense.

    `congruent`, `neutral` and `incongruent` are trials of a block, half on each side;
    practice has `practice_each` of every kind that the block has. With a `ladder` it is
    the training: the window, in ms, follows the person.
    """

    practice_each: Annotated[int, Meta(ge=2, le=8, multiple_of=2)]
    blocks: Annotated[int, Meta(ge=1, le=8)]
    congruent: Annotated[int, Meta(ge=2, le=40, multiple_of=2)]
    neutral: Annotated[int, Meta(ge=0, le=40, multiple_of=2)]
    incongruent: Annotated[int, Meta(ge=2, le=40, multiple_of=2)]
    longest_run: Annotated[int, Meta(ge=4, le=8)]
    stimulus_ms: Annotated[float, Meta(ge=250, le=2500)]
    window_ms: Annotated[float, Meta(ge=500, le=2500)]
    gap_least_ms: Annotated[int, Meta(ge=300, le=2000)]
    gap_most_ms: Annotated[int, Meta(ge=300, le=2000)]

    def __post_init__(self) -> None:
        """Refuse a block that is nearly all of one condition."""
        counts = (self.congruent, self.neutral, self.incongruent)
        if max(counts) > MOST_OF_ONE * sum(counts):
            raise ValueError("one condition may have at most 7 in 10 of a block")


class Words(TimedWords, frozen=True, kw_only=True):
    """What is said to the person; `first` and `second` name what left and right mean.

    They fill `on_left` and `on_right`, and are the words that stand in coloured ink.
    """

    look_title: str
    look: str
    first: str
    second: str
    on_left: str
    on_right: str
    rule_title: str
    twist_title: str
    twist: str
    said_slow: str
    said_early: str
    well_rule: str
    tip_look: str


def condition_of(*, asked: Side, pull: Side | None) -> Condition:
    """Tell whether the rest of the figure agrees with what is asked."""
    if pull is None:
        return "neutral"
    return "congruent" if pull == asked else "incongruent"


def is_correct(*, asked: Side, button: Button | None) -> bool:
    """Tell whether the button was the one that the rule asks for."""
    return button == asked


class Row(TrialRow, frozen=True, kw_only=True):
    """One trial of any of the three activities."""

    asked: Annotated[
        Side,
        Meta(
            description="button by the rule: middle arrow's way; circle left,"
            " square right; blue ink left, orange ink right"
        ),
    ]
    pull: Annotated[
        Side | None,
        Meta(
            description="side the rest speaks for: other arrows' way; figure's place;"
            " colour the word names; empty when neutral"
        ),
    ]
    condition: Annotated[
        Condition,
        Meta(
            description="congruent: pull is asked; incongruent: pull is the other side",
            extra={"worked_out_by": condition_of},
        ),
    ]
    correct: Annotated[
        bool,
        Meta(
            description="pressed the button asked for, in the window",
            extra={"worked_out_by": is_correct},
        ),
    ]

    def __post_init__(self) -> None:
        """Refuse what contradicts itself, and whatever any trial refuses."""
        TrialRow.__post_init__(self)
        if self.condition != condition_of(asked=self.asked, pull=self.pull):
            raise ValueError("condition does not agree with asked and pull")
        if self.correct != is_correct(asked=self.asked, button=self.button):
            raise ValueError("correct does not agree with asked and button")
