"""Words for another program on a staff PC: the one place that may, never at a pod."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_MS = 300_000


def copy_words(words: str) -> None:
    """Let words be pasted elsewhere, for five minutes and no longer."""
    QGuiApplication.clipboard().setText(words)
    QTimer.singleShot(KEPT_MS, lambda: forget_words(words))


def forget_words(words: str) -> None:
    """Let nothing be pasted any more, unless it is another's by now."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.text() == words:
        clipboard.clear(QClipboard.Mode.Clipboard)
