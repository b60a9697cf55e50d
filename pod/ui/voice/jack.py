"""Whether headphones are plugged in, looked at again and again while it matters."""

from collections import deque
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

from pod.ui.voice.controls import CARDS, cards_of, plugged_in
from pod.ui.voice.live import Programs, mixer_words

STALLED_MS = 1000


class Jack(QObject):
    """Looks whether headphones are in; nothing waits for it.

    `plugged` is None until a card could tell. A card that once told and does so no more
    has gone, and its jack with it: nothing is plugged in.
    """

    looked = Signal()

    def __init__(
        self, device: str | None, programs: Programs, cards: Path = CARDS
    ) -> None:
        super().__init__()
        self._device, self._program, self._where = device, programs.mixer, cards
        self.plugged: bool | None = None
        self._left: deque[str] = deque()
        self._found: list[bool | None] = []
        self._process = QProcess(self)
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.finished.connect(self._told)
        self._process.errorOccurred.connect(self._not_started)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._process.kill)

    def look(self) -> None:
        """Look now; `looked` says when. While it looks already, that look counts."""
        if self._process.state() != QProcess.ProcessState.NotRunning:
            return
        self._found = []
        self._left = deque(cards_of(self._device, self._where) if self._device else ())
        self._ask()

    def close(self) -> None:
        """Let go of the process; what it was about to tell is not known."""
        self._timer.stop()
        self._left.clear()
        self._process.kill()
        self._process.waitForFinished(1000)

    def _ask(self) -> None:
        """Ask the next card, or be done with them all."""
        if not self._left:
            self._judge()
            return
        self._timer.start(STALLED_MS)
        self._process.start(self._program, list(mixer_words(self._left.popleft())))

    def _judge(self) -> None:
        """Make one answer of what the cards told."""
        self._timer.stop()
        known = [one for one in self._found if one is not None]
        if known:
            self.plugged = any(known)
        elif self.plugged is not None:
            self.plugged = False
        self.looked.emit()

    @Slot(int, QProcess.ExitStatus)
    def _told(self, code: int, _status: QProcess.ExitStatus) -> None:
        untrusted = bytes(self._process.readAllStandardOutput().data())
        whole = code == 0 and self._timer.isActive()
        told = plugged_in(untrusted.decode("utf-8", "replace")) if whole else None
        self._found.append(told)
        self._ask()

    @Slot(QProcess.ProcessError)
    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._left.clear()
            self._ask()
