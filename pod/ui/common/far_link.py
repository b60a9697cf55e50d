"""Carries requests to the core's own process, and comes to it again whenever it goes.

While no core is there, whatever is asked is answered at once with the same calm
apology; nothing is kept for later, since nobody knows who will be there then.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeAlias

from msgspec.msgpack import Decoder
from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from pod.desk import Request, Sorry
from pod.desk.line import Answer, Ask, Told
from pod.events import Alive
from pod.ui.common.asking import MALFORMED, Answered, Asking, is_sayable
from pod.ui.common.link import Link
from pod.wire import Broken, TooMuch, Wire, connect

TOLD: Decoder[Told] = Decoder(Told)
AGAIN_MS = 25
"""Looking for a core that is not there takes a tenth of a millisecond."""
PATIENCE_MS = 20_000
"""A core that has not answered by then is no longer waited for."""
NO_CORE = Sorry("no_core", "This pod is getting ready.", lock=True)


class FarLink(QObject):
    """A desk whose core listens at a socket."""

    told = Signal(object)
    """News that the core has for the screen, unasked."""
    found = Signal()
    """A core is there, and knows nobody yet."""
    gone = Signal()
    """The core is there no more; what was asked of it is lost."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._asking = Asking()
        self._wire: Wire[Told] | None = None
        self._reads: QSocketNotifier | None = None
        self._writes: QSocketNotifier | None = None
        self._again, self._patience = self._timer(AGAIN_MS), self._timer(PATIENCE_MS)
        self._again.timeout.connect(self.begin)
        self._patience.timeout.connect(self._lose)

    def begin(self) -> None:
        """Come to the core, and again and again until it is there."""
        try:
            self._wire = connect(self._path, TOLD, timeout_s=0)
        except Broken:
            self._again.start()
            return
        self._reads = self._notifier(QSocketNotifier.Type.Read)
        self._reads.activated.connect(self._receive)
        self._writes = self._notifier(QSocketNotifier.Type.Write)
        self._writes.setEnabled(False)
        self._writes.activated.connect(self._flush)
        self.found.emit()

    def ask(self, request: Request, answered: Answered) -> None:
        """Hand a request over; `answered` is called later."""
        ask = self._asking.enclose(request, answered)
        if not is_sayable(ask):
            self._apologise(ask, MALFORMED)
        elif self._wire is None:
            self._apologise(ask, NO_CORE)
        else:
            self._post(ask)

    def tell(self, alive: Alive) -> None:
        """Let the core know that the screen is well."""
        if self._wire is not None:
            self._post(alive)

    @property
    def pending(self) -> int:
        """How much the core was asked and has not answered yet."""
        return self._asking.pending

    def close(self) -> None:
        """Leave the core."""
        self._again.stop()
        self._leave()

    def _post(self, said: Ask | Alive) -> None:
        """Say something; what the socket does not take now follows later."""
        if self._wire is None or self._writes is None:
            return
        try:
            self._wire.post(said)
        except TooMuch:
            if isinstance(said, Ask):
                self._apologise(said, MALFORMED)
        except Broken:
            self._later(self._lose)
        else:
            self._writes.setEnabled(self._wire.unsent > 0)
            if isinstance(said, Ask) and not self._patience.isActive():
                self._patience.start()

    def _flush(self) -> None:
        if self._wire is None or self._writes is None:
            return
        try:
            self._wire.flush()
        except Broken:
            self._lose()
        else:
            self._writes.setEnabled(self._wire.unsent > 0)

    def _receive(self) -> None:
        wire = self._wire
        try:
            told = wire.receive() if wire is not None else []
        except Broken:
            self._lose()
            return
        for one in told:
            self._hear(one)

    def _hear(self, told: Told) -> None:
        if not isinstance(told, Answer):
            self.told.emit(told)
            return
        self._patience.stop()
        self._asking.answer(told)
        if self._asking.pending and self._wire is not None:
            self._patience.start()

    def _lose(self) -> None:
        """Know that the core has gone; tell everybody who waits, and look for it."""
        if self._wire is None:
            return
        self._leave()
        self.gone.emit()
        self._asking.answer_all(NO_CORE)
        self._again.start()

    def _leave(self) -> None:
        self._patience.stop()
        for notifier in (self._reads, self._writes):
            if notifier is not None:
                notifier.setEnabled(False)
                notifier.deleteLater()
        self._reads = self._writes = None
        if self._wire is not None:
            self._wire.close()
        self._wire = None

    def _apologise(self, ask: Ask, sorry: Sorry) -> None:
        """Answer for the core, in a moment: who asks is not done with asking yet."""
        self._later(partial(self._asking.answer, Answer(ask.number, sorry)))

    def _later(self, do: Callable[[], None]) -> None:
        QTimer.singleShot(0, self, do)

    def _timer(self, after_ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after_ms)
        return timer

    def _notifier(self, kind: QSocketNotifier.Type) -> QSocketNotifier:
        if self._wire is None:
            raise LookupError("no core is there")
        return QSocketNotifier(self._wire.fileno(), kind, self)


AnyLink: TypeAlias = Link | FarLink
