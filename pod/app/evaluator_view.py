"""The evaluator's window in a program of its own: no pod, no core, no keys of people.

It needs none of what a pod needs, so it also runs on an evaluator's Windows or macOS.
"""

import signal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication

from pod.evaluation.viewing.apart import process
from pod.evaluation.viewing.study import StudyInView
from pod.settings import ThemeName
from pod.ui.evaluator.paper import Paper
from pod.ui.evaluator.window import EvaluatorWindow

FIRST = "inbox"


def run_view(folder: Path, theme: ThemeName | None) -> int:
    """Show the study in this folder until its window is closed; return the exit code.

    Without a theme the desktop's own choice of light or dark is followed, also while
    the window is open. Malformed or Usage where it is no study folder.
    """
    with process() as other:
        study = StudyInView(folder, other)
        _ = study.name
        app = _application()
        window = window_over(study, app, theme)
        window.show()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        return int(app.exec())


def window_over(
    study: StudyInView, app: QApplication, theme: ThemeName | None
) -> EvaluatorWindow:
    """Return a window that fits the screen, the desktop's letters, and its theme."""
    size, hints = app.primaryScreen().availableSize(), app.styleHints()
    letters = QFontInfo(app.font()).pixelSize()
    own = theme or theme_of(hints.colorScheme())
    window = EvaluatorWindow(study, Paper.fitting(own, size.width(), letters))
    if theme is None:
        hints.colorSchemeChanged.connect(lambda one: window.dress(theme_of(one)))
    window.resize(size)
    window.open(FIRST)
    return window


def theme_of(scheme: Qt.ColorScheme) -> ThemeName:
    """Return our theme for the desktop's choice; light where it has none."""
    return "dark" if scheme == Qt.ColorScheme.Dark else "cream"


def _application() -> QApplication:
    running = QApplication.instance()
    return running if isinstance(running, QApplication) else QApplication(["pod"])
