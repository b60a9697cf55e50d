"""What tests see of the evaluator's window, and how they turn its pages."""

from PySide6.QtWidgets import QApplication, QLabel

from pod.ui.evaluator.drawing import Drawing

LONG_MS = 60_000


def unheard(_said, _share=None):
    """Take no notice of how far something is."""


def turn(qtbot, window, tab):
    """Open a tab, and wait until it is in view; what is said instead is a failure."""
    shown, failed = [], []
    window.shown.connect(shown.append)
    window.failed.connect(failed.append)
    window.open(tab)
    qtbot.waitUntil(lambda: tab in shown or bool(failed), timeout=LONG_MS)
    assert not failed, told(window)


def told(page):
    """Return every word of a page that is to be seen, and what its figures say."""
    QApplication.processEvents()
    labels = [one.text() for one in page.findChildren(QLabel) if not one.isHidden()]
    figures = [one.accessibleName() for one in page.findChildren(Drawing)]
    return " ".join([*labels, *figures])
