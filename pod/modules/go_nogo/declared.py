"""What go/no-go needs, says and keeps."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.trial import TrialRow
from pod.trials import Laddered, TimedWords
from pod.values import Button

Kind: TypeAlias = Literal["circle", "square"]


class Params(Laddered, frozen=True, kw_only=True):
    """Numbers the study team may change, within sense.

    With a `ladder` it is the training: the window, in ms, follows the person.
    """

    practice_trials: Annotated[int, Meta(ge=4, le=40)]
    blocks: Annotated[int, Meta(ge=1, le=8)]
    block_trials: Annotated[int, Meta(ge=8, le=80)]
    nogo_share: Annotated[float, Meta(ge=0.1, le=0.5)]
    stimulus_ms: Annotated[float, Meta(ge=250, le=1000)]
    window_ms: Annotated[float, Meta(ge=500, le=2000)]
    gap_least_ms: Annotated[int, Meta(ge=300, le=2000)]
    gap_most_ms: Annotated[int, Meta(ge=300, le=2000)]


class Words(TimedWords, frozen=True, kw_only=True):
    """What is said to the person."""

    look_title: str
    look: str
    circle: str
    square: str
    said_wait: str
    said_press: str
    well_squares: str
    well_circles: str
    tip_look: str
    tip_circle: str


def is_correct(*, shown: Kind, button: Button | None) -> bool:
    """Tell whether a circle was pressed or a square left alone."""
    return (button is None) == (shown == "square")


class Row(TrialRow, frozen=True, kw_only=True):
    """One trial."""

    shown: Annotated[Kind, Meta(description="circle: press; square: hold back")]
    correct: Annotated[
        bool,
        Meta(
            description="pressed a circle or left a square",
            extra={"worked_out_by": is_correct},
        ),
    ]

    def __post_init__(self) -> None:
        """Refuse what contradicts itself, and whatever any trial refuses."""
        TrialRow.__post_init__(self)
        if self.correct != is_correct(shown=self.shown, button=self.button):
            raise ValueError("correct does not agree with shown and button")
