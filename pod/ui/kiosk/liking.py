"""How the pod is liked: changed on the pause page, remembered for the person.

From there somebody who is known to be who they are also reaches their information.
"""

from collections.abc import Callable

from msgspec.structs import replace

from pod import desk
from pod.desk import Desk
from pod.settings import Language, Likes
from pod.ui.common.screen import Screen
from pod.ui.kiosk.liked import as_kept
from pod.ui.kiosk.moments import PausedScreen
from pod.ui.kiosk.my_information import MyInformation
from pod.ui.kiosk.my_likes import MyLikes
from pod.ui.kiosk.sounding import Sounding
from pod.ui.kiosk.stage import PageMaker, Stage
from pod.ui.kiosk.tongues import other_of_two, tongues_page
from pod.ui.kiosk.visit import Visit


class Liking:
    """The pause page; `sure` tells whether it is known who is at the pod."""

    def __init__(
        self, stage: Stage, counter: Desk, visit: Visit, sure: Callable[[], bool]
    ) -> None:
        self._stage, self._desk, self._visit = stage, counter, visit
        self._sure = sure
        self._behind: PageMaker | None = None
        self._sounding = Sounding(stage, counter)
        self._mine = MyInformation(stage, counter, visit.ended.emit)
        self._likes = MyLikes(stage, self._keep, self._back)
        visit.mine.connect(self._mine.open)

    def page(self) -> Screen:
        """Return the pause page."""
        stage, mine = self._stage, self._visit.signed_in and self._sure()
        clock = stage.clock_text()
        return PausedScreen(stage.look, stage.text, clock, self._other(), mine=mine)

    def choose(self, what: str) -> None:
        """Change it and show the page so at once; or go where it can be changed."""
        stage, likes = self._stage, self._stage.likes
        match what:
            case "mine":
                self._mine.open()
            case "sound":
                self._sounding.open()
            case "likes":
                self._behind = stage.page()
                stage.step_aside(self._likes.maker(aside=True))
            case "language":
                self._speak(self._other())
            case "bigger" if likes.text_size == "large":
                self._like(replace(likes, text_size="standard"))
            case "bigger":
                self._like(replace(likes, text_size="large"))

    def _like(self, likes: Likes) -> None:
        self._stage.likes = likes
        self._stage.again()
        self._keep(likes)

    def _keep(self, likes: Likes) -> None:
        if self._visit.signed_in:
            self._desk.ask(desk.SettingsChosen(likes), as_kept(self._stage))

    def _back(self) -> None:
        if self._behind is not None:
            self._stage.step_aside(self._behind)

    def _other(self) -> Language | None:
        return other_of_two(self._stage.language)

    def _speak(self, language: Language | None) -> None:
        """Speak the other language of two; of more, let the person choose."""
        if language is not None:
            self._like(replace(self._stage.likes, language=language))
            return
        self._behind = self._stage.page()
        self._stage.step_aside(
            PageMaker(
                make=lambda: tongues_page(self._stage),
                then=self._spoken,
                open="pause",
            )
        )

    def _spoken(self, choice: str) -> None:
        self._back()
        if choice != "back":
            self._speak(choice)
