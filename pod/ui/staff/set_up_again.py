"""Lets whoever looks after the pod ask for the set-up once more."""

from collections.abc import Callable
from functools import partial

from pod import desk
from pod.desk import Reply
from pod.desk.updating import SetUpAgain
from pod.ui.common.words import Text
from pod.ui.staff.part import Here
from pod.ui.staff.reading import Facts, ReadingScreen


class AgainSetUp:
    """The two pages behind the key; `leave` shows what stood before them."""

    def __init__(self, room: Here, leave: Callable[[], None]) -> None:
        self._room, self._leave = room, leave

    def begin(self) -> None:
        """Say what it is, whose it is, and when it opens."""
        self._show(offered(self._room.text))

    def _show(self, facts: Facts) -> None:
        page = partial(ReadingScreen, self._room.look, self._room.text, facts)
        self._room.put_aside(page, self._chosen)

    def _chosen(self, id_: str) -> None:
        if id_ == "go":
            self._room.ask(SetUpAgain(), self._answered)
        else:
            self._leave()

    def _answered(self, reply: Reply) -> None:
        self._show(asked(self._room.text, here=isinstance(reply, desk.Done)))


def offered(text: Text) -> Facts:
    """Return the page before it is asked for."""
    words = text.room.pods.set_up
    return Facts(
        name="staff-set-up",
        title=words.title,
        lines=(words.what, words.who, words.when),
        keys=(("go", "done", words.go),),
    )


def asked(text: Text, *, here: bool) -> Facts:
    """Return the page after it: it comes, or this machine's is begun otherwise."""
    words = text.room.pods.set_up
    said = words.asked if here else words.not_here
    name = "staff-set-up-asked" if here else "staff-set-up-not-here"
    return Facts(name=name, title=words.title, lines=(said,))
