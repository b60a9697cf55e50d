"""Work that may stand still, such as a stick's, done apart from who waits for it."""

import errno
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event
from typing import TypeVar

from pod.bundle.carry import StoppedError
from pod.desk.stick import Writing

STEP_S = 0.02
"""No step waits longer, whatever the stick does."""
T = TypeVar("T")


class Heard:
    """How far some work has come; whoever asked for it can stop it."""

    def __init__(self) -> None:
        self.of = self._done = 0
        self._stopped = Event()

    def tell(self, more: int) -> None:
        """Hear of so many bytes more; StoppedError once nobody waits for them."""
        if self._stopped.is_set():
            raise StoppedError(errno.ECANCELED, "nobody waits for it any more")
        self._done += more

    def stop(self) -> None:
        """Let the work end at its next bytes."""
        self._stopped.set()

    def said(self) -> Writing:
        """Return how far it has come."""
        return Writing(min(self._done, self.of), self.of)


class Hand:
    """Does one thing after another in a thread of its own."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, "stick")

    def steps(self, work: Callable[[], T], heard: Heard) -> Generator[Writing, None, T]:
        """Do some work, in steps that are short; return or raise what it did."""
        return (yield from waited(self.begun(work), heard))

    def begun(self, work: Callable[[], T]) -> "Future[T]":
        """Do some work after all that was begun before, whoever waits for it."""
        return self._pool.submit(work)


def waited(work: "Future[T]", heard: Heard) -> Generator[Writing, None, T]:
    """Wait for some work in steps that are short; return or raise what it did."""
    while True:
        wait([work], STEP_S)
        if work.done():
            return work.result()
        yield heard.said()
