"""The report: what it will hold, writing it, and opening what was written."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pod.evaluation.analysis.findings import Findings, Stamp
from pod.evaluation.viewing.study import StudyInView
from pod.ui.evaluator.cards import button, card, empty, line, words
from pod.ui.evaluator.columns import Columns
from pod.ui.evaluator.page import Asks
from pod.ui.evaluator.paper import BODY, GAP, HEAD, MIDDLE, SMALL, Paper
from pod.ui.evaluator.words import ReportWords

WIDE, WRITE, IN_PARTS = 1200, "write", 8
STAMPED = ("data", "policy", "pack", "sites", "code")


class ReportPage(QWidget):
    """One column: what was analysed, and the button that writes it down."""

    def __init__(self, paper: Paper, text: ReportWords, asks: Asks) -> None:
        super().__init__()
        self._paper, self._text, self._asks = paper, text, asks
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        columns = Columns(paper, (WIDE,))
        outer.addWidget(columns)
        (self._column,) = columns.columns
        self.write = button(paper, text.write, "main")
        self.write.clicked.connect(self._write)
        self.open = button(paper, text.open)
        self._said = words(paper, "", BODY)
        self._first: Path | None = None
        self.open.clicked.connect(self._open)

    def show_findings(self, findings: Findings) -> None:
        """Show what the report would be of."""
        kept = (self.write, self._said, self.open)
        for one in kept:
            one.setParent(None)
        empty(self._column)
        paper = self._paper
        self._column.addWidget(words(paper, self._text.title, HEAD + 4, MIDDLE))
        frame, column = card(paper)
        column.addWidget(words(paper, self._text.what, BODY))
        column.addLayout(self._stamp(findings.stamp))
        for note in findings.notes:
            column.addWidget(words(paper, note, SMALL))
        self._column.addWidget(frame)
        for one in kept:
            self._column.addWidget(one)
        self.open.setVisible(self._first is not None)
        self._column.addStretch(1)

    def refuse(self, name: str, said: str) -> None:
        """Say why the report could not be written."""
        if name == WRITE:
            self.write.setEnabled(True)
            self._said.setText(said)

    def _stamp(self, stamp: Stamp) -> QGridLayout:
        """Return what the report says of its data and code, a line each."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._paper.px(2 * GAP))
        for row, name in enumerate(STAMPED):
            grid.addWidget(line(self._paper, self._text.stamp[name]), row, 0)
            told = str(getattr(stamp, name))
            parts = (told[at : at + IN_PARTS] for at in range(0, len(told), IN_PARTS))
            grid.addWidget(words(self._paper, " ".join(parts), SMALL), row, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _write(self) -> None:
        self.write.setEnabled(False)
        self._said.setText(self._text.writing)
        self._asks.ask(WRITE, StudyInView.report, self._written)

    def _written(self, first: Path) -> None:
        self._first = first
        self.write.setEnabled(True)
        self.open.setVisible(True)
        self._said.setText(self._text.written.format(folder=first.parent))

    def _open(self) -> None:
        if self._first is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._first)))
