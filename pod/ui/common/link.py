"""Carries requests to the core and replies back, without the screen ever waiting.

What crosses is written down and read back strictly, so nothing but frozen values can
pass. Here the core is a thread of this process, for tests and rehearsals; in
`far_link` it is a process of its own. No screen can tell which.
"""

import logging
import queue
import threading
from collections.abc import Callable
from typing import TypeAlias

import msgspec
from PySide6.QtCore import QObject, Qt, Signal, Slot

from pod.desk import News, Reply, Request
from pod.desk.line import Answer, Ask, Told
from pod.events import Alive, Event
from pod.ui.common.asking import MALFORMED, Answered, Asking, is_sayable

log = logging.getLogger(__name__)

Take: TypeAlias = Callable[[Event | Alive], tuple[News, ...]]
Job: TypeAlias = Ask | Event | Alive | None

_encode = msgspec.msgpack.Encoder().encode
_told = msgspec.msgpack.Decoder(Told)


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
    _came = Signal(list)

    def __init__(
        self, answer: Callable[[Request], Reply], take: Take = _let_go
    ) -> None:
        super().__init__()
        self._core, self._take = answer, take
        self._asking = Asking()
        self._jobs: queue.Queue[Job] = queue.Queue()
        self._given = self._returned = 0
        self._giving = threading.Lock()
        self._came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name="pod-core", daemon=True)
        self._thread.start()

    def ask(self, request: Request, answered: Answered) -> None:
        """Hand a request over; `answered` is called later, in the screen's thread."""
        self._give(self._asking.enclose(request, answered))

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
            told = [self._answer(job)] if isinstance(job, Ask) else self._take(job)
            self._came.emit([_encode(one) for one in told])

    def _answer(self, ask: Ask) -> Answer:
        """Answer one request; whatever is wrong with it, the next is answered too."""
        if is_sayable(ask):
            return Answer(ask.number, self._core(ask.request))
        log.warning("a request that is none was refused")
        return Answer(ask.number, MALFORMED)

    @Slot(list)
    def _deliver(self, told: list[bytes]) -> None:
        self._returned += 1
        for raw in told:
            match _told.decode(raw):
                case Answer() as answer:
                    self._asking.answer(answer)
                case news:
                    self.told.emit(news)
