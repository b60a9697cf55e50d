"""The report: what it will hold, writing it, and opening what was written."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod.evaluation.analysis.findings import Findings
from pod.evaluation.viewing.study import StudyInView
from pod.ui.evaluator.cards import button, card, empty, words
from pod.ui.evaluator.page import Ask
from pod.ui.evaluator.paper import BODY, GAP, HEAD, MARGIN, MIDDLE, SMALL, Paper
from pod.ui.evaluator.words import ReportWords

WIDE = 1100
STAMPED = ("data", "policy", "pack", "sites", "code")


class ReportPage(QWidget):
    """One column: what was analysed, and the button that writes it down."""

    def __init__(self, paper: Paper, text: ReportWords, ask: Ask) -> None:
        super().__init__()
        self._paper, self._text, self._ask = paper, text, ask
        self._column = QVBoxLayout(self)
        edge = paper.px(MARGIN)
        self._column.setContentsMargins(edge, edge // 2, edge, edge)
        self._column.setSpacing(paper.px(GAP))
        self.write = button(paper, text.write, "main")
        self.write.clicked.connect(self._write)
        self.open = button(paper, text.open)
        self._said = words(paper, "", SMALL)
        self._first: Path | None = None
        self.open.clicked.connect(self._open)

    def show_findings(self, findings: Findings) -> None:
        """Show what the report would be of."""
        for kept in (self.write, self.open, self._said):
            kept.setParent(None)
        empty(self._column)
        paper = self._paper
        self._column.addWidget(words(paper, self._text.title, HEAD + 4, MIDDLE))
        frame, column = card(paper)
        frame.setFixedWidth(paper.px(WIDE))
        column.addWidget(words(paper, self._text.what, BODY))
        stamp = findings.stamp
        for name in STAMPED:
            said = f"{self._text.stamp[name]}: {getattr(stamp, name)}"
            column.addWidget(words(paper, said, SMALL))
        for note in findings.notes:
            column.addWidget(words(paper, note, SMALL))
        self._column.addWidget(frame)
        for kept in (self.write, self.open, self._said):
            kept.setFixedWidth(paper.px(WIDE))
            self._column.addWidget(kept)
        self.open.setVisible(self._first is not None)
        self._column.addStretch(1)

    def _write(self) -> None:
        self.write.setEnabled(False)
        self._said.setText(self._text.writing)
        self._ask("write", StudyInView.report, self._written)

    def _written(self, first: Path) -> None:
        self._first = first
        self.write.setEnabled(True)
        self.open.setVisible(True)
        self._said.setText(self._text.written.format(folder=first.parent))

    def _open(self) -> None:
        if self._first is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._first)))
