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
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pod.evaluation.analysis.findings import Findings
from pod.evaluation.viewing.study import StudyInView
from pod.settings import ThemeName
from pod.ui.evaluator.behind import Behind
from pod.ui.evaluator.calm import NOTHING, WRONG, Calm
from pod.ui.evaluator.page import Find, Tab, Then
from pod.ui.evaluator.pages import all_tabs
from pod.ui.evaluator.paper import Paper
from pod.ui.evaluator.strip import Strip
from pod.ui.evaluator.words import view_words

LARGER, SMALLER = ("Ctrl++", "Ctrl+="), ("Ctrl+-",)
INBOX = "inbox"
FEW_HEX = 4


class EvaluatorWindow(QMainWindow):
    """A study in a window."""

    shown = Signal(str)
    """The name of a page once what it shows is in view."""
    failed = Signal(str)
    """The name of a page once it is said why it cannot be shown."""

    def __init__(self, study: StudyInView, paper: Paper) -> None:
        super().__init__()
        self._study, self._paper, self._first = study, paper, paper
        self._text = view_words()
        self.behind = Behind()
        self.behind.busy.connect(self._busy)
        self._fresh: dict[str, str] = {}
        self.open_tab, self._built = "", 0
        self.pages: Mapping[str, Tab[Any]] = {}
        self._build()
        self._keys()

    @property
    def tabs(self) -> Mapping[str, QPushButton]:
        """Each page's tab by its name."""
        return self._strip.tabs

    def open(self, name: str) -> None:
        """Open a tab; what it shows is asked for unless it is known."""
        self.open_tab = name
        page = self.pages[name]
        self.tabs[name].setChecked(True)
        self.tabs[name].setFocus()
        if name in self._fresh:
            self._stack.setCurrentWidget(page.page)
            self._strip.say(self._fresh[name])
            self.shown.emit(name)
            return
        self._strip.say(self._text.window.reading, -1.0)
        self.behind.ask(
            name,
            partial(page.find, self._study),
            partial(self._show, name),
            partial(self._wrong, name),
        )

    def read_anew(self) -> None:
        """Ask for what is in view again: something may have come."""
        self._fresh.clear()
        self.open(self.open_tab)

    def ask(self, name: str, find: Find, then: Then) -> None:
        """Let something be found behind, and go on with it here.

        Where the pages were laid out anew meanwhile, they are told by being read anew.
        """
        built = self._built

        def gone_on(found: object) -> None:
            if built == self._built:
                then(found)
            else:
                self.read_anew()

        self.behind.ask(
            name, partial(find, self._study), gone_on, partial(self._no, name)
        )

    def stop(self, name: str) -> None:
        """Let what is done for a question go; what it has done so far stays."""
        self.behind.stop(name)

    def dress(self, theme: ThemeName) -> None:
        """Show everything in another theme."""
        if theme != self._paper.theme:
            self._first = self._first.dressed(theme)
            self._size(lambda paper: paper.dressed(theme))

    def event(self, event: QEvent) -> bool:
        """Ask for nothing more once the window closes; leave the rest to Qt."""
        if event.type() == QEvent.Type.Close:
            self.hide()
            self.behind.close()
        return super().event(event)

    def _show(self, name: str, found: object) -> None:
        """Show what a page was told, or that nothing has come yet."""
        text, page = self._text.window, self.pages[name]
        if found is None:
            deed = (text.to_inbox, partial(self.open, INBOX))
            self._calm.say(NOTHING, text.empty, *deed)
        else:
            page.show(found)
        self._stack.setCurrentWidget(self._calm if found is None else page.page)
        time = datetime.now().astimezone().strftime("%H:%M")
        said = text.opened.format(time=time)
        if isinstance(found, Findings):
            said = self._stamp(found)
        if found is not None:
            self._fresh[name] = said
        self._strip.say(said)
        self.shown.emit(name)

    def _stamp(self, found: Findings) -> str:
        """Say which data and which policy everything on a page is of."""
        stamp = found.stamp
        data, policy = (
            f"{one[:FEW_HEX]} {one[FEW_HEX : 2 * FEW_HEX]}".upper()
            for one in (stamp.data, stamp.policy)
        )
        return self._text.window.stamp.format(
            data=data, policy=policy, few=stamp.threshold
        )

    def _wrong(self, name: str, said: str) -> None:
        """Say why a page cannot be shown, and offer to try again."""
        self._calm.say(WRONG, said, self._text.window.again, self.read_anew)
        self._stack.setCurrentWidget(self._calm)
        self._strip.say("")
        self.failed.emit(name)

    def _no(self, name: str, said: str) -> None:
        """Say why something a page asked for cannot be; the page may go on."""
        self._strip.say(said)
        self.pages[self.open_tab].refuse(name, said)

    def _busy(self, name: str, said: str, share: float) -> None:
        """Say what is being done; nothing, once all is."""
        if not said:
            self._strip.say(self._fresh.get(self.open_tab, ""))
            return
        self._strip.say(said, share)
        for page in self.pages.values():
            page.busy(name, said, share)

    def _keys(self) -> None:
        """Let every tab, the letters' size and reading anew be reached by keys."""
        deeds: list[tuple[str, Callable[[], object]]] = [("F5", self.read_anew)]
        deeds += [(key, partial(self._size, Paper.larger)) for key in LARGER]
        deeds += [(key, partial(self._size, Paper.smaller)) for key in SMALLER]
        deeds.append(("Ctrl+0", lambda: self._size(lambda _paper: self._first)))
        for place, name in enumerate(self.pages, 1):
            deeds.append((f"Ctrl+{place}", partial(self.open, name)))
        for key, deed in deeds:
            QShortcut(QKeySequence(key), self, deed)

    def _size(self, change: Callable[[Paper], Paper]) -> None:
        """Set everything larger or smaller; what is known need not be asked again."""
        self._paper = change(self._paper)
        self._fresh.clear()
        self._build()
        self.open(self.open_tab)

    def _build(self) -> None:
        """Lay out the strip and the pages."""
        self._built += 1
        self.setStyleSheet(self._paper.sheet())
        self.pages = all_tabs(self._paper, self)
        title = self._text.window.title.format(study=self._study.name)
        self.setWindowTitle(title)
        self._strip = Strip(self._paper, title, self._text.window.tabs)
        self._strip.on_open(self.open)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip)
        self._stack, self._calm = QStackedWidget(), Calm(self._paper)
        for page in (self._calm, *(one.page for one in self.pages.values())):
            self._stack.addWidget(page)
        column.addWidget(self._stack, stretch=1)
        self.setCentralWidget(holder)
