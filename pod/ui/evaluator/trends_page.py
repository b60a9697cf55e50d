"""Trends: one score of everybody, brushed, spread out, followed, and one by one."""

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from pod.evaluation.analysis.frame import POINTS, Bools
from pod.evaluation.viewing.board import Board, board_of
from pod.evaluation.viewing.person import Seen
from pod.evaluation.viewing.trends import Trend
from pod.evaluation.viewing.trials import Times
from pod.evaluation.viewing.work import Known
from pod.ui.evaluator.cards import card, choice, empty, line, words
from pod.ui.evaluator.columns import Columns, Pairs
from pod.ui.evaluator.dots import Dots
from pod.ui.evaluator.flowing import Flowing
from pod.ui.evaluator.keeping import Keep, keep_menu
from pod.ui.evaluator.paper import BODY, GAP, SMALL, Paper
from pod.ui.evaluator.person_card import person_card
from pod.ui.evaluator.plots import (
    ALL,
    CHOSEN,
    DASHED,
    FULL,
    HOLLOW,
    Means,
    Plot,
    Spread,
)
from pod.ui.evaluator.trend_keeps import (
    Kept,
    kept_dots,
    kept_means,
    kept_spread,
    kept_times,
)
from pod.ui.evaluator.words import ViewWords

RIGHT, FEW_HIGH = 440, 0.02
"""Beside the widths: how high a withheld bar of trials is, of the highest."""
COLOURS = {"everybody": ALL, "chosen": CHOSEN}
HOW = {"first": HOLLOW, "last": FULL}
COLUMNS = ("age_band", "sex", "sentence_band", "custody_band", "prison_type", "arm")


