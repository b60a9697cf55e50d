"""Somebody at one of the core's sockets: heard in turn, answered, never waited for."""

import select
from collections import deque
from typing import Protocol

from pod.clock import Clock
from pod.desk import News, Reply, Request, Sorry
from pod.desk.line import Answer, Ask, Said
from pod.wire import Broken, TooMuch, Wire

WHOLE_WITHIN_MS = 2_000.0
"""What is begun must be said to its end within this; what is told must be taken."""
NEVER = float("inf")


class Answering(Protocol):
    """One guest's visit at the counter: who is signed in, and what they may have."""

    def answer(self, request: Request) -> Reply:
        """Answer any request; trouble comes back as a sentence."""

    def left(self) -> None:
        """Know that the other end is gone."""


class Guest:
    """One connection and its visit; every method may raise Broken.

    What it says waits in a row and is taken one by one, so that nobody who says much
    keeps the others waiting; it is read no further before that row is done.
    """

    def __init__(self, wire: Wire[Said], clock: Clock, silent_ms: float) -> None:
        self._wire, self._clock, self._silent_ms = wire, clock, silent_ms
        self._said: deque[Said] = deque()
        self._last = 0
        self._begun_ms = self._stuck_ms = NEVER
        self._heard_ms = clock.now_ms()

    def fileno(self) -> int:
        """Return the descriptor to wait on."""
        return self._wire.fileno()

    @property
    def wants(self) -> int:
        """What of `select.poll` to wait for."""
        reads = 0 if self._said else select.POLLIN
        return reads | (select.POLLOUT if self._wire.unsent else 0)

    @property
    def waits(self) -> bool:
        """Whether something that it said is not answered yet."""
        return bool(self._said)

    @property
    def due_ms(self) -> float:
        """When it is overdue, if nothing comes of it until then."""
        waited_ms = min(self._begun_ms, self._stuck_ms) + WHOLE_WITHIN_MS
        return min(waited_ms, self._heard_ms + self._silent_ms)

    def hear(self) -> None:
        """Take in what it says, and send what waits for it."""
        if not self._said:
            self._said.extend(self._wire.receive())
            self._note_hearing()
        self._wire.flush()
        self._note_sending()

    def next(self) -> Said:
        """Return what it said next; a number that does not grow ends everything."""
        said = self._said.popleft()
        if isinstance(said, Ask):
            if said.number <= self._last:
                raise Broken("The other end is out of step.")
            self._last = said.number
        return said

    def reply(self, number: int, reply: Reply) -> None:
        """Answer a request; what is too long to be said becomes an apology."""
        try:
            self._wire.post(Answer(number, reply))
        except TooMuch as much:
            self._wire.post(Answer(number, Sorry("our_fault", much.say)))
        self._note_sending()

    def tell(self, news: News) -> None:
        """Say what it did not ask for."""
        self._wire.post(news)
        self._note_sending()

    def close(self) -> None:
        """Let it go."""
        self._wire.close()

    def _note_hearing(self) -> None:
        now_ms = self._clock.now_ms()
        if self._said:
            self._heard_ms, self._begun_ms = now_ms, NEVER
        if not self._wire.begun:
            self._begun_ms = NEVER
        elif self._begun_ms == NEVER:
            self._begun_ms = now_ms

    def _note_sending(self) -> None:
        if not self._wire.unsent:
            self._stuck_ms = NEVER
        elif self._stuck_ms == NEVER:
            self._stuck_ms = self._clock.now_ms()
