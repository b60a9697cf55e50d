"""Every outcome's change in one figure: n, effect with its interval, reliable change.

Right is better whichever way a score goes. A hollow mark is exploratory. The amber mark
is what regression to the mean alone would show of the quarter who began worst.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pod.evaluation.analysis.findings import (
    Classified,
    GroupFindings,
    OutcomeFindings,
)
from pod.evaluation.statistics.estimate import Estimate
from pod.ui.evaluator.drawing import CENTRE, Drawing, Pen
from pod.ui.evaluator.paper import BODY, BOLD, SMALL, Paper
from pod.ui.evaluator.said import effect_told
from pod.ui.evaluator.words import OutcomesWords

HEAD_HIGH, ROW, FOOT, INSIDE = 64, 86, 96, 12
SHARES = (0.23, 0.13, 0.29, 0.16, 0.19)
"""Widths of the columns: name, n, figure, effect in words, reliable change."""
EFFECT = "g_av"
LEAST_REACH, TICK = 0.2, 0.2
LEGEND = ("attention", "main", "panel", "ink")
BETTER = ("recovered", "improved", "better")
WORSE = ("deteriorated", "harmed", "worse")


@dataclass(frozen=True)
class Row:
    """One outcome of the group that is shown; an effect is positive where it is better.

    `expected` is what the quarter who began worst would show, in the same unit.
    `missing` is how many of everybody lack the last measure; None where not told.
    """

    outcome: OutcomeFindings
    group: GroupFindings
    effect: Estimate | None
    expected: float | None
    missing: int | None = None


def rows_of(outcomes: Sequence[OutcomeFindings], group: str) -> tuple[Row, ...]:
    """Return a row for every outcome; an empty group is everybody."""
    return tuple(_row(one, _group(one, group)) for one in outcomes)


def change_table(paper: Paper, text: OutcomesWords, rows: Sequence[Row]) -> Drawing:
    """Return the figure of these rows."""
    low, high = _reach(rows)

    def paint(pen: Pen) -> None:
        _head(pen, text)
        for place, row in enumerate(rows):
            top = HEAD_HIGH + place * ROW
            _grid(pen, top, low, high)
            _say_row(pen, text, row, top)
            if row.effect is not None:
                _draw(pen, row, top, (low, high))
        _foot(pen, text, HEAD_HIGH + len(rows) * ROW, (low, high))

    said = "; ".join(_aloud(row, text) for row in rows)
    high_px = HEAD_HIGH + len(rows) * ROW + FOOT
    return Drawing(paper, high_px, said, paint)


def _group(outcome: OutcomeFindings, group: str) -> GroupFindings:
    known = {one.group: one for one in outcome.groups}
    return known.get(group, outcome.everyone)


def _row(outcome: OutcomeFindings, group: GroupFindings) -> Row:
    sign = 1 if outcome.better == "higher" else -1
    named = {one.name: one.estimate for one in group.effects}
    effect = _turned(named.get(EFFECT), sign)
    stayed = outcome.stayed if group is outcome.everyone else None
    missing = stayed.left if stayed else None
    return Row(outcome, group, effect, _expected(outcome, group, sign), missing)


def _turned(estimate: Estimate | None, sign: int) -> Estimate | None:
    """Return an effect as better or worse, not as higher or lower."""
    if estimate is None or sign > 0:
        return estimate
    low, high = -estimate.high, -estimate.low
    return Estimate(
        -estimate.value, low, high, estimate.se, estimate.n, estimate.method
    )


def _expected(
    outcome: OutcomeFindings, group: GroupFindings, sign: int
) -> float | None:
    """Return what the quarter who began worst would show, in standard deviations."""
    first = next((one.sd for one in group.points if one.point == "first"), None)
    told = outcome.regression
    if told is None or told.of_worst_quarter is None or not first:
        return None
    return sign * told.of_worst_quarter / first


def _reach(rows: Sequence[Row]) -> tuple[float, float]:
    """Return ends of the axis, in whole ticks, that hold every interval."""
    found = [row.effect for row in rows if row.effect is not None]
    ends = [end for one in found for end in (one.low, one.high)]
    low, high = min([-LEAST_REACH, *ends]), max([LEAST_REACH, *ends])
    return (low // TICK) * TICK, -(-high // TICK) * TICK


def _columns(pen: Pen) -> list[tuple[float, float]]:
    """Return where each column begins and how wide it is."""
    wide, at, found = pen.width - 2 * INSIDE, float(INSIDE), []
    for share in SHARES:
        found.append((at, wide * share - 12))
        at += wide * share
    return found


def _x(pen: Pen, value: float, reach: tuple[float, float]) -> float:
    at, wide = _columns(pen)[2]
    return at + wide * (value - reach[0]) / (reach[1] - reach[0])


def _head(pen: Pen, text: OutcomesWords) -> None:
    for (at, wide), said in zip(_columns(pen), text.columns, strict=True):
        pen.say(pen.room(at, 0, wide, HEAD_HIGH), said, SMALL)
    line = pen.room(INSIDE, HEAD_HIGH, pen.width - 2 * INSIDE, 0)
    pen.stroke(line, "outline", wide=1.5)


def _grid(pen: Pen, top: float, low: float, high: float) -> None:
    value = low
    while value <= high + TICK / 2:
        x = _x(pen, value, (low, high))
        nought = abs(value) < TICK / 2
        colour, wide = ("outline", 3.0) if nought else (pen.paper.hair, 2.0)
        pen.stroke(pen.room(x, top + 4, 0, ROW - 4), colour, wide=wide)
        value += TICK
    line = pen.room(INSIDE, top + ROW, pen.width - 2 * INSIDE, 0)
    pen.stroke(line, pen.paper.hair)


def _say_row(pen: Pen, text: OutcomesWords, row: Row, top: float) -> None:
    """Write an outcome's name, numbers and reliable change."""
    name, count, _, effect, reliable = _columns(pen)
    half = ROW / 2
    pen.say(pen.room(name[0], top, name[1], half + 8), row.outcome.title, BODY)
    told = "" if row.outcome.chosen else text.exploratory
    pen.say(pen.room(name[0], top + half, name[1], half - 8), told, SMALL)
    if row.group.withheld:
        pen.say(pen.room(count[0], top, count[1] + 300, ROW), text.withheld, SMALL)
        return
    pen.say(pen.room(count[0], top, count[1], half + 8), str(row.group.n), BODY)
    gone = "" if row.missing is None else text.missing.format(count=row.missing)
    pen.say(pen.room(count[0], top + half, count[1], half - 8), gone, SMALL)
    if row.effect is not None:
        value, between = effect_told(row.effect, text)
        pen.say(pen.room(effect[0], top, effect[1], half + 8), value, BODY, BOLD)
        pen.say(pen.room(effect[0], top + half, effect[1], half - 8), between, SMALL)
    if row.group.reliable:
        _reliable(pen, text, row.group.reliable[0], (reliable[0], top, reliable[1]))
    else:
        pen.say(pen.room(reliable[0], top, reliable[1], ROW), text.no_rule, SMALL)


