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

from pod.desk import News, Reply, Request, Sorry
from pod.events import Alive, Event

log = logging.getLogger(__name__)

Answered: TypeAlias = Callable[[Reply], None]
Answer: TypeAlias = Callable[[Request], Reply]
Take: TypeAlias = Callable[[Event | Alive], tuple[News, ...]]
Job: TypeAlias = tuple[bytes, Answered] | Event | Alive | None

_encode = msgspec.msgpack.Encoder().encode
_request = msgspec.msgpack.Decoder(Request)
_reply = msgspec.msgpack.Decoder(Reply)
_unasked = msgspec.msgpack.Decoder(News)


def _let_go(_event: Event | Alive) -> tuple[News, ...]:
    """Take in nothing: where no core is, nobody needs to know."""
    return ()


class Doorbell(QObject):
    """Brings what happened in another thread into the screen's thread."""

    rang = Signal(object)


class Link(QObject):
    """A desk whose core answers in its own thread, one request at a time, in order."""

    told = Signal(object)
    """News that the core has for the screen, unasked."""
    _came = Signal(bytes, object)
    _news = Signal(list)

    def __init__(
        self, answer: Callable[[Request], Reply], take: Take = _let_go
    ) -> None:
        super().__init__()
        self._core, self._take = answer, take
        self._jobs: queue.Queue[Job] = queue.Queue()
        self._given = self._returned = 0
        self._giving = threading.Lock()
        self._came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._news.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name="pod-core", daemon=True)
        self._thread.start()

    def ask(self, request: Request, answered: Answered) -> None:
        """Hand a request over; `answered` is called later, in the screen's thread."""
        self._give((_encode(request), answered))

    def tell(self, event: Event | Alive) -> None:
        """Let the core know what a device brought, in its turn; from any thread."""
        self._give(event)

    @property
    def pending(self) -> int:
        """How much the core was given and has not answered yet."""
        return self._given - self._returned

    def close(self) -> None:
        """Let the core finish what it was asked, then stop."""
        self._jobs.put(None)
        self._thread.join()

    def _give(self, job: Job) -> None:
        with self._giving:
            self._given += 1
        self._jobs.put(job)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            if isinstance(job, tuple):
                raw, answered = job
                self._came.emit(self._answer(raw), answered)
            else:
                self._news.emit([_encode(one) for one in self._take(job)])

    def _answer(self, raw: bytes) -> bytes:
        """Answer one request; whatever is wrong with it, the next is answered too."""
        try:
            return _encode(self._core(_request.decode(raw)))
        except msgspec.MsgspecError:
            log.warning("a request that is none was refused")
            return _encode(Sorry("malformed", "That could not be understood."))

    @Slot(bytes, object)
    def _deliver(self, raw: bytes, answered: Answered) -> None:
        self._returned += 1
        answered(_reply.decode(raw))

    @Slot(list)
    def _pass_on(self, news: list[bytes]) -> None:
        self._returned += 1
        for raw in news:
            self.told.emit(_unasked.decode(raw))
