"""What a key worker may see: three cards, closed until tapped, nothing on by itself."""

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from pod.desk import Desk, Reply
from pod.desk.sharing import SHAREABLE, SeeSharing, Share, Shareable, Sharing
from pod.script import Card, Choice, Page, Question
from pod.ui.common.words import Text

Show: TypeAlias = Callable[[Callable[[Text], Page], Callable[[str], None]], None]
ICONS = {"came": "calendar", "plans": "plan", "likes": "likes"}


def closed(text: Text) -> Question:
    """Return the three cards, of which none says what is on it; ids: each, back."""
    words = text.mine.sharing
    return Question(
        prompt=words.title,
        choices=tuple(
            Choice(id=one, words=words.cards[one], icon=ICONS[one]) for one in SHAREABLE
        ),
        ways=(Choice(id="back", words=text.ways.back, icon="back"),),
    )


def opened(text: Text, what: Shareable, *, on: bool) -> Card:
    """Return one card: whether the key worker sees it; ids: back, change."""
    words = text.mine.sharing
    return Card(
        title=words.cards[what],
        lines=(words.on if on else words.off, words.any_time),
        icon=ICONS[what],
        choices=(
            Choice(id="back", words=text.ways.back, icon="back"),
            Choice(id="change", words=words.hide if on else words.show),
        ),
    )


class MySharing:
    """Lets somebody choose what their key worker may see, and change it again."""

    def __init__(
        self,
        counter: Desk,
        show: Show,
        back: Callable[[], None],
        sorry: Callable[[Reply], None],
    ) -> None:
        self._desk, self._show, self._back, self._sorry = counter, show, back, sorry

    def open(self) -> None:
        """Show the three cards, closed."""
        self._show(closed, self._on_closed)

    def _on_closed(self, choice: str) -> None:
        found: dict[str, Shareable] = {one: one for one in SHAREABLE}
        if (what := found.get(choice)) is None:
            self._back()
        else:
            self._desk.ask(SeeSharing(), partial(self._told, what))

    def _told(self, what: Shareable, reply: Reply) -> None:
        """Show one card as it stands now."""
        if not isinstance(reply, Sharing):
            self._sorry(reply)
            return
        on = what in reply.shared

        def then(choice: str) -> None:
            if choice == "change":
                self._desk.ask(Share(what, not on), partial(self._told, what))
            else:
                self.open()

        self._show(lambda text: opened(text, what, on=on), then)
