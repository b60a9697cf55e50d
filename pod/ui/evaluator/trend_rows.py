"""The numbers behind the plots of one score, as they are saved."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from pod.evaluation.viewing.board import Board
from pod.evaluation.viewing.trials import Times

Row: TypeAlias = Sequence[object]
LIMITS = "cannot_show"
LEVELS = ("group", "point", "people", "mean", "low", "high", LIMITS)
SPREAD = ("group", "point", "from", "below", "people", LIMITS)
TIMES = ("task", "point", "from_ms", "below_ms", "trials", LIMITS)
HELD = "withheld"


def level_rows(board: Board, limits: str) -> Iterator[Row]:
    """Return a line for each group at each point."""
    for group, levels in board.trajectories:
        for one in levels:
            told = (one.n, one.mean, one.low, one.high)
            shown = told if one.n is not None else (HELD,) * len(told)
            yield (group, one.point, *shown, limits)


def spread_rows(board: Board, limits: str) -> Iterator[Row]:
    """Return a line for each bin at each end."""
    for point, bins in board.spread:
        for one in bins:
            told = HELD if one.n is None else one.n
            yield (board.among, point, one.low, one.high, told, limits)


def times_rows(times: Sequence[Times], limits: str) -> Iterator[Row]:
    """Return a line for each bin of each point's reaction times."""
    for some in times:
        for one in some.bins:
            told = HELD if one.n is None else one.n
            yield (some.task, some.point, one.low, one.high, told, limits)
