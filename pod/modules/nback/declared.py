"""What n-back needs, says and keeps."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.trial import TrialRow
from pod.trials import TimedWords
from pod.values import Button, Value

Kind: TypeAlias = Literal[
    "triangle", "diamond", "hexagon", "star", "ring", "drop", "circle", "square"
]
Role: TypeAlias = Literal["first", "target", "lure", "other"]
Back: TypeAlias = Annotated[int, Meta(ge=1, le=6)]
SCORED: tuple[int, ...] = (1, 2)
"""The n of the assessment; each is scored by itself."""
LONGEST_MS = 55_000.0
"""A block is kept at its end, and something has to be kept every minute."""


class Follow(Value, frozen=True, kw_only=True):
    """How n follows the person in the training, block by block (Jaeggi type).

    With `few_errors` or fewer in a block n goes up, with `many_errors` or more it goes
    down, by one, within `fewest` and `most`.
    """

    blocks: Annotated[int, Meta(ge=1, le=20)]
    first: Back
    fewest: Back = 1
    most: Back = 6
    few_errors: Annotated[int, Meta(ge=0, le=10)] = 2
    many_errors: Annotated[int, Meta(ge=1, le=20)] = 6

    def __post_init__(self) -> None:
        """Refuse bounds or limits that cross."""
        if not self.fewest <= self.first <= self.most:
            raise ValueError("first must lie between fewest and most")
        if self.few_errors >= self.many_errors:
            raise ValueError("few_errors must be below many_errors")

    def after(self, back: int, errors: int) -> int:
        """Return the n of the next block, after a block with so many errors."""
        up, down = errors <= self.few_errors, errors >= self.many_errors
        return min(max(back + up - down, self.fewest), self.most)


class Params(Value, frozen=True, kw_only=True):
    """Numbers the study team may change, within sense.

    `order` is the n of each block of the assessment; with `follow` instead it is the
    training. Trials are counted without the first n of a block, which have nothing to
    be compared with; the shares are of these trials.
    """

    practice_trials: Annotated[int, Meta(ge=6, le=20)]
    practice_tries: Annotated[int, Meta(ge=1, le=3)]
    practice_goal: Annotated[float, Meta(ge=0, le=1)]
    order: tuple[Annotated[int, Meta(ge=1, le=2)], ...] = ()
    follow: Follow | None = None
    block_trials: Annotated[int, Meta(ge=12, le=40)]
    target_share: Annotated[float, Meta(ge=0.2, le=0.4)]
    lure_share: Annotated[float, Meta(ge=0, le=0.2)]
    gap_ms: Annotated[float, Meta(ge=200, le=2000)]
    stimulus_ms: Annotated[float, Meta(ge=250, le=1500)]
    window_ms: Annotated[float, Meta(ge=800, le=3000)]
    cue_ms: Annotated[float, Meta(ge=1000, le=4000)]
    feedback_ms: Annotated[float, Meta(ge=500, le=3000)]

    def __post_init__(self) -> None:
        """Refuse both forms at once or neither, and blocks too long to be kept."""
        if bool(self.order) == (self.follow is not None):
            raise ValueError("either order or follow, and not both")
        most = self.follow.most if self.follow else max(self.order)
        pace_ms = self.gap_ms + self.window_ms
        block_ms = (self.block_trials + most) * pace_ms
        practice_ms = (self.practice_trials + most) * (pace_ms + self.feedback_ms)
        if self.cue_ms + max(block_ms, practice_ms) > LONGEST_MS:
            raise ValueError("a block may last 55 seconds at most")


class Words(TimedWords, frozen=True, kw_only=True):
    """What is said to the person; `{n}` is how many figures back."""

    look_title: str
    look: str
    same_one: str
    same_more: str
    not_same: str
    first_this: str
    then_this: str
    then_press: str
    later_press: str
    said_keep: str
    said_same: str
    said_not_same: str
    well_same: str
    well_waited: str
    tip_press: str
    tip_wait: str


def is_correct(*, role: Role, button: Button | None) -> bool:
    """Tell whether a figure was pressed if, and only if, it was the same as before."""
    return (button is not None) == (role == "target")


class Row(TrialRow, frozen=True, kw_only=True):
    """One figure."""

    back: Annotated[
        Back, Meta(description="n: how many figures back to compare with, count")
    ]
    shown: Annotated[Kind, Meta(description="the figure")]
    role: Annotated[
        Role,
        Meta(
            description="target: same as n back, press; lure: same as one nearer or "
            "farther than n; first: nothing n back yet, never scored"
        ),
    ]
    correct: Annotated[
        bool,
        Meta(
            description="pressed a target, or left any other figure",
            extra={"worked_out_by": is_correct},
        ),
    ]

    def __post_init__(self) -> None:
        """Refuse what contradicts itself, and whatever any trial refuses."""
        TrialRow.__post_init__(self)
        if self.correct != is_correct(role=self.role, button=self.button):
            raise ValueError("correct does not agree with role and button")
