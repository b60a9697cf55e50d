"""Sites beside one another: each one's effect with its interval, and all together."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPolygonF

from pod.evaluation.analysis.findings import OutcomeFindings
from pod.evaluation.statistics.estimate import Estimate
from pod.ui.evaluator.drawing import CENTRE, Drawing, Pen
from pod.ui.evaluator.paper import BOLD, PLAIN, SMALL, Paper
from pod.ui.evaluator.said import effect_told, two
from pod.ui.evaluator.words import OutcomesWords, SitesWords, ViewWords

HEAD, ROW, FOOT, LEFT, COUNT, RIGHT, TICKS = 58, 50, 60, 250, 90, 320, 0.2
MOST_TICKS, CAP, DIAMOND, SQUARE = 8, 10, 13, 18


@dataclass(frozen=True)
class Line:
    """One row of the figure; `span` alone is where a new site would lie."""

    name: str
    n: int | None
    effect: Estimate | None
    whole: bool = False
    span: tuple[float, float] | None = None


def lines_of(outcome: OutcomeFindings, text: SitesWords) -> Sequence[Line]:
    """Return a line for each site, one for all together, and one for a new site."""
    told = outcome.sites
    if told is None:
        return ()
    lines = [Line(one.site, one.n, one.effect) for one in told.lines]
    if told.pooled:
        lines.append(Line(text.pooled, None, told.pooled, whole=True))
    if told.predicted_low is not None and told.predicted_high is not None:
        span = (told.predicted_low, told.predicted_high)
        lines.append(Line(text.new_site, None, None, span=span))
    return lines


def forest(
    paper: Paper, text: ViewWords, lines: Sequence[Line], *, higher: bool
) -> Drawing:
    """Return the figure of these lines; the axis is in the score's own direction."""
    ends = [end for one in lines for end in _ends(one)]
    low = (min([-TICKS, *ends]) // TICKS) * TICKS
    high = -(-max([TICKS, *ends]) // TICKS) * TICKS
    side = text.sites.higher if higher else text.sites.lower
    under = HEAD + len(lines) * ROW

    def paint(pen: Pen) -> None:
        _head(pen, text.sites, side)
        _axis(pen, under, low, high)
        for place, line in enumerate(lines):
            _line(pen, text.outcomes, line, (HEAD + place * ROW, low, high))

    said = "; ".join(_aloud(one, text.outcomes) for one in lines)
    return Drawing(paper, under + FOOT, f"{side}; {said}", paint)


def _ends(line: Line) -> Sequence[float]:
    """Return both ends of what a line draws."""
    if line.span is not None:
        return line.span
    return (line.effect.low, line.effect.high) if line.effect else ()


def _x(pen: Pen, value: float, low: float, high: float) -> float:
    left = LEFT + COUNT
    return left + (pen.width - left - RIGHT) * (value - low) / (high - low)


def _head(pen: Pen, text: SitesWords, side: str) -> None:
    """Name the columns, and say which side is better."""
    middle = LEFT + COUNT
    rooms = ((0, LEFT), (LEFT, COUNT), (pen.width - RIGHT + 20, RIGHT - 20))
    for (at, across), said in zip(rooms, text.columns, strict=True):
        pen.say(pen.room(at, 0, across, HEAD), said, SMALL)
    wide = pen.width - middle - RIGHT
    pen.say(pen.room(middle, 0, wide, HEAD), side, SMALL, side=CENTRE)
    pen.stroke(pen.room(0, HEAD - 4, pen.width, 0), "outline", wide=1.5)


def _line(
    pen: Pen, text: OutcomesWords, line: Line, place: tuple[float, float, float]
) -> None:
    """Draw one row: name, count, whiskers and mark, and the numbers."""
    top, low, high = place
    weight = BOLD if line.whole else PLAIN
    pen.say(pen.room(0, top, LEFT, ROW), line.name, SMALL, weight)
    y, ends = top + ROW / 2, [_x(pen, one, low, high) for one in _ends(line)]
    if line.span is not None:
        pen.box(pen.room(ends[0], y - 6, ends[1] - ends[0], 12), "selected", radius=6)
        pen.edge(pen.room(ends[0], y - 6, ends[1] - ends[0], 12), "main", dashed=True)
        _numbers(pen, top, _between(line.span, text))
        return
    if line.effect is None:
        pen.say(pen.room(LEFT, top, 300, ROW), text.withheld, SMALL)
        return
    count = "" if line.n is None else str(line.n)
    pen.say(pen.room(LEFT, top, COUNT, ROW), count, SMALL)
    pen.stroke(pen.room(ends[0], y, ends[1] - ends[0], 0), "ink", wide=3)
    for x in ends:
        pen.stroke(pen.room(x, y - CAP, 0, 2 * CAP), "ink", wide=3)
    _mark(pen, _x(pen, line.effect.value, low, high), y, whole=line.whole)
    _numbers(pen, top, "   ".join(effect_told(line.effect, text)), weight)


def _between(span: tuple[float, float], text: OutcomesWords) -> str:
    low, high = map(two, span)
    return text.between.format(low=low, high=high)


def _numbers(pen: Pen, top: float, said: str, weight: int = PLAIN) -> None:
    room = pen.room(pen.width - RIGHT + 20, top, RIGHT - 20, ROW)
    pen.say(room, said, SMALL, weight)


def _mark(pen: Pen, x: float, y: float, *, whole: bool) -> None:
    """Draw a site's square, or the diamond of all together."""
    if not whole:
        side = SQUARE
        pen.box(pen.room(x - side / 2, y - side / 2, side, side), "main", radius=3)
        return
    pen.box(pen.room(0, 0, 0, 0), "main")
    reach = ((0, -DIAMOND), (DIAMOND, 0), (0, DIAMOND), (-DIAMOND, 0))
    points = [pen.room(x + right, y + down, 0, 0).topLeft() for right, down in reach]
    pen.painter.drawPolygon(QPolygonF([QPointF(one) for one in points]))


def _axis(pen: Pen, top: float, low: float, high: float) -> None:
    """Draw the lines of the axis behind everything, and its numbers under it."""
    step = TICKS * max(1, round((high - low) / TICKS / MOST_TICKS))
    value = low
    while value <= high + TICKS / 2:
        x = _x(pen, value, low, high)
        nought = abs(value) < TICKS / 2
        colour, wide = ("outline", 3.0) if nought else (pen.paper.hair, 2.0)
        pen.stroke(pen.room(x, HEAD, 0, top - HEAD), colour, wide=wide)
        said = f"{value + 0.0:.1f}".replace("-", "\N{MINUS SIGN}")
        pen.say(pen.room(x - 50, top, 100, FOOT), said, SMALL, side=CENTRE)
        value += step


def _aloud(line: Line, text: OutcomesWords) -> str:
    if line.span is not None:
        return f"{line.name}: {_between(line.span, text)}"
    if line.effect is None:
        return f"{line.name}: {text.withheld}"
    return f"{line.name}: {' '.join(effect_told(line.effect, text))}"
