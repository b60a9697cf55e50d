"""Carries requests to the core and replies back, without the screen ever waiting.

What crosses is written down and read back strictly, so nothing but frozen values can
pass, and the core can move to a process of its own without touching a screen.
"""

import logging
import queue
import threading
from collections.abc import Callable
from typing import TypeAlias

import msgspec
from PySide6.QtCore import QObject, Qt, Signal, Slot

from pod.desk import Reply, Request, Sorry

log = logging.getLogger(__name__)

Answered: TypeAlias = Callable[[Reply], None]
Job: TypeAlias = tuple[bytes, Answered] | None

_encode = msgspec.msgpack.Encoder().encode
_request = msgspec.msgpack.Decoder(Request)
_reply = msgspec.msgpack.Decoder(Reply)


class Doorbell(QObject):
    """Brings what happened in another thread into the screen's thread."""

    rang = Signal(object)


class Link(QObject):
    """A desk whose core answers in its own thread, one request at a time, in order."""

    _came = Signal(bytes, object)

    def __init__(self, answer: Callable[[Request], Reply]) -> None:
        super().__init__()
        self._core = answer
        self._jobs: queue.Queue[Job] = queue.Queue()
        self.pending = 0
        self._came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name="pod-core", daemon=True)
        self._thread.start()

    def ask(self, request: Request, answered: Answered) -> None:
        """Hand a request over; `answered` is called later, in the screen's thread."""
        self.pending += 1
        self._jobs.put((_encode(request), answered))

    def close(self) -> None:
        """Let the core finish what it was asked, then stop."""
        self._jobs.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            raw, answered = job
            self._came.emit(self._answer(raw), answered)

    def _answer(self, raw: bytes) -> bytes:
        """Answer one request; whatever is wrong with it, the next is answered too."""
        try:
            return _encode(self._core(_request.decode(raw)))
        except msgspec.MsgspecError:
            log.warning("a request that is none was refused")
            return _encode(Sorry("malformed", "That could not be understood."))

    @Slot(bytes, object)
    def _deliver(self, raw: bytes, answered: Answered) -> None:
        self.pending -= 1
        answered(_reply.decode(raw))
