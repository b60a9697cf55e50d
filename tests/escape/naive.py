"""A window as anybody would write it, full screen: it shows that the tests can fail.

`python -m tests.escape.naive` shows it; with `gate` a question stands before it. It has
the pod's own name, so that a window manager treats both alike.
"""

import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMessageBox,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

LINK = '<a href="https://example.org/">a link in a sentence that is quite long</a>'


class Naive(QMainWindow):
    """Menus, fields that can be typed in, a browser and a link."""

    def __init__(self):
        super().__init__()
        self.setWindowTitle("pod")
        menu = self.menuBar().addMenu("&File")
        menu.addAction("&Close", "Ctrl+W", self.close)
        menu.addAction("&Quit", "Ctrl+Q", QApplication.quit)
        self.line, self.text = QLineEdit("a line", self), QTextEdit("some text", self)
        self.browser, self.link = QTextBrowser(self), QLabel(LINK, self)
        self.browser.setHtml(LINK)
        self.browser.setOpenExternalLinks(True)
        self.link.setOpenExternalLinks(True)
        self.setToolTip("a tip")
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        for one in (self.line, self.link, self.text, self.browser):
            column.addWidget(one)
        self.setCentralWidget(inside)


def main():
    app = QApplication(["pod"])
    window = Naive()
    window.showFullScreen()
    window.line.setFocus()
    if "gate" in sys.argv:
        gate = QMessageBox(window)
        gate.setText("Only staff may go on.")
        gate.setWindowModality(Qt.WindowModality.ApplicationModal)
        gate.show()
    sys.stdout.write("Ready.\n")
    sys.stdout.flush()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
