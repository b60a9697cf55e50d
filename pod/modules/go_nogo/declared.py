"""What go/no-go needs, says and keeps."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.values import Button, TimedBy, Value

Kind: TypeAlias = Literal["circle", "square"]
Phase: TypeAlias = Literal["practice", "test"]


class Params(Value, frozen=True, kw_only=True):
    """Numbers the study team may change, within sense."""

    practice_trials: Annotated[int, Meta(ge=4, le=40)]
    practice_tries: Annotated[int, Meta(ge=1, le=3)]
    practice_goal: Annotated[float, Meta(ge=0, le=1)]
    blocks: Annotated[int, Meta(ge=1, le=8)]
    block_trials: Annotated[int, Meta(ge=8, le=80)]
    nogo_share: Annotated[float, Meta(ge=0.1, le=0.5)]
    stimulus_ms: Annotated[float, Meta(ge=250, le=1000)]
    window_ms: Annotated[float, Meta(ge=500, le=2000)]
    gap_least_ms: Annotated[int, Meta(ge=300, le=2000)]
    gap_most_ms: Annotated[int, Meta(ge=300, le=2000)]
    feedback_ms: Annotated[float, Meta(ge=500, le=3000)]


class Words(Value, frozen=True, kw_only=True):
    """What is said to the person."""

    title: str
    look_title: str
    look: str
    minutes: str
    timing: str
    circle: str
    square: str
    mistakes: str
    again_title: str
    help_title: str
    help: str
    help_or: str
    ready_title: str
    said_right: str
    said_wait: str
    said_press: str
    part_done: str
    well_title: str
    well_squares: str
    well_circles: str
    well_going: str
    tip_title: str
    tip_look: str
    tip_circle: str
    tip_same: str
    done_title: str
    done: str
    back: str
    next: str
    try_it: str
    start: str
    go_on: str
    stop: str


class Row(Value, frozen=True, kw_only=True):
    """One trial; times are sitting milliseconds."""

    phase: Annotated[Phase, Meta(description="practice, or the trials that count")]
    block: Annotated[int, Meta(ge=1, description="block, or try at practice, from 1")]
    trial: Annotated[int, Meta(ge=1, description="place in the block, from 1")]
    shown: Annotated[Kind, Meta(description="circle: press; square: hold back")]
    button: Annotated[Button | None, Meta(description="first button in the window")]
    rt_ms: Annotated[
        float | None, Meta(description="ms from the figure's onset to the press")
    ]
    correct: Annotated[bool, Meta(description="pressed a circle or left a square")]
    early_presses: Annotated[
        int, Meta(ge=0, description="presses in the gap before the figure, count")
    ] = 0
    onset_ms: Annotated[
        float | None, Meta(description="sitting ms at which the figure appeared")
    ] = None
    timed_by: Annotated[
        TimedBy | None,
        Meta(description="whose clock timed the press, or would have timed one"),
    ] = None
    device_ms: Annotated[
        float | None, Meta(description="the device's own raw stamp, device ms")
    ] = None
    arrival_ms: Annotated[
        float | None, Meta(description="sitting ms at which the press arrived")
    ] = None
    uncertainty_ms: Annotated[
        float | None, Meta(description="published bound of the clock map, ms")
    ] = None

    def __post_init__(self) -> None:
        """Refuse a press without its time, or a time without its press."""
        if (self.button is None) != (self.rt_ms is None):
            raise ValueError("button and rt_ms go together: both or neither")
