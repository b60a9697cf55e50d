"""What leaves the window on no way: no link is opened, nothing stays to be pasted."""

from typing import Any

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QClipboard, QDesktopServices
from PySide6.QtWidgets import QApplication

SCHEMES = ("http", "https", "file", "mailto", "ftp", "tel", "data", "javascript")
TAKEN: Any = "taken"
# The binding's description wants bytes here; the binding itself takes only text.


class NoLinks(QObject):
    """Takes every link that Qt would hand to another program, and does nothing."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        for scheme in SCHEMES:
            QDesktopServices.setUrlHandler(scheme, self, TAKEN)

    @Slot(QUrl)
    def taken(self, _url: QUrl) -> None:
        """Open nothing."""

    def release(self) -> None:
        """Take no more links: the window goes."""
        for scheme in SCHEMES:
            QDesktopServices.unsetUrlHandler(scheme)


def forget_copies() -> None:
    """Leave nothing to be pasted: the next person is somebody else."""
    clipboard = QApplication.clipboard()
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        clipboard.clear(mode)
