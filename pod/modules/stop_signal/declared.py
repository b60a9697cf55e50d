"""What the stop-signal activity needs, says and keeps."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.trial import TrialRow
from pod.trials import Laddered, TimedWords
from pod.values import Button

Side: TypeAlias = Literal["left", "right"]
NotNegative: TypeAlias = Annotated[float, Meta(ge=0)]


class Params(Laddered, frozen=True, kw_only=True):
    """Numbers the study team may change; the assessment's are the guide's.

    With a `ladder` it is the training: it moves the delay, in ms, on stop trials only.
    """

    practice_trials: Annotated[int, Meta(ge=8, le=64, multiple_of=4)]
    blocks: Annotated[int, Meta(ge=1, le=6)]
    block_trials: Annotated[int, Meta(ge=8, le=80, multiple_of=4)]
    stop_share: Annotated[float, Meta(ge=0.1, le=0.4)]
    longest_run: Annotated[int, Meta(ge=2, le=8)]
    first_ssd_ms: Annotated[float, Meta(ge=50, le=1000)]
    least_ssd_ms: Annotated[float, Meta(ge=16, le=200)]
    step_ms: Annotated[float, Meta(ge=16, le=100)]
    max_rt_ms: Annotated[float, Meta(ge=1000, le=2000)]
    blank_ms: Annotated[float, Meta(ge=250, le=2000)]
    fixation_ms: Annotated[float, Meta(ge=100, le=1000)]


class Words(TimedWords, frozen=True, kw_only=True):
    """What is said to the person."""

    follow_title: str
    left: str
    right: str
    frame_title: str
    frame: str
    frame_late: str
    no_wait: str
    said_stopped: str
    said_side: str
    said_slow: str
    said_early: str
    said_frame: str
    well_arrows: str
    tip_press: str
    tip_wait: str
    tip_stop: str


def is_correct(*, button: Button | None, side: Side, stop: bool) -> bool:
    """Tell whether the arrow's button was pressed, or none on a stop trial."""
    return button == (None if stop else side)


class Row(TrialRow, frozen=True, kw_only=True):
    """One trial."""

    side: Annotated[Side, Meta(description="the way the arrow pointed")]
    stop: Annotated[bool, Meta(description="whether this was a stop trial")]
    ssd_ms: Annotated[
        NotNegative | None,
        Meta(description="stop-signal delay used: planned, ms; stop trials only"),
    ]
    correct: Annotated[
        bool,
        Meta(
            description="the arrow's button, or none on a stop trial",
            extra={"worked_out_by": is_correct},
        ),
    ]
    ssd_shown_ms: Annotated[
        float | None,
        Meta(description="measured delay, ms; empty when a press came before it"),
    ] = None

    def __post_init__(self) -> None:
        """Refuse what contradicts itself, and whatever any trial refuses."""
        TrialRow.__post_init__(self)
        if self.stop != (self.ssd_ms is not None):
            raise ValueError("ssd_ms is the delay of a stop trial, and of no other")
        due = is_correct(button=self.button, side=self.side, stop=self.stop)
        if self.correct != due:
            raise ValueError("correct does not agree with button, side and stop")
