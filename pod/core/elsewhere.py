"""Where a screen's requests go while it does not speak with its own pod."""

from typing import Protocol

from pod.desk import Reply, Request
from pod.errors import TryAgain


class Elsewhere(Protocol):
    """Answers in the pod's place, as long as somebody practises."""

    def answer(self, request: Request) -> Reply:
        """Answer one request; never raise."""

    def end(self) -> None:
        """Be over: whoever was here is no longer."""


def nowhere(_visit: object) -> Reply:
    """Practise nowhere: nobody has made a way to it."""
    raise TryAgain("Nobody can practise here.")
