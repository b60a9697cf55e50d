"""One tab of the window: it says what it needs, and shows what it was told."""

from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

from PySide6.QtWidgets import QWidget

from pod.evaluation.viewing.study import StudyInView
from pod.evaluation.viewing.told import Told

T = TypeVar("T")
Find: TypeAlias = Callable[[StudyInView, Told], Any]
"""Finds something on the other thread."""
Then: TypeAlias = Callable[[Any], None]
"""Goes on with what was found, on the window's own."""


class Asks(Protocol):
    """Who finds things for a page, behind."""

    def ask(self, name: str, find: Find, then: Then) -> None:
        """Let something be found; the newest question of a name alone is answered."""

    def stop(self, name: str) -> None:
        """Let a question go; what was done for it stays."""

    def read_anew(self) -> None:
        """Ask for what is in view again."""


class Tab(Generic[T]):
    """A page under the strip.

    `find` is done on another thread, with the study; `show` on the window's own. Where
    `find` comes to nothing (None), nothing has come yet, and the window says so.
    """

    def __init__(
        self,
        page: QWidget,
        find: Callable[[StudyInView, Told], T | None],
        show: Callable[[T], None],
    ) -> None:
        self.page, self.find, self.show = page, find, show
        self.busy: Callable[[str, str, float], None] = lambda _name, _said, _share: None
        """Told what is done for a question of this name, in words and as a share."""
        self.refuse: Callable[[str, str], None] = lambda _name, _said: None
        """Told why something that the page asked for, by its name, cannot be."""
