"""What a part of the staff's room promises, and what it may count on."""

from collections.abc import Callable
from typing import Any, Protocol, TypeAlias, TypeVar

from pod.clock import Alarm
from pod.desk import Around, Reply, Request
from pod.settings import Printer
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text

Make: TypeAlias = Callable[[], Screen]
Then: TypeAlias = Callable[[str], None]
Told: TypeAlias = Callable[[Reply], None]


class Place(Protocol):
    """The window in which the room stands, at a pod or on a staff PC."""

    @property
    def look(self) -> Look:
        """How it looks here."""

    @property
    def text(self) -> Text:
        """The sentences of the language in use."""

    @property
    def printer(self) -> Printer:
        """Where pages are printed, if anywhere."""

    @property
    def copies(self) -> bool:
        """Whether words may be pasted into another program: on a staff PC alone."""

    def copy(self, words: str) -> None:
        """Let words be pasted into another program, where they may be."""

    def put(self, make: Make, then: Then) -> None:
        """Show a page of the room; `then` hears what is chosen."""

    def after(self, delay_ms: float, ring: Callable[[], None]) -> Alarm:
        """Ring after a delay, unless it is called off."""

    def sorry(self, reply: Reply, then: Callable[[], None]) -> None:
        """Say calmly what could not be done; `then` once it was read."""

    def about(self) -> None:
        """Show what the pod is, and come back to the room."""

    def unlocking(self) -> None:
        """Go back to who is next at this pod: nobody need sign in anew for it."""

    def left(self) -> None:
        """Staff have gone, or may do nothing here any more."""


class Here(Protocol):
    """The room as its parts know it."""

    turn: int
    """Another number once staff have left: whoever comes next has one of their own."""

    @property
    def place(self) -> Place:
        """The window in which the room stands."""

    @property
    def look(self) -> Look:
        """How the room looks here."""

    @property
    def text(self) -> Text:
        """The sentences of the language in use."""

    def go(self, name: str) -> None:
        """Show another part."""

    def again(self) -> None:
        """Ask the part in view anew, and show it."""

    def ask(self, request: Request, then: Told | None = None) -> None:
        """Ask the core for what a page wants done.

        Without `then` the part in view is shown anew. What cannot be done is said.
        """

    def quietly(self, request: Request) -> None:
        """Ask the core for what nobody waits for; what cannot be is not said."""

    def later(self, delay_ms: float, ring: Callable[[], None]) -> Alarm:
        """Ring after a delay, unless staff have left the room by then."""

    def put_aside(self, make: Make, then: Then) -> None:
        """Show a page of a part's own before it: a form of a few taps, or a question.

        It stays in view whatever is new, until `again` or `go`.
        """


T = TypeVar("T")


class Part(Protocol[T]):
    """One part of the room; it keeps no view of anybody between two pages."""

    @property
    def name(self) -> str:
        """Its name, which is also that of its words and of its icon."""

    @property
    def told(self) -> type[T]:
        """The type of the reply that it is shown from."""

    def asks(self) -> Request:
        """Return what must be known to show the part."""

    def page(self, told: T, around: Around) -> Screen:
        """Return its page; made anew whenever something has changed."""

    def chosen(self, id_: str) -> None:
        """Act on what was chosen on the page."""


MakePart: TypeAlias = Callable[[Here], Part[Any]]
