"""The figures of one outcome: its course, its spread, and its groups."""

from collections.abc import Sequence
from typing import TypeAlias

from matplotlib.axes import Axes

from pod.evaluation.analysis.findings import (
    Bar,
    GroupFindings,
    OutcomeFindings,
    PointMean,
    Sites,
)
from pod.evaluation.report.drawing import (
    INK,
    MUTED,
    PANEL,
    TEAL,
    TINT,
    Room,
    bare,
    drawn,
    svg_of,
)
from pod.evaluation.report.figures import interval_of, turned
from pod.evaluation.report.forest import Drawn, forest
from pod.evaluation.report.numbers import WITHHELD, count
from pod.evaluation.statistics.estimate import Estimate

ORDER = ("first", "middle", "last", "followup")
SHORT = {"first": "First", "middle": "Middle", "last": "Last", "followup": "Follow-up"}


def course_figure(found: OutcomeFindings) -> str:
    """Return the course of a score and its spread, side by side."""
    with drawn(2.7, Room(0.45, 0.15, 0.35, 0.5), 2) as (figure, (left, right)):
        _course(left, found.everyone.points)
        _spread(right, found.bars)
        return svg_of(figure)


def _course(axes: Axes, points: Sequence[PointMean]) -> None:
    """Draw means with their intervals; the line never crosses a gap."""
    places = [ORDER.index(one.point) for one in points]
    means = [one.mean or 0.0 for one in points]
    lows = [one.low or 0.0 for one in points]
    highs = [one.high or 0.0 for one in points]
    for at in range(len(points) - 1):
        if places[at + 1] == places[at] + 1:
            pair = slice(at, at + 2)
            axes.fill_between(places[pair], lows[pair], highs[pair], color=TINT, lw=0)
            axes.plot(places[pair], means[pair], color=TEAL, lw=2)
    axes.vlines(places, lows, highs, color=INK, lw=1.4)
    axes.plot(places, means, "o", ms=6, color=TEAL)
    named = [f"{SHORT[one.point]}\nn {count(one.n)}" for one in points]
    axes.set_xticks(places, named)
    axes.set_xlim(-0.4, max(places, default=0) + 0.4)
    axes.set_title("Mean and 95 % interval", loc="left", size=9, color=MUTED)
    axes.margins(y=0.2)
    bare(axes, keep=("left", "bottom"))


def _spread(axes: Axes, bars: Sequence[Bar]) -> None:
    """Draw how the same people are spread at first and at last."""
    if not any(one.first or one.last for one in bars):
        axes.text(0.5, 0.5, "Too few for bars", ha="center", color=MUTED)
        axes.axis("off")
        return
    edges = [bars[0].low, *(one.high for one in bars)]
    for values, colour, fill, label in (
        ([one.first for one in bars], MUTED, PANEL, "First"),
        ([one.last for one in bars], TEAL, "none", "Last"),
    ):
        widths = [one.high - one.low for one in bars]
        tall = [n / width for n, width in zip(values, widths, strict=True)]
        axes.stairs(tall, edges, color=fill, fill=fill != "none")
        axes.stairs(tall, edges, color=colour, lw=1.8, label=label)
    axes.legend(
        frameon=False,
        fontsize=8,
        ncols=2,
        loc="lower right",
        bbox_to_anchor=(1.0, 0.98),
        borderpad=0.2,
        handlelength=1.2,
        columnspacing=1.0,
    )
    axes.set_title("People per point", loc="left", size=9, color=MUTED)
    axes.set_ylim(bottom=0)
    bare(axes, keep=("left", "bottom"))


Named: TypeAlias = tuple[str, Sequence[GroupFindings]]
"""Groups of people, and what parts them."""


def bands_figure(found: OutcomeFindings, bands: Sequence[Named]) -> str:
    """Return the mean change in each group of each band; all people last."""
    rows = []
    for name, groups in bands:
        rows.append(Drawn(f"By {name}", heading=True))
        rows += [_drawn(found, one) for one in groups]
    rows += [Drawn("All people", heading=True), _drawn(found, found.everyone)]
    return forest(rows, "Mean change in points, right is better, 95 % interval")


def _drawn(found: OutcomeFindings, one: GroupFindings) -> Drawn:
    change = turned(one.change, found.better)
    filled = one is found.everyone
    return Drawn(one.group, change, _beside(one, change), filled=filled)


def _beside(one: GroupFindings, change: Estimate | None) -> str:
    if change is None or one.n is None:
        return WITHHELD
    return f"{interval_of(change)}  n {one.n:,}"


def sites_figure(found: OutcomeFindings, sites: Sites) -> str:
    """Return a forest of the sites that are shown, and what they come to together."""
    rows = [
        Drawn(one.site, effect, f"{interval_of(effect)}  n {one.n:,}", filled=False)
        for one in sites.lines
        if one.n is not None and (effect := turned(one.effect, found.better))
    ]
    pooled = turned(sites.pooled, found.better)
    if pooled is not None:
        last = Drawn("All shown, pooled", pooled, interval_of(pooled), pooled=True)
        rows.append(last)
    return forest(rows, "Hedges g of change, right is better, 95 % interval")
