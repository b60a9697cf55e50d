"""The floor: a bare QRasterWindow that fills a square, stamped after its flush.

Prints [[asked, stamped], ...] in ms of the monotonic clock. Not a benchmark of its own.
"""

import json
import os
import sys
import time
from random import SystemRandom

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QRasterWindow, Qt

SIDE, LEFT, TOP = 408, 436, 125
LEAST_MS, MOST_MS = 20, 60


class Bare(QRasterWindow):
    """A square in the middle, bright or dark in turn."""

    def __init__(self, left: int) -> None:
        super().__init__()
        self.bright, self.asked, self.left = False, False, left
        self.seen: list[list[float]] = []
        self.rng = SystemRandom()

    def flip(self) -> None:
        """Ask for the other colour."""
        self.bright, self.asked = not self.bright, True
        self.seen.append([time.monotonic_ns() / 1e6, 0.0])
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Fill the square."""
        colour = Qt.GlobalColor.white if self.bright else Qt.GlobalColor.black
        with QPainter(self) as painter:
            painter.fillRect(LEFT, TOP, SIDE, SIDE, colour)

    def event(self, event: QEvent) -> bool:
        """Stamp right after the flush."""
        done = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest and self.asked:
            self.asked = False
            self.seen[-1][1] = time.monotonic_ns() / 1e6
            if len(self.seen) == self.left:
                QGuiApplication.exit(0)
            QTimer.singleShot(self.rng.randint(LEAST_MS, MOST_MS), self.flip)
        return done


def main() -> None:
    """Flip so many times."""
    os.environ["QT_QPA_UPDATE_IDLE_TIME"] = "0"
    app = QGuiApplication([])
    window = Bare(int(sys.argv[1]))
    window.setGeometry(0, 0, 1280, 800)
    window.show()
    QTimer.singleShot(800, window.flip)
    app.exec()
    print(json.dumps(window.seen))


if __name__ == "__main__":
    main()
