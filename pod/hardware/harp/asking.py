"""Asking a board one thing after another, and again when it does not answer."""

from collections import deque
from collections.abc import Callable

from pod.hardware.harp.codec import Frame, encode
from pod.values import Value

NEVER = float("inf")
AT_ONCE = 0.0
MOST_WAITING = 64


class Request(Value, frozen=True):
    """What is asked, how often at most; `needed`: without answer the board is lost."""

    frame: Frame
    tries: int
    needed: bool = True


class Asker:
    """A queue of requests of which one is under way; each has exactly one reply."""

    def __init__(self, reply_ms: float) -> None:
        self._reply_ms = reply_ms
        self._queue: deque[Request] = deque()
        self._under_way: Request | None = None
        self._asked = 0
        self._until_ms = AT_ONCE
        self.missing = False
        """Whether something that matters was never answered."""
        self.unanswered = 0
        """Requests that had no answer in time, each try counted."""

    @property
    def idle(self) -> bool:
        """Whether nothing is left to ask, and nothing is under way."""
        return self._under_way is None and not self._queue

    @property
    def next_due_ms(self) -> float:
        """When `due` next has something to do."""
        if self._under_way is not None:
            return self._until_ms
        return AT_ONCE if self._queue else NEVER

    def ask(self, request: Request) -> None:
        """Ask this when all before it is answered; what waits already, not twice.

        Where too much waits, what the board can do without is let go.
        """
        too_much = len(self._queue) >= MOST_WAITING and not request.needed
        if not too_much and request not in self._queue:
            self._queue.append(request)

    def ask_next(self, request: Request) -> None:
        """Ask this before all that waits."""
        self._queue.appendleft(request)

    def drop(self, unwanted: Callable[[Frame], bool]) -> None:
        """Forget what waits and is no longer wanted; what is under way stays."""
        self._queue = deque(one for one in self._queue if not unwanted(one.frame))

    def begin_anew(self) -> None:
        """Forget all that was to be asked, also what is under way."""
        self._queue.clear()
        self._under_way = None

    def due(self, now_ms: float) -> bytes:
        """Return what to ask now, for the first time or again."""
        if self._under_way is not None and now_ms >= self._until_ms:
            self._late(self._under_way)
        if self._under_way is None and self._queue and not self.missing:
            self._under_way, self._asked = self._queue.popleft(), 0
            self._until_ms = AT_ONCE
        if self._under_way is None or now_ms < self._until_ms:
            return b""
        self._asked += 1
        self._until_ms = now_ms + self._reply_ms
        return encode(self._under_way.frame)

    def answered(self, reply: Frame) -> Request | None:
        """Return the request that this replies to, which is done; None if none is."""
        request = self._under_way
        if request is None or request.frame.question != reply.question:
            return None
        self._under_way = None
        return request

    def _late(self, request: Request) -> None:
        self.unanswered += 1
        if self._asked >= request.tries:
            self._under_way = None
            self.missing = self.missing or request.needed
