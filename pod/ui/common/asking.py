"""Who asked what over a line to the core, and waits for its answer."""

from collections.abc import Callable
from typing import TypeAlias

import msgspec

from pod.desk import Reply, Request, Sorry
from pod.desk.line import Answer, Ask

Answered: TypeAlias = Callable[[Reply], None]

MALFORMED = Sorry("malformed", "That could not be understood.")

_encode = msgspec.msgpack.Encoder().encode
_ask = msgspec.msgpack.Decoder(Ask)


class Asking:
    """Numbers what is asked, and brings each answer to whoever asked."""

    def __init__(self) -> None:
        self._waiting: dict[int, Answered] = {}
        self._last = 0

    @property
    def pending(self) -> int:
        """How much was asked and is not answered yet."""
        return len(self._waiting)

    def enclose(self, request: Request, answered: Answered) -> Ask:
        """Put a request into its envelope, and note who waits for the answer."""
        self._last += 1
        self._waiting[self._last] = answered
        return Ask(self._last, request)

    def answer(self, answer: Answer) -> None:
        """Call whoever waits for this; what nobody waits for is let go."""
        answered = self._waiting.pop(answer.number, None)
        if answered is not None:
            answered(answer.reply)

    def answer_all(self, reply: Reply) -> None:
        """Give everybody who waits now the same answer."""
        for number in tuple(self._waiting):
            self.answer(Answer(number, reply))


def is_sayable(ask: Ask) -> bool:
    """Tell whether the core could read it.

    Too long a code, say, is no request; neither are half signs, which are no text.
    """
    try:
        _ask.decode(_encode(ask))
    except (msgspec.MsgspecError, UnicodeEncodeError):
        return False
    return True