def _draw(pen: Pen, row: Row, top: float, reach: tuple[float, float]) -> None:
    """Draw an effect, its interval, and what was to be expected."""
    effect = row.effect
    if effect is None:
        return
    y = top + ROW * 0.42
    low, high = _x(pen, effect.low, reach), _x(pen, effect.high, reach)
    pen.stroke(pen.room(low, y, high - low, 0), "ink", wide=4)
    for x in (low, high):
        pen.stroke(pen.room(x, y - 12, 0, 24), "ink", wide=4)
    box = pen.room(_x(pen, effect.value, reach) - 12, y - 12, 24, 24)
    pen.box(box, "main" if row.outcome.chosen else "card", radius=3)
    if not row.outcome.chosen:
        pen.edge(box, "main", wide=4)
    if row.expected is not None and reach[0] <= row.expected <= reach[1]:
        x = _x(pen, row.expected, reach)
        pen.box(pen.room(x - 4, top + ROW * 0.66, 8, 22), "attention")


def _reliable(
    pen: Pen,
    text: OutcomesWords,
    told: Classified,
    place: tuple[float, float, float],
) -> None:
    """Draw how many got reliably better, stayed, or got worse, with the numbers."""
    x, top, wide = place
    better, same, worse = shares_of(told)
    if None in (better, same, worse):
        pen.say(pen.room(x, top, wide, ROW), text.withheld, SMALL)
        return
    whole = sum(filter(None, (better, same, worse))) or 1
    at = x
    for count, colour in ((better, "main"), (same, "panel"), (worse, "ink")):
        part = wide * (count or 0) / whole
        room = pen.room(at, top + ROW * 0.22, max(0.0, part - 3), 24)
        pen.box(room, colour, radius=3)
        if colour == "panel":
            pen.edge(room, "outline", wide=1.5)
        at += part
    numbers = f"{better} / {same} / {worse}"
    pen.say(pen.room(x, top + ROW / 2, wide, ROW / 2 - 8), numbers, SMALL)


def shares_of(told: Classified) -> tuple[int | None, int | None, int | None]:
    """Return how many got better, stayed the same, got worse; None where withheld."""
    counts = {one.name: one.n for one in told.classes}

    def together(names: Sequence[str]) -> int | None:
        known = [counts[name] for name in names if name in counts]
        return None if None in known else sum(filter(None, known))

    same = [name for name in counts if name not in (*BETTER, *WORSE)]
    return together(BETTER), together(same), together(WORSE)


def _foot(
    pen: Pen, text: OutcomesWords, top: float, reach: tuple[float, float]
) -> None:
    """Write the axis and what each mark means."""
    value = reach[0]
    while value <= reach[1] + TICK / 2:
        x = _x(pen, value, reach)
        said = f"{value:.1f}".replace("-", "\N{MINUS SIGN}")
        pen.say(pen.room(x - 40, top, 80, 40), said, SMALL, side=CENTRE)
        value += TICK
    at = float(INSIDE)
    for colour, said in zip(LEGEND, text.legend, strict=True):
        room = pen.room(at, top + 52, 22, 22)
        pen.box(room, colour, radius=3)
        pen.edge(room, "outline", wide=1)
        wide = 46 + pen.wide(said, SMALL)
        pen.say(pen.room(at + 32, top + 42, wide, 44), said, SMALL)
        at += wide + 20


def _aloud(row: Row, text: OutcomesWords) -> str:
    if row.group.withheld or row.effect is None:
        return f"{row.outcome.title}: {text.withheld}"
    value, between = effect_told(row.effect, text)
    return f"{row.outcome.title}: n {row.group.n}, g {value}, {between}"
