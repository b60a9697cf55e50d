"""What looking ahead needs, says, keeps and yields.

Episodic future thinking by pictures. Somebody picks a card of something good that lies
ahead, says how clearly they see it, then chooses between money now and later with it in
view. The delay follows the person: longer after waiting, shorter after taking less now.
That steers practice and judges nobody: no choice is right.
"""

from collections.abc import Sequence
from statistics import fmean
from typing import Annotated, Literal, TypeAlias, get_args

import msgspec
from msgspec import Meta

from pod.ladder import Ladder, reached, trained
from pod.modules.discounting.delays import LONGEST, agrees, days_of, with_delays
from pod.modules.discounting.offers import MoneyWords, NotNegative, Side
from pod.task import Scores, missing, scored
from pod.values import TimedBy, Value

Cue: TypeAlias = Literal[
    "visit", "call", "letter", "meal", "sport", "music", "course", "family", "home"
]
CUES: tuple[Cue, ...] = get_args(Cue)
CLEAREST = 2
Pounds: TypeAlias = Annotated[int, Meta(ge=1, le=50)]


class Params(Value, frozen=True, kw_only=True):
    """How many pictures, how many choices with each, amounts now and bounds.

    `halves` are the amounts now, whole pounds; twice as much is offered later. The
    ladder moves over the indices of the delays.
    """

    rounds: Annotated[int, Meta(ge=1, le=4)]
    choices: Annotated[int, Meta(ge=2, le=12)]
    halves: Annotated[tuple[Pounds, ...], Meta(min_length=1)]
    ladder: Ladder

    def __post_init__(self) -> None:
        """Refuse bounds that are no delays, or that grow harder as delays shrink."""
        if not 1 <= self.ladder.easiest < self.ladder.hardest <= LONGEST:
            raise ValueError("the ladder must climb from 1 or more to 31 at most")


class PlainWords(MoneyWords, frozen=True, kw_only=True):
    """What is said to the person, apart from the delays."""

    ahead_title: str
    ahead: str
    changes: str
    changes_how: str
    pick: str
    visit: str
    call: str
    letter: str
    meal: str
    sport: str
    music: str
    course: str
    family: str
    home: str
    clear: str
    clear_0: str
    clear_1: str
    clear_2: str
    see: str
    another_title: str
    another: str
    more: str
    stop: str


Words = with_delays(PlainWords)


def shown_days(index: int | None) -> float | None:
    """Return the delay of an index, days; None where nothing was offered."""
    return None if index is None else days_of(index)


class Row(Value, frozen=True, kw_only=True):
    """One choice with a picture in view; or, with no `cue`, a picture skipped."""

    round: Annotated[int, Meta(ge=1, description="which picture, from 1")] = 1
    trial: Annotated[
        int,
        Meta(
            ge=1,
            description="choice with this picture, from 1",
            extra={"once_per": ("round",)},
        ),
    ]
    cue: Annotated[
        Cue | None, Meta(description="the picture in view; empty: none was picked")
    ]
    clear: Annotated[
        Annotated[int, Meta(ge=0, le=CLEAREST)] | None,
        Meta(description="how clearly it is seen, 0 to 2 steps; empty: skipped"),
    ] = None
    level: Annotated[
        float, Meta(ge=1, le=LONGEST, description="what moves: the index, in steps")
    ]
    index: Annotated[
        Annotated[int, Meta(ge=1, le=LONGEST)] | None,
        Meta(description="the delay's published index, from 1; empty: none offered"),
    ]
    sooner: Annotated[
        Annotated[int, Meta(ge=1)] | None,
        Meta(description="amount now as shown, count of pounds"),
    ]
    later: Annotated[
        Annotated[int, Meta(ge=2)] | None,
        Meta(description="amount later as shown, count of pounds"),
    ]
    delay_days: Annotated[
        float | None,
        Meta(
            description="delay as shown, count of days",
            extra={"worked_out_by": shown_days},
        ),
    ]
    choice: Annotated[Side | None, Meta(description="which was chosen; empty: skipped")]
    rt_ms: Annotated[
        NotNegative | None, Meta(description="ms from the page to the answer, untimed")
    ] = None
    timed_by: Annotated[
        TimedBy | None, Meta(description="whose clock timed the answer")
    ] = None

    def __post_init__(self) -> None:
        """Refuse an offer without a picture, a picture without one, or half of one."""
        offered = {part is not None for part in (self.index, self.sooner, self.later)}
        if offered != {self.cue is not None}:
            raise ValueError("a picture and an offer go together: both or neither")
        if self.cue is None and (self.choice or self.clear is not None):
            raise ValueError("nothing can be chosen or seen without a picture")
        if (self.index is None) != (self.delay_days is None):
            raise ValueError("index and delay_days go together: both or neither")
        if self.index and self.delay_days and not agrees(self.delay_days, self.index):
            raise ValueError("delay_days does not agree with index")
        if self.later is not None and self.later <= (self.sooner or 0):
            raise ValueError("later must be more than sooner")


class Climb(Value, frozen=True):
    """A choice as the ladder sees it: `correct` is the step up, which is waiting."""

    level: float
    correct: bool


def climbs(rows: Sequence[Row]) -> list[Climb]:
    """Return the choices that were answered, in the order in which they were made."""
    ordered = sorted(rows, key=lambda row: (row.round, row.trial))
    return [Climb(row.level, row.choice == "later") for row in ordered if row.choice]


def recall(params: Params, before: Sequence[Row]) -> Params:
    """Begin where it ended the last time."""
    ladder = reached(climbs(before), params.ladder)
    return msgspec.structs.replace(params, ladder=ladder)


def score(rows: Sequence[Row]) -> Scores:
    """Say how practice went: levels, the share 0..1 waited for, and the dose.

    As `pod.ladder.trained`, but for `waited`, since no choice is right. `pictures`
    counts those looked at, `clear` is the mean of how clearly, 0 to 2 steps.
    """
    made, why = climbs(rows), missing("skipped" if rows else "no_rows")
    found = trained(made) if made else dict.fromkeys(trained(made), why)
    seen = {row.round: row.clear for row in rows if row.cue}
    clear = [step for step in seen.values() if step is not None]
    return {
        **{"waited" if name == "right" else name: one for name, one in found.items()},
        "pictures": scored(len(seen)) if rows else why,
        "clear": scored(fmean(clear)) if clear else why,
    }
