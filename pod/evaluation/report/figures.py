"""The figures of all outcomes: who came how far, and how large each change is."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from pod.evaluation.analysis.findings import Count, Flow, OutcomeFindings
from pod.evaluation.report.drawing import (
    MUTED,
    OUTLINE,
    PANEL,
    TEAL,
    TINT,
    Room,
    drawn,
    svg_of,
)
from pod.evaluation.report.forest import Drawn, forest
from pod.evaluation.report.numbers import between, count, number
from pod.evaluation.statistics.estimate import Estimate

POINT_NAMES = {
    "came": "Came with a bundle",
    "first": "First measure",
    "middle": "Middle measure",
    "last": "Last measure",
    "followup": "Follow-up measure",
}


def kept_beside(flow: Flow) -> Mapping[str, str]:
    """Say of each step how many more the pods keep back, where that is told."""
    steps = flow.held.steps if flow.held else ()
    return {one.name: f"at least {one.n:,} more kept back" for one in steps if one.n}


def flow_figure(flow: Flow) -> str:
    """Return how many came how far, as bars whose lengths are their shares."""
    most = max((step.n or 0 for step in flow.steps), default=0) or 1
    rows, kept = len(flow.steps), kept_beside(flow)
    room = Room(0.02, 0.02, 0.02, 0.02)
    with drawn(0.62 * rows, room) as (figure, (axes,)):
        for at, step in enumerate(flow.steps):
            _step(axes, rows - 1 - at, step, most)
            said = kept.get(step.name, "")
            place = (0.9, rows - 1 - at)
            axes.text(*place, said, va="center", ha="right", size=8, color=MUTED)
            if at:
                _between(axes, rows - at, flow.steps[at - 1], step)
        axes.set(xlim=(-0.005, 1.005), ylim=(-0.42, rows - 0.55))
        axes.axis("off")
        return svg_of(figure)


def _step(axes: Axes, y: int, step: Count, most: int) -> None:
    """Draw one box with its count."""
    style = "round,pad=0,rounding_size=0.012"
    for width, colour in ((1, PANEL), ((step.n or 0) / most, TINT)):
        if width:
            box = FancyBboxPatch((0, y - 0.27), width, 0.54, boxstyle=style, fc=colour)
            box.set_edgecolor("none")
            axes.add_patch(box)
    axes.plot([0, 0], [y - 0.27, y + 0.27], color=TEAL, lw=4)
    axes.text(0.02, y, POINT_NAMES[step.name], va="center", size=10)
    axes.text(0.98, y, count(step.n), va="center", ha="right", size=12)


def _between(axes: Axes, y: float, before: Count, after: Count) -> None:
    """Say how many fewer the next box holds, where both are told."""
    if before.n is None or after.n is None or before.n == after.n:
        return
    fewer = before.n - after.n
    said = f"{fewer:,} fewer" if fewer > 0 else f"{-fewer:,} more"
    axes.annotate(
        "",
        (0.05, y - 0.73),
        (0.05, y - 0.27),
        arrowprops={"arrowstyle": "->", "color": OUTLINE, "lw": 1},
    )
    axes.text(0.075, y - 0.5, said, va="center", size=8, color=MUTED)


def effect_of(found: OutcomeFindings, name: str = "g_av") -> Estimate | None:
    """Return a standardised change of everyone, so turned that more is better."""
    one = next((e for e in found.everyone.effects if e.name == name), None)
    return turned(one.estimate if one else None, found.better)


def turned(one: Estimate | None, better: str) -> Estimate | None:
    """Return an estimate with its sign turned where lower is better."""
    if one is None or better == "higher":
        return one
    return Estimate(
        value=-one.value,
        low=-one.high,
        high=-one.low,
        se=one.se,
        n=one.n,
        method=one.method,
        df=one.df,
        p=one.p,
    )


def effects_figure(outcomes: Sequence[OutcomeFindings]) -> str:
    """Return each outcome's Hedges g with its interval; hollow where exploratory."""
    rows = [
        Drawn(one.title, effect, interval_of(effect), filled=one.chosen)
        for one in outcomes
        if (effect := effect_of(one))
    ]
    return forest(rows, "Hedges g of change, right is better, 95 % interval")


def interval_of(one: Estimate) -> str:
    """Write what stands beside an interval that is drawn."""
    return f"{number(one.value)}  ({between(one.low, one.high)})"
