"""The evaluator's window: a strip of tabs over pages, answered from behind.

Nothing is read on the window's own thread. What a page shows is asked for when it is
first opened, and again once the study was read anew.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pod.evaluation.viewing.study import StudyInView
from pod.ui.evaluator.behind import Behind
from pod.ui.evaluator.cards import words
from pod.ui.evaluator.page import Find, Tab, Then
from pod.ui.evaluator.pages import all_tabs
from pod.ui.evaluator.paper import BODY, MARGIN, MIDDLE, SMALL, STRIP, TITLE, Paper
from pod.ui.evaluator.words import view_words

LARGER, SMALLER = ("Ctrl++", "Ctrl+="), ("Ctrl+-",)


class EvaluatorWindow(QMainWindow):
    """A study in a window."""

    shown = Signal(str)
    """The name of a page once what it shows is in view."""

    def __init__(self, study: StudyInView, paper: Paper) -> None:
        super().__init__()
        self._study, self._paper = study, paper
        self._text = view_words()
        self.behind = Behind()
        self.behind.busy.connect(self._busy)
        self._fresh: set[str] = set()
        self.open_tab = ""
        self.tabs: dict[str, QPushButton] = {}
        self.pages: Mapping[str, Tab[Any]] = {}
        self._build()
        for keys, change in ((LARGER, Paper.larger), (SMALLER, Paper.smaller)):
            for key in keys:
                QShortcut(QKeySequence(key), self, lambda how=change: self._size(how))
        QShortcut(QKeySequence("F5"), self, self.read_anew)

    def open(self, name: str) -> None:
        """Open a tab; what it shows is asked for unless it is known."""
        self.open_tab = name
        page = self.pages[name]
        self.tabs[name].setChecked(True)
        self.tabs[name].setFocus()
        self._stack.setCurrentWidget(page.page)
        if name in self._fresh:
            self.shown.emit(name)
            return
        self._say(self._text.window.reading)
        self.ask(name, page.find, partial(self._show, name))

    def read_anew(self) -> None:
        """Ask for what is in view again: something may have come."""
        self._fresh.clear()
        self.open(self.open_tab)

    def ask(self, name: str, find: Find, then: Then) -> None:
        """Let something be found behind, and go on with it here."""
        self.behind.ask(name, partial(find, self._study), then, self._say)

    def event(self, event: QEvent) -> bool:
        """Ask for nothing more once the window closes; leave the rest to Qt."""
        if event.type() == QEvent.Type.Close:
            self.behind.close()
        return super().event(event)

    def _show(self, name: str, found: object) -> None:
        self._fresh.add(name)
        self.pages[name].show(found)
        time = datetime.now().astimezone().strftime("%H:%M")
        self._say(self._text.window.opened.format(time=time))
        self.shown.emit(name)

    def _say(self, said: str) -> None:
        self._said.setText(said)

    def _busy(self, said: str) -> None:
        if said:
            self._say(said)

    def _size(self, change: Callable[[Paper], Paper]) -> None:
        """Set everything larger or smaller; what is known need not be asked again."""
        self._paper = change(self._paper)
        self._fresh.clear()
        self._build()
        self.open(self.open_tab)

    def _build(self) -> None:
        """Lay out the strip and the pages."""
        self.setStyleSheet(self._paper.sheet())
        self.pages = all_tabs(self._paper, self.ask, self.read_anew)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip())
        self._stack = QStackedWidget()
        for one in self.pages.values():
            self._stack.addWidget(one.page)
        column.addWidget(self._stack, stretch=1)
        self.setCentralWidget(holder)

    def _strip(self) -> QFrame:
        paper = self._paper
        strip = QFrame()
        strip.setObjectName("strip")
        strip.setFixedHeight(paper.px(STRIP))
        row = QHBoxLayout(strip)
        row.setContentsMargins(paper.px(MARGIN), 0, paper.px(MARGIN), 0)
        row.setSpacing(paper.px(MARGIN))
        title = self._text.window.title.format(study=self._study.name)
        self.setWindowTitle(title)
        row.addWidget(_one_line(words(paper, title, TITLE - 4, MIDDLE)))
        group = QButtonGroup(self)
        self.tabs = {name: self._tab(name, group) for name in self.pages}
        for tab in self.tabs.values():
            row.addWidget(tab)
        row.addStretch(1)
        self._said = _one_line(words(paper, "", SMALL))
        row.addWidget(self._said)
        return strip

    def _tab(self, name: str, group: QButtonGroup) -> QPushButton:
        tab = QPushButton(self._text.window.tabs[name])
        tab.setObjectName("tab")
        tab.setCheckable(True)
        tab.setFont(self._paper.font(BODY))
        tab.setFixedHeight(self._paper.px(STRIP))
        tab.clicked.connect(lambda: self.open(name))
        group.addButton(tab)
        return tab


def _one_line(label: QLabel) -> QLabel:
    label.setWordWrap(False)
    return label
