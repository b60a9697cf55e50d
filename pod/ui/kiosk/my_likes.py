"""My settings: once, the first time, and whenever somebody wants them."""

from collections.abc import Callable

from pod.settings import Likes
from pod.ui.common.screen import Screen
from pod.ui.kiosk.likes_page import HEARD, LikesScreen, page_of
from pod.ui.kiosk.stage import PageMaker, Stage


class MyLikes:
    """Leads through my settings; `done` once they are as somebody likes them."""

    def __init__(
        self, stage: Stage, keep: Callable[[Likes], None], done: Callable[[], None]
    ) -> None:
        self._stage, self._keep, self._done = stage, keep, done
        self._page, self._said, self._ring = 0, "", ""

    def maker(self, *, aside: bool) -> PageMaker:
        """Return how the page is made from now on, its first rows first."""
        self._page, self._said, self._ring = 0, "", ""
        return PageMaker(
            make=self._make, then=self._chose, open="pause" if aside else ""
        )

    def _make(self) -> Screen:
        stage = self._stage
        screen = LikesScreen(
            stage.look, stage.text, stage.likes, self._page, self._said
        )
        screen.ring(self._ring)
        return screen

    def _chose(self, choice: str) -> None:
        """Show and say at once how it is now; the ring stays where it was."""
        screen = self._stage.screen
        if not isinstance(screen, LikesScreen):
            return
        self._ring = screen.ringed()
        match choice:
            case "done":
                self._done()
            case "ears:try":
                self._stage.aloud.tried.emit()
            case "more":
                self._page, self._said = self._page + 1, ""
                self._stage.again()
            case _:
                self._like(choice.partition(":")[0], screen.ways[choice])

    def _like(self, what: str, likes: Likes) -> None:
        """Take it on; a voice is heard even by whoever asks for each page."""
        stage = self._stage
        self._page, self._said = page_of(what, likes), what
        stage.likes = likes
        stage.again()
        if likes.voice == "asked" and what in HEARD:
            stage.read()
        self._keep(likes)
