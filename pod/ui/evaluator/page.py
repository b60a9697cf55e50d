"""One tab of the window: it says what it needs, and shows what it was told."""

from collections.abc import Callable
from typing import Any, Generic, TypeAlias, TypeVar

from PySide6.QtWidgets import QWidget

from pod.evaluation.viewing.study import StudyInView
from pod.ui.evaluator.behind import Told

T = TypeVar("T")
Find: TypeAlias = Callable[[StudyInView, Told], Any]
"""Finds something on the other thread."""
Then: TypeAlias = Callable[[Any], None]
"""Goes on with what was found, on the window's own."""
Ask: TypeAlias = Callable[[str, Find, Then], None]
"""Lets something be found behind; the newest question of a name alone is answered."""


class Tab(Generic[T]):
    """A page under the strip.

    `find` is done on another thread, with the study; `show` on the window's own.
    """

    def __init__(
        self,
        page: QWidget,
        find: Callable[[StudyInView, Told], T],
        show: Callable[[T], None],
    ) -> None:
        self.page, self.find, self.show = page, find, show