class TrendsPage(QWidget):
    """Four plots that know one another, and one person beside them."""

    asked = Signal(object)
    """Another score is wanted: its task and its name."""
    wanted = Signal(str)
    """One person is wanted: their code."""

    def __init__(self, paper: Paper, text: ViewWords) -> None:
        super().__init__()
        self._paper, self._text, self._saving = paper, text.trends, text.outcomes
        self._known: Known | None = None
        self.board: Board | None = None
        self.chosen: Bools = np.zeros(0, dtype=bool)
        words_ = self._text
        self.score, self.group = choice(paper, words_.outcome), choice(paper, words_.by)
        self.score.activated.connect(lambda _at: self.asked.emit(self._key()))
        self.group.activated.connect(lambda _at: self._choose_group())
        self.said: QLabel = words(paper, "", SMALL)
        self.dots = Dots(paper, words_.scatter, words_.dot)
        self.dots.brushed.connect(self.choose)
        self.dots.pressed.connect(self._press)
        self.means = Means(paper, words_.levels)
        self.spread = Spread(paper, words_.spread)
        self.times = Spread(paper, words_.times)
        self._frames = [
            self._framed(plot, keep)
            for plot, keep in (
                (self.dots, kept_dots),
                (self.means, kept_means),
                (self.spread, kept_spread),
                (self.times, kept_times),
            )
        ]
        self._lay_out()

    @property
    def trend(self) -> Trend | None:
        """The score that is shown."""
        return self._known.trend if self._known else None

    def show_known(self, known: Known) -> None:
        """Show what is known: the scores there are, one of them, and trials' times."""
        self._known = known
        with QSignalBlocker(self.score):
            self.score.clear()
            for task, name in known.keys:
                self.score.addItem(f"{task}: {name}", (task, name))
            if known.trend is not None:
                self.score.setCurrentIndex(list(known.keys).index(known.trend.key))
        self._fill_groups()
        people = known.trend.frame.people if known.trend else 0
        self.choose(np.zeros(people, dtype=bool))
        QTimer.singleShot(0, self, lambda: self._show_times(known.times))

    def choose(self, chosen: Bools) -> None:
        """Let every plot show those chosen beside everybody."""
        self.chosen = chosen
        known, trend, text = self._known, self.trend, self._text
        if known is None or trend is None:
            return
        self.board = board = board_of(trend, chosen, known.threshold)
        first, last = trend.scored.at("first"), trend.scored.at("last")
        self.dots.show_dots(first, last, chosen)
        self.dots.name_axes(text.first, text.last)
        named = ((ALL, FULL, text.everybody), (CHOSEN, FULL, text.those))
        self.dots.mean(named[: 1 + bool(chosen.any())])
        self.said.setText(self._count(board, trend.frame.people, known.threshold))
        # One plot a turn: between two of them the window hears.
        QTimer.singleShot(0, self, lambda: self._show_means(board))
        QTimer.singleShot(0, self, lambda: self._show_spread(board, trend))

    def show_person(self, seen: Seen) -> None:
        """Show what left under one code."""
        empty(self._person)
        self._person.addWidget(person_card(self._paper, self._text, seen))
        self._person.addStretch(1)

    def _framed(self, plot: Plot, kept: Kept) -> QFrame:
        """Put a plot on a card, with what saves it in the upper corner."""
        frame, column = card(self._paper)
        grid = QGridLayout()
        grid.addWidget(plot, 0, 0)
        of = plot.accessibleName()

        def keep() -> Keep | None:
            known, board = self._known, self.board
            if known is None or board is None:
                return None
            return kept(plot, self._text, known, board)

        key = keep_menu(self._paper, self._saving, keep, self.said.setText, of)
        corner = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
        grid.addWidget(key, 0, 0, corner)
        column.addLayout(grid)
        return frame

    def _lay_out(self) -> None:
        paper = self._paper
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        columns = Columns(paper, (0, RIGHT))
        outer.addWidget(columns)
        left, self._person = columns.columns
        left.addWidget(self._head())
        left.addWidget(self.said)
        self.dots.setToolTip(self._text.scatter_how)
        left.addWidget(Pairs(paper, self._frames), stretch=1)
        self._person.addWidget(words(paper, self._text.nobody, BODY))
        self._person.addWidget(words(paper, self._text.scatter_how, SMALL))
        self._person.addStretch(1)

    def _head(self) -> QWidget:
        """Return which score is shown, and which group is chosen."""
        head = Flowing(self._paper.px(GAP), self._paper.px(GAP))
        named = ((self._text.outcome, self.score), (self._text.by, self.group))
        for label, box in named:
            head.add(line(self._paper, label))
            head.add(box)
        return head

    def _count(self, board: Board, people: int, few: int) -> str:
        """Say how many are chosen, and what the page is not for."""
        text = self._text
        said = text.brush
        if self.chosen.any():
            count = f"< {few}" if board.count is None else str(board.count)
            said = text.chosen.format(count=count, all=people)
        if board.too_like:
            said = text.too_like.format(threshold=few).rstrip(".")
        return f"{said}. {text.work.format(threshold=few)}"

    def _key(self) -> tuple[str, str]:
        task, name = self.score.currentData()
        return str(task), str(name)

    def _fill_groups(self) -> None:
        """Offer every group that there is as a way to choose without a pointer."""
        trend = self.trend
        with QSignalBlocker(self.group):
            self.group.clear()
            self.group.addItem(self._text.everybody, None)
            if trend is None:
                return
            for column in (*COLUMNS, "site"):
                for value in np.unique(trend.frame.columns[column]):
                    name = f"{self._text.columns[column]}: {value}"
                    self.group.addItem(name, (column, str(value)))

    def _choose_group(self) -> None:
        trend, asked = self.trend, self.group.currentData()
        if trend is None:
            return
        nobody = np.zeros(trend.frame.people, dtype=bool)
        self.choose(trend.those(*asked) if asked else nobody)

    def _show_means(self, board: Board) -> None:
        if board is not self.board:
            return
        text = self._text
        told = [(levels, COLOURS[group]) for group, levels in board.trajectories]
        self.means.show_means(told, [text.points[one] for one in POINTS])
        named = {"everybody": text.everybody, "chosen": text.those}
        self.means.mean(
            [(COLOURS[group], FULL, named[group]) for group, _ in board.trajectories]
        )

    def _show_spread(self, board: Board, trend: Trend) -> None:
        known = self._known
        if board is not self.board or known is None:
            return
        text, colour = self._text, COLOURS[board.among]
        told = [(bins, colour, HOW[point]) for point, bins in board.spread]
        self.spread.show_bins(told, known.threshold)
        self.spread.name_axes(trend.key[1], text.people)
        ends = [(colour, HOW[one], text.points[one]) for one, _ in board.spread]
        held = text.withheld.format(threshold=known.threshold)
        self.spread.mean([*ends, (colour, DASHED, held)])

    def _show_times(self, times: tuple[Times, ...]) -> None:
        text = self._text
        at = {one.point: one.bins for one in times}
        shown = [(at[point], ALL, how) for point, how in HOW.items() if point in at]
        self._frames[-1].setVisible(bool(shown))
        most = max([b.n or 0 for one in times for b in one.bins], default=0)
        self.times.show_bins(shown, most * FEW_HIGH)
        self.times.mean([(ALL, how, text.points[one]) for one, how in HOW.items()])
        task = times[0].task if times else ""
        self.times.name_axes(text.ms, text.trials.format(task=task))

    def _press(self, row: int) -> None:
        if self.trend is not None:
            self.wanted.emit(self.trend.frame.codes[row])
