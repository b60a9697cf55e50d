"""One anonymised person: what left under a code, point by point."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout

from pod.evaluation.analysis.frame import POINTS
from pod.evaluation.viewing.person import Seen
from pod.ui.evaluator.cards import card, line, words
from pod.ui.evaluator.paper import BODY, BOLD, GAP, PLAIN, SMALL, Paper
from pod.ui.evaluator.words import TrendsWords


def person_card(paper: Paper, text: TrendsWords, seen: Seen) -> QFrame:
    """Return the card of one person: bands, what was reached, and a table of scores."""
    frame, column = card(paper)
    column.addWidget(words(paper, text.person.format(code=seen.code), BODY, BOLD))
    bands = [f"{text.columns.get(n, n)}: {v}" for n, v in seen.bands.items() if v]
    column.addWidget(words(paper, "\n".join(bands), SMALL))
    shown = [one for one in POINTS if any(one in score.told for score in seen.scores)]
    grid = QGridLayout()
    grid.setHorizontalSpacing(paper.px(GAP))
    grid.setVerticalSpacing(0)
    names = [text.points[one] for one in shown]
    _numbers(paper, grid, names, BOLD)
    for label, told in _rows(text, seen):
        name = words(paper, label, SMALL - 3)
        name.setContentsMargins(0, paper.px(GAP // 2), 0, 0)
        grid.addWidget(name, grid.rowCount(), 0, 1, -1)
        _numbers(paper, grid, [_short(told.get(one, "")) for one in shown])
    column.addLayout(grid)
    column.addWidget(words(paper, text.person_kept, SMALL))
    return frame


def _rows(text: TrendsWords, seen: Seen) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Return what each row is called, and its number at each point that has one."""
    for place, label in enumerate(text.reached, 1):
        yield label, {one[0]: one[place] for one in seen.points}
    for score in seen.scores:
        yield f"{score.task} {score.name}", score.told


def _numbers(
    paper: Paper, grid: QGridLayout, told: Sequence[str], weight: int = PLAIN
) -> None:
    """Put one row of numbers under what is there."""
    row = grid.rowCount()
    for column, said in enumerate(told):
        label = line(paper, said, SMALL - 3, weight)
        grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(column, 1)


def _short(told: str) -> str:
    """Return a number to four figures; why there is none, as it was told."""
    try:
        return f"{float(told):.4g}"
    except ValueError:
        return told.replace("_", " ") or "\N{EN DASH}"
