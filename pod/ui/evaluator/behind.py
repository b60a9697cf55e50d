"""Answers the window's questions in a thread of its own, one after another.

The window never waits: it asks, goes on, and is told on its own thread. A question that
nobody wants any more (its page asked a newer one under the same name, or it was
stopped) is not begun, ends where it next says how far it is, and is not shown.
"""

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, Signal

from pod.errors import Trouble
from pod.evaluation.viewing.told import Told

log = logging.getLogger(__name__)

Work: TypeAlias = Callable[[Told], Any]
OUR_FAULT = "This could not be worked out. The mistake is the program's; try again."
OFTEN_S = 0.05
"""How often the window is told how far something is: as fast as eyes follow."""


class _NotWantedError(Exception):
    """Nobody wants the answer any more."""


class Behind(QObject):
    """A queue of questions and the thread that answers them."""

    _answered = Signal(str, int, object)
    _failed = Signal(str, int, str)
    _told = Signal(str, int, str, float)
    busy = Signal(str, str, float)
    """Which question, what is done for it, and its share that is done, or less than
    nought; nothing once all is answered."""

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

    def stop(self, name: str) -> None:
        """Want no answer to the question of this name."""
        self._newest[name] = self._newest.get(name, 0) + 1

    def close(self) -> None:
        """Ask for nothing more; what is being done is waited for, the rest is not."""
        self._newest.clear()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _do(self, name: str, number: int, work: Work) -> None:
        """Answer one question; in the other thread."""
        told = _Telling(self, name, number)
        try:
            told.check()
            answer = work(told)
        except _NotWantedError:
            self._answered.emit(name, number, None)
        except Trouble as trouble:
            said = (f"{one.rstrip('.')}." for one in (trouble.say, trouble.do) if one)
            self._failed.emit(name, number, " ".join(said))
        except Exception:
            log.exception("A question of the window could not be answered")
            self._failed.emit(name, number, OUR_FAULT)
        else:
            self._answered.emit(name, number, answer)

    def wants(self, name: str, number: int) -> bool:
        """Tell whether the answer to a question is still wanted."""
        return self._newest.get(name) == number

    def _take(self, name: str, number: int, answer: object) -> None:
        self._over()
        if self.wants(name, number):
            self._then[name][0](answer)

    def _take_trouble(self, name: str, number: int, told: str) -> None:
        self._over()
        if self.wants(name, number):
            self._then[name][1](told)

    def _take_word(self, name: str, number: int, said: str, share: float) -> None:
        if self.wants(name, number):
            self.busy.emit(name, said, share)

    def _over(self) -> None:
        self._open -= 1
        if not self._open:
            self.busy.emit("", "", -1.0)

    def tell(self, name: str, number: int, said: str, share: float) -> None:
        """Tell the window how far it is; from any thread."""
        self._told.emit(name, number, said, share)


class _Telling:
    """What one piece of work says how far it is with; it ends what nobody wants."""

    def __init__(self, behind: Behind, name: str, number: int) -> None:
        self._behind, self._name, self._number = behind, name, number
        self._last_s = 0.0

    def __call__(self, said: str, share: float | None = None, /) -> None:
        self.check()
        now_s = time.monotonic()
        if now_s - self._last_s >= OFTEN_S:
            self._last_s = now_s
            known = -1.0 if share is None else share
            self._behind.tell(self._name, self._number, said, known)

    def check(self) -> None:
        """End the work where nobody wants its answer."""
        if not self._behind.wants(self._name, self._number):
            raise _NotWantedError
