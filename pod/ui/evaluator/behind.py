"""Answers the window's questions in a thread of its own, one after another.

The window never waits: it asks, goes on, and is told on its own thread. A question that
nobody wants any more (its page asked a newer one under the same name) is not begun, and
its answer is not shown.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, Signal

from pod.errors import Trouble

log = logging.getLogger(__name__)

Told: TypeAlias = Callable[[str], None]
"""Told in a few words what is being done, from the thread that does it."""
Work: TypeAlias = Callable[[Told], Any]
OUR_FAULT = "This could not be worked out. The mistake is the program's; try again."


class Behind(QObject):
    """A queue of questions and the thread that answers them."""

    _answered = Signal(str, int, object)
    _failed = Signal(str, int, str)
    _told = Signal(str, int, str)
    busy = Signal(str)
    """What is being done now; nothing once all is answered."""

    def __init__(self) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(1, "answers")
        self._newest: dict[str, int] = {}
        self._then: dict[str, tuple[Callable[[Any], None], Callable[[str], None]]] = {}
        self._open = 0
        self._answered.connect(self._take)
        self._failed.connect(self._take_trouble)
        self._told.connect(self._take_word)

    def ask(
        self,
        name: str,
        work: Work,
        then: Callable[[Any], None],
        failed: Callable[[str], None],
    ) -> None:
        """Ask something; whatever was asked under this name before is not wanted."""
        number = self._newest[name] = self._newest.get(name, 0) + 1
        self._then[name] = (then, failed)
        self._open += 1
        self._pool.submit(self._do, name, number, work)

    def close(self) -> None:
        """Ask for nothing more; what is being done is waited for, the rest is not."""
        self._newest.clear()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _do(self, name: str, number: int, work: Work) -> None:
        """Answer one question; in the other thread."""
        if self._newest.get(name) != number:
            self._answered.emit(name, number, None)
            return
        try:
            answer = work(partial(self._told.emit, name, number))
        except Trouble as trouble:
            told = " ".join(filter(None, (trouble.say, trouble.do)))
            self._failed.emit(name, number, told)
        except Exception:
            log.exception("A question of the window could not be answered")
            self._failed.emit(name, number, OUR_FAULT)
        else:
            self._answered.emit(name, number, answer)

    def _take(self, name: str, number: int, answer: object) -> None:
        self._over()
        if self._newest.get(name) == number:
            self._then[name][0](answer)

    def _take_trouble(self, name: str, number: int, told: str) -> None:
        self._over()
        if self._newest.get(name) == number:
            self._then[name][1](told)

    def _take_word(self, name: str, number: int, said: str) -> None:
        if self._newest.get(name) == number:
            self.busy.emit(said)

    def _over(self) -> None:
        self._open -= 1
        if not self._open:
            self.busy.emit("")
