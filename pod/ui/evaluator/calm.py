"""What stands in a page's place where there is nothing to show, or it went wrong."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pod.ui.evaluator.cards import button, card, empty, icon, words
from pod.ui.evaluator.paper import GAP, HEAD, MARGIN, Paper

WIDE, ICON = 900, 84
NOTHING, WRONG = "ph.tray", "ph.info"


class Calm(QWidget):
    """One sentence, and one thing to do about it."""

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self._paper = paper
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*[paper.px(MARGIN)] * 4)

    def say(self, glyph: str, said: str, label: str, deed: Callable[[], None]) -> None:
        """Show a sentence, and a button that does something about it."""
        empty(self._column)
        paper = self._paper
        frame, column = card(paper)
        frame.setMaximumWidth(paper.px(WIDE))
        column.setContentsMargins(*[paper.px(2 * MARGIN)] * 4)
        column.setSpacing(paper.px(2 * GAP))
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(icon(paper, glyph, ICON), alignment=middle)
        sentence = words(paper, said, HEAD)
        sentence.setAlignment(middle)
        column.addWidget(sentence)
        key = button(paper, label, "main")
        key.clicked.connect(deed)
        column.addWidget(key)
        self._column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(frame, stretch=4)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addStretch(2)
