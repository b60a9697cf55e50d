"""Readers as others have them: bare, in a thread, and polled by a busy screen.

Not a benchmark of its own; `press_timing` measures against them.
"""

import gc
import os
import termios
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

FRAME_MS = 1000 / 60
WORK_S = 0.010

Times = Sequence[float]


def open_bare(path: Path) -> int:
    """Open a port as it is, without what was said before."""
    port = os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    termios.tcflush(port, termios.TCIFLUSH)
    return port


def stamps_in(data: bytes, now_ms: float) -> Times:
    """Stamp each press among the bytes; a press is a capital letter."""
    return [now_ms for byte in data if chr(byte).isupper()]


def stamp_barely(path: Path, pipe: Connection) -> None:
    """Read and stamp, nothing else, until the device hangs up; then tell the stamps."""
    gc.disable()
    stamps = read_until_gone(open_bare(path))
    pipe.send(stamps)


def read_until_gone(port: int) -> Times:
    """Return the stamps of all presses until the device hangs up."""
    os.set_blocking(port, True)
    stamps: list[float] = []
    with suppress(OSError):
        while data := os.read(port, 64):
            stamps += stamps_in(data, time.monotonic_ns() / 1e6)
    return stamps


class Screen:
    """A window that repaints every frame and computes; it polls one port meanwhile."""

    def __init__(self, polled: Path) -> None:
        self._app = QApplication.instance() or QApplication(["screen"])
        self._label = QLabel("0")
        self._label.resize(640, 400)
        self._label.show()
        self._port = open_bare(polled)
        self._timer = QTimer()
        self._timer.timeout.connect(self._frame)
        self._frames = 0
        self._over: Callable[[], bool] = lambda: False
        self.stamps: list[float] = []

    def run(self, over: Callable[[], bool]) -> None:
        """Draw frames until it is over."""
        self._over = over
        self._timer.start(round(FRAME_MS))
        self._app.exec()
        self._timer.stop()

    def close(self) -> None:
        """Let the port go."""
        os.close(self._port)

    def _frame(self) -> None:
        began = time.monotonic()
        with suppress(OSError):
            data = os.read(self._port, 1024)
            self.stamps += stamps_in(data, time.monotonic_ns() / 1e6)
        self._frames += 1
        self._label.setText(str(self._frames))
        while time.monotonic() < began + WORK_S:
            sum(range(100))
        if self._over():
            self._app.exit()
