"""What the watch needs, says and keeps."""

from typing import Annotated

from msgspec import Meta

from pod.trial import FALSE_START_MS, TrialRow
from pod.trials import Laddered, TimedWords


class Params(Laddered, frozen=True, kw_only=True):
    """Numbers the study team may change, within sense.

    A block lasts `watch_ms` at most. With a `ladder` it is the training: the time in
    which the press must come, in ms, follows the person.
    """

    practice_trials: Annotated[int, Meta(ge=2, le=20)]
    blocks: Annotated[int, Meta(ge=1, le=4)]
    watch_ms: Annotated[float, Meta(ge=30_000, le=180_000)]
    window_ms: Annotated[float, Meta(ge=1000, le=30_000)]
    gap_least_ms: Annotated[int, Meta(ge=1000, le=10_000)]
    gap_most_ms: Annotated[int, Meta(ge=1000, le=10_000)]


class Words(TimedWords, frozen=True, kw_only=True):
    """What is said to the person."""

    look_title: str
    look: str
    circle: str
    said_slow: str
    said_early: str
    well_watched: str
    tip_look: str


def is_correct(*, rt_ms: float | None, early_presses: int) -> bool:
    """Tell whether the press came in time, and neither before the circle nor with it.

    A press within 100 ms was under way before there was anything to see.
    """
    return early_presses == 0 and rt_ms is not None and rt_ms >= FALSE_START_MS


class Row(TrialRow, frozen=True, kw_only=True):
    """One circle."""

    correct: Annotated[
        bool,
        Meta(
            description="pressed in time, and not too soon",
            extra={"worked_out_by": is_correct},
        ),
    ]
    early_presses: Annotated[
        int, Meta(ge=0, description="presses before the circle, count")
    ]
    gap_ms: Annotated[
        Annotated[float, Meta(ge=0)] | None,
        Meta(description="ms from the trial's beginning to the circle, as dealt"),
    ] = None
    window_ms: Annotated[
        Annotated[float, Meta(gt=0)] | None,
        Meta(description="how long a press was waited for, ms"),
    ] = None

    def __post_init__(self) -> None:
        """Refuse what contradicts itself, and whatever any trial refuses."""
        TrialRow.__post_init__(self)
        due = is_correct(rt_ms=self.rt_ms, early_presses=self.early_presses)
        if self.correct != due:
            raise ValueError("correct does not agree with rt_ms and early_presses")
