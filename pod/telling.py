"""A script under way, and the journal pages that its answers make.

Whoever answers scripts (the screen, the rehearsal, the journal) answers through a
`Telling`, so that a page of the journal is made in one place only.
"""

from collections.abc import Sequence
from typing import Generic, TypeVar

from pod.script import Answer, Keep, Request, Script
from pod.values import Value

T = TypeVar("T")


class Entry(Value, frozen=True):
    """One page of the journal: all answers up to a Keep, and the sitting time there."""

    answers: tuple[Answer, ...]
    at_ms: float


class Telling(Generic[T]):
    """What a script asks now, and what it was answered since it last kept."""

    def __init__(self, script: Script[T]) -> None:
        self._script = script
        self._since_keep: list[Answer] = []
        self.result: T | None = None
        self.asked: Request | None = next(script, None)

    def answer(self, answer: Answer) -> Request | None:
        """Answer what was asked; return the next request, or None at the end."""
        self._since_keep.append(answer)
        if isinstance(self.asked, Keep):
            self._since_keep.clear()
        try:
            self.asked = self._script.send(answer)
        except StopIteration as end:
            self.asked, self.result = None, end.value
        return self.asked

    def entry(self, at_ms: float) -> Entry:
        """Return the journal entry for the row that the script now asks to keep."""
        return Entry((*self._since_keep, None), at_ms)

    def close(self) -> None:
        """Leave the script where it stands."""
        self._script.close()


def answers_of(entries: Sequence[Entry]) -> Sequence[Answer]:
    """Return every answer of a journal in order."""
    return [answer for entry in entries for answer in entry.answers]
