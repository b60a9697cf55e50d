"""One timed trial: a figure is shown, answered or not, and kept with its stamps."""

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias, TypedDict, TypeVar

from msgspec import Meta

from pod.script import (
    Blank,
    Picture,
    Script,
    Shape,
    Shown,
    pause,
    press_by,
    response,
    show,
)
from pod.values import Button, Press, TimedBy, Value

Phase: TypeAlias = Literal["practice", "test"]
FALSE_START_MS = 100.0
"""Nobody answers a picture this soon: such a press was under way before it."""


class TrialRow(Value, frozen=True, kw_only=True):
    """What the row of any timed trial keeps, so that it can be traced to its press.

    Times are sitting milliseconds, except the device's own stamp. The columns after
    `rt_ms` say where a reaction time comes from; a row can be scored without them.
    `once_per` names the columns within which a column's value comes only once.
    """

    phase: Annotated[Phase, Meta(description="practice, or the trials that count")] = (
        "test"
    )
    block: Annotated[
        int, Meta(ge=1, description="block, or try at practice, from 1")
    ] = 1
    trial: Annotated[
        int,
        Meta(
            ge=1,
            description="place in the block, from 1",
            extra={"once_per": ("phase", "block")},
        ),
    ] = 1
    correct: Annotated[bool, Meta(description="the figure was answered by its rule")]
    button: Annotated[Button | None, Meta(description="first button in the window")]
    rt_ms: Annotated[
        Annotated[float, Meta(ge=0)] | None,
        Meta(description="ms from the figure's onset to the press"),
    ]
    early_presses: Annotated[
        int, Meta(ge=0, description="presses before the figure, count")
    ] = 0
    level: Annotated[
        float | None,
        Meta(description="training only: what moves, in its unit (ms, or steps)"),
    ] = None
    onset_ms: Annotated[
        float | None, Meta(description="sitting ms at which the figure appeared")
    ] = None
    onset_uncertainty_ms: Annotated[
        Annotated[float, Meta(ge=0)] | None,
        Meta(
            description="stated bound of the onset stamp, ms; missing where this pod "
            "was never calibrated"
        ),
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


R = TypeVar("R", bound=TrialRow)


class Traced(TypedDict):
    """The columns of a trial's row that come from its onset and its press."""

    button: Button | None
    rt_ms: float | None
    onset_ms: float
    onset_uncertainty_ms: float | None
    timed_by: TimedBy
    device_ms: float | None
    arrival_ms: float | None
    uncertainty_ms: float | None


def traced(shown: Shown, press: Press | None) -> Traced:
    """Return what a row keeps of a figure's onset and the press that answered it."""
    return Traced(
        button=press.button if press else None,
        rt_ms=press.at_ms - shown.at_ms if press else None,
        onset_ms=shown.at_ms,
        onset_uncertainty_ms=shown.uncertainty_ms,
        timed_by=press.timed_by if press else shown.listening,
        device_ms=press.device_ms if press else None,
        arrival_ms=press.arrival_ms if press else None,
        uncertainty_ms=press.uncertainty_ms if press else None,
    )


class Timing(Value, frozen=True, kw_only=True):
    """When things happen in a trial, ms: the gap before, the figure, the window."""

    gap_ms: float
    stimulus_ms: float
    window_ms: float


class Seen(Value, frozen=True, kw_only=True):
    """What came of one figure: its onset, the first press, presses from before it."""

    shown: Shown
    press: Press | None
    early: int


def one_figure(
    picture: Picture, timing: Timing, buttons: Sequence[Button]
) -> Script[Seen]:
    """Show the cross, then the figure, and take the first press of the window.

    The window always runs to its end, so that no answer changes the pace.
    """
    early = yield from fixate(timing.gap_ms, buttons)
    shown = yield from show(picture)
    press, late = yield from first_press(shown, timing, buttons)
    return Seen(shown=shown, press=press, early=early + late)


def fixate(gap_ms: float, buttons: Sequence[Button]) -> Script[int]:
    """Show the cross for the gap and return how many presses came too early."""
    ends_ms = (yield from show(Shape("cross"))).at_ms + gap_ms
    early = 0
    while (yield from press_by(ends_ms, *buttons)) is not None:
        early += 1
    return early


def first_press(
    shown: Shown, timing: Timing, buttons: Sequence[Button]
) -> Script[tuple[Press | None, int]]:
    """Take the first press of the window, which may outlast the figure.

    Returns the press, and how many presses from before the figure arrived in it.
    """
    closes_ms = shown.at_ms + timing.window_ms
    goes_ms = min(shown.at_ms + timing.stimulus_ms, closes_ms)
    press, early = yield from response(shown.at_ms, goes_ms, *buttons)
    yield from pause(goes_ms)
    yield from show(Blank())
    if press is None:
        press, late = yield from response(shown.at_ms, closes_ms, *buttons, whole=True)
        early += late
    yield from pause(closes_ms)
    return press, early


def in_order(rows: Sequence[R]) -> list[R]:
    """Return rows in the order in which they were played, as far as they tell it."""
    return sorted(rows, key=lambda row: (row.block, row.trial))


def learnt(rows: Sequence[TrialRow], goal: float) -> bool:
    """Tell whether the share of right answers in a try at practice reached the goal."""
    return sum(row.correct for row in rows) >= goal * len(rows)


def false_start(row: TrialRow) -> bool:
    """Tell whether a press came before the figure or too soon to be an answer."""
    return row.early_presses > 0 or (
        row.rt_ms is not None and row.rt_ms < FALSE_START_MS
    )
