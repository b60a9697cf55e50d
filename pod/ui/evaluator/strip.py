"""The strip over every page: the study, its tabs, and what is being done."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pod.ui.evaluator.cards import line
from pod.ui.evaluator.flowing import Flowing
from pod.ui.evaluator.paper import BODY, GAP, MARGIN, MIDDLE, STRIP, TITLE, Paper

BAR_WIDE, WHOLE = 160, 1000


class Strip(QWidget):
    """The study's name, a tab for every page, and one line that says what is done."""

    def __init__(self, paper: Paper, title: str, names: Mapping[str, str]) -> None:
        super().__init__()
        self._paper = paper
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        edge = paper.px(MARGIN)
        column.setContentsMargins(edge, 0, edge, 0)
        self._flow = Flowing(paper.px(GAP), last_right=True)
        column.addWidget(self._flow)
        self._flow.add(line(paper, title, TITLE - 4, MIDDLE))
        self._group = QButtonGroup(self)
        self.tabs = {name: self._tab(said) for name, said in names.items()}
        self._bar = QProgressBar()
        self._said = line(paper, "")
        self._telling()

    def on_open(self, opened: Callable[[str], None]) -> None:
        """Call this with a tab's name when it is pressed."""
        for name, tab in self.tabs.items():
            tab.clicked.connect(lambda _on, name=name: opened(name))

    def say(self, said: str, share: float | None = None) -> None:
        """Say what is done, with the share of it that is, or less than nought.

        Without a share nothing is going on any more.
        """
        self._said.setText(said)
        self._bar.setVisible(share is not None)
        if share is not None:
            self._bar.setRange(0, WHOLE if share >= 0 else 0)
            self._bar.setValue(round(share * WHOLE))
            self._bar.setAccessibleName(said)
        self._flow.settle()

    def _telling(self) -> None:
        """Put the bar and the line of words at the end."""
        holder = QWidget()
        holder.setObjectName("strip")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._paper.px(GAP))
        self._bar.setFixedWidth(self._paper.px(BAR_WIDE))
        self._bar.setTextVisible(False)
        self._bar.hide()
        row.addWidget(self._bar)
        row.addWidget(self._said)
        self._flow.add(holder)

    def _tab(self, said: str) -> QPushButton:
        tab = QPushButton(said)
        tab.setObjectName("tab")
        tab.setCheckable(True)
        tab.setFont(self._paper.font(BODY))
        tab.setFixedHeight(self._paper.px(STRIP))
        self._group.addButton(tab)
        self._flow.add(tab)
        return tab
