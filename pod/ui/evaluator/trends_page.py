"""Trends: one score of everybody, brushed, spread out, followed, and one by one."""

import numpy as np
from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from pod.evaluation.analysis.frame import POINTS, Bools
from pod.evaluation.viewing.person import Seen
from pod.evaluation.viewing.trends import Trend, edges_of, levels, spread
from pod.evaluation.viewing.trials import Times
from pod.evaluation.viewing.work import Known
from pod.ui.evaluator.cards import card, choice, empty, words
from pod.ui.evaluator.paper import BODY, BOLD, GAP, MARGIN, SMALL, Paper
from pod.ui.evaluator.plots import Dots, Means, Spread
from pod.ui.evaluator.words import TrendsWords

RIGHT = 420
ALL, CHOSEN = "outline", "main"
COLUMNS = ("age_band", "sex", "sentence_band", "custody_band", "prison_type", "arm")


class TrendsPage(QWidget):
    """Four plots that know one another, and one person beside them."""

    asked = Signal(object)
    """Another score is wanted: its task and its name."""
    wanted = Signal(str)
    """One person is wanted: their code."""

    def __init__(self, paper: Paper, text: TrendsWords) -> None:
        super().__init__()
        self._paper, self._text = paper, text
        self._trend: Trend | None = None
        self._threshold = 0
        self.chosen: Bools = np.zeros(0, dtype=bool)
        self.score, self.group = choice(paper, text.outcome), choice(paper, text.by)
        self.score.activated.connect(lambda _at: self.asked.emit(self._key()))
        self.group.activated.connect(lambda _at: self._choose_group())
        self.said: QLabel = words(paper, "", SMALL)
        self.dots = Dots(paper, text.scatter)
        self.dots.brushed.connect(self.choose)
        self.dots.pressed.connect(self._press)
        self.means, self.spread = Means(paper, text.levels), Spread(paper, text.spread)
        self.times = Spread(paper, text.times)
        self._frames: list[QWidget] = []
        self._lay_out()

    def show_known(self, known: Known) -> None:
        """Show what is known: the scores there are, one of them, and trials' times."""
        self._threshold = known.threshold
        with QSignalBlocker(self.score):
            self.score.clear()
            for task, name in known.keys:
                self.score.addItem(f"{task}: {name}", (task, name))
            if known.trend is not None:
                self.score.setCurrentIndex(list(known.keys).index(known.trend.key))
        self._trend = known.trend
        self._fill_groups()
        self._show_times(known.times)
        people = known.trend.frame.people if known.trend else 0
        self.choose(np.zeros(people, dtype=bool))

    def choose(self, chosen: Bools) -> None:
        """Let every plot show those chosen beside everybody."""
        self.chosen = chosen
        trend, text = self._trend, self._text
        if trend is None:
            return
        first, last = trend.scored.at("first"), trend.scored.at("last")
        self.dots.show_dots(first, last, chosen)
        self.dots.name_axes(text.first, text.last)
        told = [(levels(trend, trend.everybody(), self._threshold), ALL)]
        if chosen.any():
            told.append((levels(trend, chosen, self._threshold), CHOSEN))
        self.means.show_means(told, [text.points[one] for one in POINTS])
        self._show_spread(trend, chosen)
        count = int(chosen.sum())
        few = 0 < count < self._threshold
        said = f"< {self._threshold}" if few else str(count)
        told_of = text.chosen.format(count=said, all=trend.frame.people)
        work = text.work.format(threshold=self._threshold)
        self.said.setText(f"{told_of if count else text.brush}. {work}")

    def show_person(self, seen: Seen) -> None:
        """Show what left under one code."""
        empty(self._person)
        paper, text = self._paper, self._text
        frame, column = card(paper)
        said = text.person.format(code=seen.code)
        column.addWidget(words(paper, said, BODY, BOLD))
        bands = [f"{text.columns.get(n, n)}: {v}" for n, v in seen.bands.items() if v]
        column.addWidget(words(paper, "\n".join(bands), SMALL))
        for one in seen.scores:
            at = [f"{text.points[n]} {one.told[n]}" for n in POINTS if n in one.told]
            line = f"{one.task} {one.name}: {', '.join(at)}"
            column.addWidget(words(paper, line, SMALL))
        self._person.addWidget(frame)
        self._person.addStretch(1)

    def _lay_out(self) -> None:
        paper, edge = self._paper, self._paper.px(MARGIN)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(edge, edge // 2, edge, edge)
        outer.setSpacing(edge)
        left = QVBoxLayout()
        left.addLayout(self._head())
        left.addWidget(self.said)
        grid = QGridLayout()
        grid.setSpacing(paper.px(GAP))
        for at, plot in enumerate((self.dots, self.means, self.spread, self.times)):
            frame, column = card(paper)
            column.addWidget(plot)
            grid.addWidget(frame, at // 2, at % 2)
            self._frames.append(frame)
        left.addLayout(grid, stretch=1)
        outer.addLayout(left, stretch=1)
        holder = QWidget()
        holder.setFixedWidth(paper.px(RIGHT))
        self._person = QVBoxLayout(holder)
        self._person.addWidget(words(paper, self._text.nobody, BODY))
        self._person.addStretch(1)
        outer.addWidget(holder)

    def _head(self) -> QHBoxLayout:
        """Return which score is shown, and which group is chosen."""
        head = QHBoxLayout()
        named = ((self._text.outcome, self.score), (self._text.by, self.group))
        for label, box in named:
            said = words(self._paper, label, SMALL)
            said.setWordWrap(False)
            head.addWidget(said)
            head.addWidget(box)
        head.addStretch(1)
        return head

    def _key(self) -> tuple[str, str]:
        task, name = self.score.currentData()
        return str(task), str(name)

    def _fill_groups(self) -> None:
        """Offer every group that there is as a way to choose without a pointer."""
        with QSignalBlocker(self.group):
            self.group.clear()
            self.group.addItem(self._text.everybody, None)
            if self._trend is None:
                return
            for column in (*COLUMNS, "site"):
                for value in sorted(
                    {str(v) for v in self._trend.frame.columns[column]}
                ):
                    name = f"{self._text.columns[column]}: {value}"
                    self.group.addItem(name, (column, value))

    def _choose_group(self) -> None:
        trend, asked = self._trend, self.group.currentData()
        if trend is None:
            return
        nobody = np.zeros(trend.frame.people, dtype=bool)
        self.choose(trend.those(*asked) if asked else nobody)

    def _show_spread(self, trend: Trend, chosen: Bools) -> None:
        edges, few = edges_of(trend.scored), self._threshold
        among = chosen if chosen.any() else trend.everybody()
        told = [
            (spread(trend.scored.at("first")[among], edges, few), ALL),
            (spread(trend.scored.at("last")[among], edges, few), CHOSEN),
        ]
        self.spread.show_bins(told)
        self.spread.name_axes(trend.key[1], self._text.people)

    def _show_times(self, times: tuple[Times, ...]) -> None:
        at = {one.point: one.bins for one in times}
        shown = [(at[point], colour) for point, colour in _ENDS if point in at]
        self._frames[-1].setVisible(bool(shown))
        self.times.show_bins(shown)
        task = times[0].task if times else ""
        self.times.name_axes(self._text.ms, self._text.trials.format(task=task))

    def _press(self, row: int) -> None:
        if self._trend is not None:
            self.wanted.emit(self._trend.frame.codes[row])


_ENDS = (("first", ALL), ("last", CHOSEN))
