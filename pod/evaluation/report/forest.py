"""Estimates under one another, each a square on its interval, with its numbers."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from pod.evaluation.report.drawing import (
    CARD,
    INK,
    MUTED,
    OUTLINE,
    PANEL,
    TEAL,
    Room,
    bare,
    drawn,
    svg_of,
)
from pod.evaluation.report.numbers import WITHHELD
from pod.evaluation.statistics.estimate import Estimate
from pod.values import Value

ROW, TALLEST, LONGEST = 0.38, 8.6, 34
"""Inches a row and a figure may take; letters of a name that are drawn."""
ROOM = Room(1.75, 1.85)


class Drawn(Value, frozen=True):
    """A row: its name, its estimate (None is withheld), and what is written beside.

    A `heading` has its name alone.
    """

    name: str
    estimate: Estimate | None = None
    beside: str = ""
    filled: bool = True
    pooled: bool = False
    heading: bool = False


def forest(rows: Sequence[Drawn], told: str) -> str:
    """Return the rows as SVG, the first on top; `told` names the axis."""
    row = min(ROW, TALLEST / max(len(rows), 1))
    size = 9 if row == ROW else 6.5
    with drawn(row * len(rows) + 0.75, ROOM) as (figure, (axes,)):
        placed = list(enumerate(reversed(rows)))
        _intervals(axes, [(y, one) for y, one in placed if one.estimate])
        for y, one in placed:
            _words(axes, y, one, size)
        _frame(axes, len(rows), told)
        return svg_of(figure)


def _words(axes: Axes, y: float, one: Drawn, size: float) -> None:
    """Write a row's name at its left and its numbers at its right."""
    across = axes.get_yaxis_transform()
    if one.heading:
        name = axes.text(-0.03, y, one.name, transform=across, ha="right")
        name.set(va="center", size=size, color=MUTED)
        return
    said, colour = (one.beside, INK) if one.estimate else (WITHHELD, MUTED)
    name = axes.text(-0.03, y, _short(one.name), transform=across, ha="right")
    beside = axes.text(1.03, y, said, transform=across, color=colour)
    for text in (name, beside):
        text.set(va="center", size=size)


def _intervals(axes: Axes, rows: Sequence[tuple[int, Drawn]]) -> None:
    """Draw all intervals at once, then squares, then the pooled diamond."""
    alone = [(y, one.estimate, one) for y, one in rows if not one.pooled]
    for y, found, one in alone:
        if found is not None:
            axes.plot(
                *([found.value], [y]),
                marker="s",
                ms=6,
                mfc=TEAL if one.filled else CARD,
                mec=TEAL,
                mew=1.4,
                zorder=3,
            )
    held = [(y, found) for y, found, _ in alone if found is not None]
    places = [y for y, _ in held]
    lows, highs = [one.low for _, one in held], [one.high for _, one in held]
    axes.hlines(places, lows, highs, color=INK, lw=1.4, zorder=2)
    axes.plot([*lows, *highs], [*places, *places], "|", color=INK, ms=6, zorder=2)
    for y, one in rows:
        if one.pooled and (found := one.estimate) is not None:
            across = [found.low, found.value, found.high, found.value]
            axes.fill(across, [y, y + 0.32, y, y - 0.32], color=TEAL, zorder=3)


def _frame(axes: Axes, many: int, told: str) -> None:
    """Draw the line of no change, and name the axis."""
    axes.set_ylim(-0.6, many - 0.4)
    axes.set_yticks([])
    axes.axvline(0, color=OUTLINE, lw=1, zorder=1)
    axes.grid(axis="x", color=PANEL, lw=0.8, zorder=0)
    axes.set_axisbelow(True)
    axes.set_xlabel(told)
    bare(axes)


def _short(name: str) -> str:
    """Return a name that leaves room for the figure."""
    return (
        name
        if len(name) <= LONGEST
        else f"{name[: LONGEST - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
    )
