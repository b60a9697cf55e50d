"""What the plots of one score show together: everybody, and those who were chosen."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pod.bundle.released import Point
from pod.evaluation.analysis.frame import Bools
from pod.evaluation.viewing.trends import (
    Bin,
    Level,
    Trend,
    edges_of,
    levels,
    spread,
    too_like,
)

Group: TypeAlias = Literal["everybody", "chosen"]
ENDS: tuple[Point, Point] = ("first", "last")


@dataclass(frozen=True)
class Board:
    """Trajectories by group, and how scores of one group are spread at both ends.

    `count` is how many are chosen, None where that is withheld. `too_like` says that
    everybody else is a small group, so that nothing is counted of the chosen.
    """

    count: int | None
    too_like: bool
    trajectories: tuple[tuple[Group, tuple[Level, ...]], ...]
    among: Group
    spread: tuple[tuple[Point, tuple[Bin, ...]], ...]
    who: Bools
    """Those who may be counted as they were chosen; everybody, where none may."""


def board_of(trend: Trend, chosen: Bools, threshold: int) -> Board:
    """Return what is shown once these people are chosen; all small groups withheld."""
    count, like = int(chosen.sum()), too_like(chosen, threshold)
    everybody = trend.everybody()
    own = bool(count) and not like
    told: list[tuple[Group, tuple[Level, ...]]] = [
        ("everybody", levels(trend, everybody, threshold))
    ]
    if own:
        told.append(("chosen", levels(trend, chosen, threshold)))
    who, edges = (chosen if own else everybody), edges_of(trend.scored)
    return Board(
        count=None if 0 < count < threshold or like else count,
        too_like=like,
        trajectories=tuple(told),
        among="chosen" if own else "everybody",
        spread=tuple(
            (end, spread(trend.scored.at(end)[who], edges, threshold)) for end in ENDS
        ),
        who=who,
    )
