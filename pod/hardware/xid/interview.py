"""Asking a Cedrus pad who it is: five questions, each asked again when needed."""

import re

from pod.hardware.xid.profile import Quirks
from pod.values import Value

LONGEST = 200
TO_XID_MODE = b"c10"
XID_MODE = "0"


class Question(Value, frozen=True, kw_only=True):
    """What is sent, what the answer looks like, and whether the pad works without it.

    An answer that does not show its own end is `open_ended`: silence must follow it.
    """

    name: str
    ask: bytes
    answer: str
    open_ended: bool = True
    needed: bool = True

    def find(self, heard: bytes) -> str | None:
        """Return the answer in what was heard, skipping stray bytes before it."""
        found = re.search(self.answer, heard.decode("latin-1"))
        return found.group(1) if found else None


ONE_CHARACTER = r"([0-9A-Z])\Z"
MODE = Question(name="mode", ask=b"_c1", answer=r"_xid(\d)", open_ended=False)
QUESTIONS = (
    MODE,
    Question(
        name="name",
        ask=b"_d1",
        answer=r"([ -~]*)\r",
        open_ended=False,
        needed=False,
    ),
    Question(name="product", ask=b"_d2", answer=ONE_CHARACTER),
    Question(name="model", ask=b"_d3", answer=ONE_CHARACTER),
    Question(name="firmware", ask=b"_d4", answer=ONE_CHARACTER),
    Question(name="minor", ask=b"_d5", answer=ONE_CHARACTER),
)


class Interview:
    """Asks until every question is answered, or one that matters is not."""

    def __init__(self, quirks: Quirks, now_ms: float) -> None:
        self._quirks = quirks
        self._left = list(QUESTIONS)
        self._heard = bytearray()
        self._heard_ms = now_ms
        self._ask_ms = now_ms
        self._asked = 0
        self.answers: dict[str, str] = {}
        self.failed = False
        self.babbled = False
        """Whether anything at all was said, understood or not."""

    @property
    def done(self) -> bool:
        """Whether nothing is left to ask."""
        return not self._left

    @property
    def next_due_ms(self) -> float:
        """When `due` next has something to do."""
        if self._heard and self._answer() is not None:
            return self._whole_ms()
        return self._ask_ms

    def hear(self, byte: int, at_ms: float) -> None:
        """Take in one byte that belongs to no frame."""
        self.babbled = True
        self._heard.append(byte)
        self._heard_ms = at_ms
        del self._heard[:-LONGEST]

    def due(self, now_ms: float) -> bytes:
        """Return the next question, or an earlier one again, when it is time."""
        if self.done or self.failed:
            return b""
        answer = self._answer()
        if answer is not None and now_ms >= self._whole_ms():
            return self._take(answer, now_ms)
        if answer is not None or now_ms < self._ask_ms:
            return b""
        if self._asked < self._quirks.tries:
            return self._ask(now_ms)
        if self._left[0].needed:
            self.failed = True
            return b""
        return self._next(now_ms)

    def _answer(self) -> str | None:
        return self._left[0].find(bytes(self._heard)) if self._left else None

    def _whole_ms(self) -> float:
        """Return when the answer counts as whole.

        After a repeated question the answer to the first may still come, and must not
        be taken for the answer to the next: then the silence has to be longer.
        """
        if self._asked > 1:
            return self._heard_ms + self._quirks.retry_ms
        open_ended = self._left[0].open_ended
        return self._heard_ms + (self._quirks.settle_ms if open_ended else 0.0)

    def _take(self, answer: str, now_ms: float) -> bytes:
        self._heard.clear()
        if self._left[0] is MODE and answer != XID_MODE:
            self._ask_ms = now_ms + self._quirks.mode_ms
            return TO_XID_MODE
        self.answers[self._left[0].name] = answer.strip()
        return self._next(now_ms)

    def _next(self, now_ms: float) -> bytes:
        self._left.pop(0)
        self._asked = 0
        return self._ask(now_ms) if self._left else b""

    def _ask(self, now_ms: float) -> bytes:
        self._heard.clear()
        self._asked += 1
        self._ask_ms = now_ms + self._quirks.retry_ms
        return self._left[0].ask
