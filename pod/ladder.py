"""How hard a training is just now: it follows the person, within bounds (pure).

A weighted up-down rule (Kaernbach 1991, Percept Psychophys 49:227-229): after a right
answer one step harder, after any other target / (1 - target) steps easier, so that the
share of right answers settles at `target`. Trainings aim inside 70-90 %. Until the
first answer that is not right the steps are longer, so that nobody climbs slowly
through what is far too easy. Somebody who gets fewer than six in ten right is let down
at once, not step by step.
"""

from collections.abc import Sequence
from statistics import fmean
from typing import Annotated, Protocol

import msgspec
from msgspec import Meta

from pod.task import Score, Scores, missing, scored
from pod.values import Value

WATCHED = 10
"""Over how many of the latest trials the share right is watched."""
LEAST_RIGHT = 0.6


class Ladder(Value, frozen=True, kw_only=True):
    """Where a training begins, its bounds and its step, in the unit of what it moves.

    `hardest` may be the smaller number (a shorter time) or the larger one. `search` is
    how many steps a right answer goes before the first that is not right: 1 for none.
    """

    first: float
    easiest: float
    hardest: float
    step: Annotated[float, Meta(gt=0)]
    target: Annotated[float, Meta(ge=0.7, le=0.9)] = 0.8
    search: Annotated[int, Meta(ge=1, le=8)] = 1

    def __post_init__(self) -> None:
        """Refuse a start outside the bounds, or bounds that are one."""
        if self.easiest == self.hardest or self.within(self.first) != self.first:
            raise ValueError("first must lie between easiest and hardest")

    def within(self, level: float) -> float:
        """Return the level, or the bound it has passed."""
        low, high = sorted((self.easiest, self.hardest))
        return min(max(level, low), high)


class Rung(Value, frozen=True):
    """The level of the next trial, and whether the latest trials were right.

    `searching`: all have been right so far.
    """

    level: float
    latest: tuple[bool, ...] = ()
    searching: bool = True


def after(rung: Rung, ladder: Ladder, *, right: bool) -> Rung:
    """Return the next rung: harder after a right answer, easier after any other."""
    latest = (*rung.latest, right)[-WATCHED:]
    if len(latest) == WATCHED and sum(latest) < LEAST_RIGHT * WATCHED:
        return Rung((rung.level + ladder.easiest) / 2, searching=False)
    searching = rung.searching and right
    harder = ladder.search if searching else 1
    steps = harder if right else -ladder.target / (1 - ladder.target)
    way = 1 if ladder.hardest > ladder.easiest else -1
    level = ladder.within(rung.level + way * steps * ladder.step)
    return Rung(level, latest, searching)


class Climbed(Protocol):
    """A training trial's row."""

    @property
    def level(self) -> float | None:
        """How hard it was, in the unit of what moves."""

    @property
    def correct(self) -> bool:
        """Whether it was right."""


def reached(rows: Sequence[Climbed], ladder: Ladder) -> Ladder:
    """Return the ladder from where these rows ended: there is nothing to search for."""
    levels = [row.level for row in rows if row.level is not None]
    if not levels:
        return ladder
    first = ladder.within(levels[-1])
    return msgspec.structs.replace(ladder, first=first, search=1)


def trained(rows: Sequence[Climbed], why_none: str = "no_rows") -> Scores:
    """Score a training from its rows in order: where it began and ended, share right.

    `level_first` and `level_last` are in the unit of what moves; `right` is a share
    0..1; `n` is a count. They say how practice went; they measure nobody.
    """
    if not rows:
        names = ("level_first", "level_last", "right", "n")
        return dict.fromkeys(names, missing(why_none))
    levels = [row.level for row in rows if row.level is not None]
    return {
        "level_first": _only(levels[:1]),
        "level_last": _only(levels[-1:]),
        "right": scored(fmean(row.correct for row in rows)),
        "n": scored(len(rows)),
    }


def _only(level: Sequence[float]) -> Score:
    return scored(level[0]) if level else missing("no_levels")
