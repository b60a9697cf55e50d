"""Sites: every outcome site by site, with how much they differ."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from pod.evaluation.analysis.findings import Findings, OutcomeFindings
from pod.ui.evaluator.cards import card, choice, empty, words
from pod.ui.evaluator.forest import forest, lines_of
from pod.ui.evaluator.keeping import Keep, keep_row
from pod.ui.evaluator.paper import BODY, GAP, HEAD, MARGIN, MIDDLE, SMALL, Paper
from pod.ui.evaluator.words import ViewWords

HEADER = ("site", "n", "effect", "low", "high", "cannot_show")


class SitesPage(QWidget):
    """One outcome's forest, and the words under it."""

    def __init__(self, paper: Paper, text: ViewWords) -> None:
        super().__init__()
        self._paper, self._text = paper, text
        self._findings: Findings | None = None
        self.outcome = choice(paper, text.sites.outcome)
        self.outcome.currentIndexChanged.connect(lambda _at: self._show())
        edge = paper.px(MARGIN)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(edge, edge // 2, edge, edge)
        head = QHBoxLayout()
        head.addWidget(words(paper, text.sites.title, HEAD + 4, MIDDLE), stretch=1)
        head.addWidget(self.outcome)
        outer.addLayout(head)
        holder, area = QWidget(), QScrollArea()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(paper.px(GAP))
        area.setWidgetResizable(True)
        area.setWidget(holder)
        outer.addWidget(area, stretch=1)

    def show_findings(self, findings: Findings) -> None:
        """Show what was found, the first outcome first."""
        self._findings = findings
        with QSignalBlocker(self.outcome):
            self.outcome.clear()
            for one in findings.outcomes:
                self.outcome.addItem(one.title)
        self._show()

    def _show(self) -> None:
        """Show the outcome that is chosen."""
        empty(self._column)
        at = self.outcome.currentIndex()
        if self._findings is None or at < 0:
            return
        outcome = self._findings.outcomes[at]
        paper, text = self._paper, self._text
        lines = lines_of(outcome, text.sites)
        if not lines:
            self._column.addWidget(words(paper, text.sites.none, BODY))
            self._column.addStretch(1)
            return
        frame, column = card(paper)
        higher = outcome.better == "higher"
        figure = forest(paper, text.outcomes, lines, higher=higher)
        column.addWidget(figure)
        self._column.addWidget(frame)
        cannot = outcome.honest.cannot
        rows = [(one.name, one.n, *_effect(one.effect), cannot) for one in lines]
        keep = Keep(figure, f"sites-{outcome.task}-{outcome.score}", HEADER, rows)
        self._column.addLayout(keep_row(self, paper, text.outcomes, keep))
        self._say(outcome)
        self._column.addStretch(1)

    def _say(self, outcome: OutcomeFindings) -> None:
        """Say how much sites differ, and what none of it can show."""
        told, text = outcome.sites, self._text.sites
        if told is None:
            return
        said = [told.sentence]
        if told.i2 is not None and told.tau2 is not None and told.q is not None:
            shown = sum(one.effect is not None for one in told.lines)
            numbers = {"i2": told.i2, "tau2": told.tau2, "q": told.q}
            said.append(
                text.heterogeneity.format(**numbers, count=shown, of=told.of),
            )
        if told.predicted_low is not None and told.predicted_high is not None:
            low, high = f"{told.predicted_low:.2f}", f"{told.predicted_high:.2f}"
            said.append(text.prediction.format(low=low, high=high))
        frame, column = card(self._paper, "panel")
        column.addWidget(words(self._paper, " ".join(said), BODY))
        column.addWidget(words(self._paper, outcome.honest.cannot, SMALL))
        self._column.addWidget(frame)


def _effect(effect: object) -> tuple[object, object, object]:
    """Return an effect's three numbers, or that they are withheld."""
    numbers = [getattr(effect, name, "withheld") for name in ("value", "low", "high")]
    return numbers[0], numbers[1], numbers[2]
