"""Sites beside one another: each one's effect with its interval, and all together."""

from collections.abc import Sequence
from dataclasses import dataclass

from pod.evaluation.analysis.findings import OutcomeFindings
from pod.evaluation.statistics.estimate import Estimate
from pod.ui.evaluator.change_table import effect_told
from pod.ui.evaluator.drawing import CENTRE, Drawing, Pen
from pod.ui.evaluator.paper import BOLD, PLAIN, SMALL, Paper
from pod.ui.evaluator.words import OutcomesWords, SitesWords

ROW, FOOT, LEFT, COUNT, RIGHT, TICKS = 46, 60, 260, 110, 330, 0.2


@dataclass(frozen=True)
class Line:
    """One row of the figure; the first is all together."""

    name: str
    n: int | None
    effect: Estimate | None
    whole: bool = False


def lines_of(outcome: OutcomeFindings, text: SitesWords) -> Sequence[Line]:
    """Return one line for all that are shown, and one for each site."""
    told = outcome.sites
    if told is None:
        return ()
    sites = [Line(one.site, one.n, one.effect) for one in told.lines]
    whole = [Line(text.pooled, None, told.pooled, whole=True)] if told.pooled else []
    return [*whole, *sites]


def forest(
    paper: Paper, text: OutcomesWords, lines: Sequence[Line], *, higher: bool
) -> Drawing:
    """Return the figure of these lines; the axis is in the score's own direction."""
    ends = [end for one in lines if one.effect for end in _ends(one.effect)]
    low = (min([-TICKS, *ends]) // TICKS) * TICKS
    high = -(-max([TICKS, *ends]) // TICKS) * TICKS

    def paint(pen: Pen) -> None:
        for place, line in enumerate(lines):
            _line(pen, text, line, (place * ROW, low, high))
        _axis(pen, len(lines) * ROW, low, high)

    side = "right is better" if higher else "left is better"
    said = f"{side}; " + "; ".join(_aloud(one, text) for one in lines)
    return Drawing(paper, len(lines) * ROW + FOOT, said, paint)


def _ends(effect: Estimate) -> tuple[float, float]:
    return effect.low, effect.high


def _x(pen: Pen, value: float, low: float, high: float) -> float:
    left = LEFT + COUNT
    return left + (pen.width - left - RIGHT) * (value - low) / (high - low)


def _line(
    pen: Pen, text: OutcomesWords, line: Line, place: tuple[float, float, float]
) -> None:
    top, low, high = place
    weight = BOLD if line.whole else PLAIN
    pen.say(pen.room(0, top, LEFT, ROW), line.name, SMALL, weight)
    pen.stroke(pen.room(_x(pen, 0, low, high), top, 0, ROW), "outline", wide=3)
    if line.effect is None:
        pen.say(pen.room(LEFT, top, 300, ROW), text.withheld, SMALL)
        return
    count = "" if line.n is None else str(line.n)
    pen.say(pen.room(LEFT, top, COUNT, ROW), count, SMALL)
    y = top + ROW / 2
    ends = [_x(pen, one, low, high) for one in _ends(line.effect)]
    pen.stroke(pen.room(ends[0], y, ends[1] - ends[0], 0), "ink", wide=3)
    side = 22 if line.whole else 16
    x = _x(pen, line.effect.value, low, high) - side / 2
    pen.box(pen.room(x, y - side / 2, side, side), "main", radius=3)
    value, between = effect_told(line.effect, text)
    room = pen.room(pen.width - RIGHT + 20, top, RIGHT - 20, ROW)
    pen.say(room, f"{value}   {between}", SMALL, weight)


def _axis(pen: Pen, top: float, low: float, high: float) -> None:
    step = TICKS * max(1, round((high - low) / TICKS / 8))
    value = low
    while value <= high + TICKS / 2:
        x = _x(pen, value, low, high)
        said = f"{value:.1f}".replace("-", "\N{MINUS SIGN}")
        pen.say(pen.room(x - 50, top, 100, FOOT), said, SMALL, side=CENTRE)
        value += step


def _aloud(line: Line, text: OutcomesWords) -> str:
    if line.effect is None:
        return f"{line.name}: {text.withheld}"
    return f"{line.name}: {' '.join(effect_told(line.effect, text))}"
