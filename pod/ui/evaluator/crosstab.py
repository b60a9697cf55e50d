"""People by first and last measure, counted: what is saved of the dots.

A dot is one person and is never saved; a cell of this figure is a group.
"""

from collections.abc import Iterator, Sequence
from math import sqrt

from PySide6.QtCore import QRectF

from pod.evaluation.viewing.trends import Crossed
from pod.ui.evaluator.drawing import CENTRE, Drawing, Pen
from pod.ui.evaluator.paper import BODY, MIDDLE, SMALL, Paper
from pod.ui.evaluator.words import TrendsWords

CELL, LEFT, TOP, FOOT, NOTE = 84, 190, 110, 84, 96
HEADER = ("first_from", "first_below", "last_from", "last_below", "people")
LIMITS = "cannot_show"


def crosstab(paper: Paper, text: TrendsWords, title: str, told: Crossed) -> Drawing:
    """Return the figure: first measure across, last measure up, totals at both ends."""
    several = len(told.steps) + 1
    most = max((n or 0 for row in told.cells[:-1] for n in row[:-1]), default=0) or 1

    def paint(pen: Pen) -> None:
        pen.box(pen.room(0, 0, pen.width, pen.height), "card")
        pen.say(pen.room(20, 0, pen.width - 40, 60), title, BODY, MIDDLE)
        pen.say(
            pen.room(20, 54, LEFT - 20, 50), f"{text.last} \N{UPWARDS ARROW}", SMALL
        )
        for across, row in enumerate(told.cells):
            for up, n in enumerate(row):
                room = _room(pen, across, up, several)
                whole = across == several - 1 or up == several - 1
                _cell(pen, room, n, 0.0 if whole else sqrt((n or 0) / most))
        _ends(pen, text, told.steps)

    figure = Drawing(paper, TOP + several * CELL + FOOT + NOTE, title, paint)
    figure.resize(paper.px(LEFT + several * CELL + 40), figure.minimumHeight())
    return figure


def crossed_rows(told: Crossed, limits: str) -> Iterator[Sequence[object]]:
    """Return a line for every cell; an empty end is a total."""
    steps = (*told.steps, ("", ""))
    for first, row in zip(steps, told.cells, strict=True):
        for last, n in zip(steps, row, strict=True):
            yield (*first, *last, "withheld" if n is None else n, limits)


def _room(pen: Pen, across: int, up: int, several: int) -> QRectF:
    """Return the place of a cell; totals stand at the right and on top."""
    return pen.room(LEFT + across * CELL, TOP + (several - 1 - up) * CELL, CELL, CELL)


def _cell(pen: Pen, room: QRectF, n: int | None, share: float) -> None:
    """Draw a cell: as full as it has people, or dashed where that is withheld."""
    pen.edge(room, pen.paper.hair, wide=1.5)
    if n is None:
        inner = room.width() * 0.25
        pen.edge(room.adjusted(inner, inner, -inner, -inner), "outline", dashed=True)
        return
    side = room.width() * share
    box = QRectF(0, 0, side, side)
    box.moveCenter(room.center())
    pen.box(box, "selected", radius=4)
    if n:
        pen.say(room, str(n), SMALL, side=CENTRE)


def _ends(pen: Pen, text: TrendsWords, steps: Sequence[tuple[float, float]]) -> None:
    """Write each row's and column's span, and what the axis across is."""
    several = len(steps) + 1
    for place, (low, high) in enumerate(steps):
        said = f"{low:g} \N{EN DASH} {high:g}"
        up = _room(pen, 0, place, several)
        left = QRectF(pen.room(20, 0, LEFT - 30, CELL))
        left.moveTop(up.top())
        pen.say(left, said, SMALL)
        under = _room(pen, place, 0, several).translated(0, pen.paper.px(CELL))
        pen.say(under, said.replace(" ", "\n"), SMALL - 4, side=CENTRE)
    top = _room(pen, 0, several - 1, several)
    left = QRectF(pen.room(20, 0, LEFT - 30, CELL))
    left.moveTop(top.top())
    pen.say(left, text.total, SMALL)
    right = _room(pen, several - 1, 0, several).translated(0, pen.paper.px(CELL))
    pen.say(right, text.total, SMALL, side=CENTRE)
    foot = TOP + several * CELL + FOOT
    pen.say(
        pen.room(20, foot, pen.width - 40, NOTE),
        f"{text.first} \N{RIGHTWARDS ARROW}   {text.cannot}",
        SMALL - 2,
    )
