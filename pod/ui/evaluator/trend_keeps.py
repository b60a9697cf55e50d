"""What is saved of each plot of one score: the figure, and the numbers behind it."""

from collections.abc import Callable
from typing import TypeAlias

from pod.evaluation.viewing.board import Board
from pod.evaluation.viewing.trends import crossed
from pod.evaluation.viewing.work import Known
from pod.ui.evaluator.crosstab import HEADER, LIMITS, crossed_rows, crosstab
from pod.ui.evaluator.keeping import Keep
from pod.ui.evaluator.plots import Plot
from pod.ui.evaluator.trend_rows import (
    LEVELS,
    SPREAD,
    TIMES,
    level_rows,
    spread_rows,
    times_rows,
)
from pod.ui.evaluator.words import TrendsWords

Kept: TypeAlias = Callable[[Plot, TrendsWords, Known, Board], Keep | None]


def kept_dots(plot: Plot, text: TrendsWords, known: Known, board: Board) -> Keep | None:
    """Return people counted by first and last measure: nobody by themselves."""
    if known.trend is None:
        return None
    told = crossed(known.trend, board.who, known.threshold)
    name = "-".join(known.trend.key)
    figure = crosstab(plot.paper, text, f"{name}: {text.counts}", told)
    rows = list(crossed_rows(told, text.cannot))
    return Keep(figure, f"first-last-{name}", (*HEADER, LIMITS), rows)


def kept_means(plot: Plot, text: TrendsWords, known: Known, board: Board) -> Keep:
    """Return the trajectories."""
    rows = list(level_rows(board, text.cannot))
    return Keep(plot, _named("trajectory", known), LEVELS, rows)


def kept_spread(plot: Plot, text: TrendsWords, known: Known, board: Board) -> Keep:
    """Return how scores are spread."""
    rows = list(spread_rows(board, text.cannot))
    return Keep(plot, _named("spread", known), SPREAD, rows)


def kept_times(plot: Plot, text: TrendsWords, known: Known, board: Board) -> Keep:
    """Return the reaction times of all trials; who is chosen makes no difference."""
    del board
    rows = list(times_rows(known.times, text.cannot))
    return Keep(plot, "reaction-times", TIMES, rows)


def _named(what: str, known: Known) -> str:
    return "-".join((what, *(known.trend.key if known.trend else ())))
