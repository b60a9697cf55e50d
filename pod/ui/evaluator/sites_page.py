"""Sites: every outcome site by site, with how much they differ."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pod.evaluation.analysis.findings import Findings, OutcomeFindings
from pod.ui.evaluator.cards import card, choice, empty, line, words
from pod.ui.evaluator.columns import Columns
from pod.ui.evaluator.flowing import Flowing
from pod.ui.evaluator.forest import forest, lines_of
from pod.ui.evaluator.keeping import Keep, keep_menu, said_in
from pod.ui.evaluator.paper import BODY, GAP, HEAD, MIDDLE, SMALL, Paper
from pod.ui.evaluator.words import ViewWords

CHOICE = 320
HEADER = ("site", "n", "effect", "low", "high", "cannot_show")


class SitesPage(QWidget):
    """One outcome's forest, and the words under it."""

    def __init__(self, paper: Paper, text: ViewWords) -> None:
        super().__init__()
        self._paper, self._text = paper, text
        self._findings: Findings | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        columns = Columns(paper, (0,))
        outer.addWidget(columns)
        (whole,) = columns.columns
        self.outcome = choice(paper, text.sites.outcome)
        self.outcome.currentIndexChanged.connect(lambda _at: self._show())
        self._keep: Keep | None = None
        self._saved = words(paper, "", SMALL)
        self.save = keep_menu(
            paper,
            text.outcomes,
            lambda: self._keep,
            said_in(self._saved),
            text.sites.title,
        )
        whole.addWidget(self._head())
        whole.addWidget(self._saved)
        self._column = QVBoxLayout()
        self._column.setSpacing(paper.px(GAP))
        whole.addLayout(self._column)
        whole.addStretch(1)

    def show_findings(self, findings: Findings) -> None:
        """Show what was found, the first outcome first."""
        self._findings = findings
        with QSignalBlocker(self.outcome):
            self.outcome.clear()
            for one in findings.outcomes:
                self.outcome.addItem(one.title)
        self._show()

    def _head(self) -> QWidget:
        """Return the title, and what chooses an outcome and saves its figure."""
        paper = self._paper
        self.outcome.setMinimumWidth(paper.px(CHOICE))
        head = Flowing(paper.px(GAP), paper.px(GAP), last_right=True)
        head.add(line(paper, self._text.sites.title, HEAD + 4, MIDDLE))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.outcome)
        row.addWidget(self.save)
        head.add(holder)
        return head

    def _show(self) -> None:
        """Show the outcome that is chosen."""
        empty(self._column)
        self._keep = None
        at = self.outcome.currentIndex()
        if self._findings is None or at < 0:
            return
        outcome = self._findings.outcomes[at]
        paper, text = self._paper, self._text
        lines = lines_of(outcome, text.sites)
        if not lines:
            self._column.addWidget(words(paper, text.sites.none, BODY))
            return
        frame, column = card(paper)
        higher = outcome.better == "higher"
        figure = forest(paper, text, lines, higher=higher)
        column.addWidget(figure)
        self._column.addWidget(frame)
        cannot = outcome.honest.cannot
        rows = [(one.name, one.n, *_effect(one.effect), cannot) for one in lines]
        name = f"sites-{outcome.task}-{outcome.score}"
        self._keep = Keep(figure, name, HEADER, rows)
        self._say(outcome)

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
