"""The evaluator's window in a program of its own: no pod, no core, no keys of people.

It needs none of what a pod needs, so it also runs on an evaluator's Windows or macOS.
"""

import signal
from pathlib import Path

from PySide6.QtWidgets import QApplication

from pod.evaluation.viewing.study import StudyInView
from pod.settings import ThemeName
from pod.ui.evaluator.paper import DRAWN_FOR_PX, Paper
from pod.ui.evaluator.window import EvaluatorWindow

FIRST = "inbox"


def run_view(folder: Path, theme: ThemeName) -> int:
    """Show the study in this folder until its window is closed; return the exit code.

    Malformed or Usage where it is no study folder.
    """
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(["pod"])
    size = app.primaryScreen().availableSize()
    paper = Paper(theme, size.width() / DRAWN_FOR_PX)
    window = EvaluatorWindow(StudyInView(folder), paper)
    window.resize(size)
    window.open(FIRST)
    window.show()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return int(app.exec())
