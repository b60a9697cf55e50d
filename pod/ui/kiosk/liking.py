"""How the screen is liked: changed on the pause page, remembered for the person.

From there somebody who is known to be who they are also reaches their information.
"""

from collections.abc import Callable

from pod import desk
from pod.desk import Desk
from pod.settings import THEMES, Language
from pod.ui.common.screen import Screen
from pod.ui.kiosk.moments import PausedScreen
from pod.ui.kiosk.my_information import MyInformation
from pod.ui.kiosk.stage import Stage
from pod.ui.kiosk.visit import Visit


class Liking:
    """Language, text size and colours, one tap each; `sure` of who is at the pod."""

    def __init__(
        self, stage: Stage, counter: Desk, visit: Visit, sure: Callable[[], bool]
    ) -> None:
        self._stage, self._desk, self._visit = stage, counter, visit
        self._sure = sure
        self._mine = MyInformation(stage, counter, visit.ended.emit)

    def page(self) -> Screen:
        """Return the pause page, where they are changed."""
        stage, mine = self._stage, self._visit.signed_in and self._sure()
        clock = stage.clock_text()
        return PausedScreen(stage.look, stage.text, clock, self._other(), mine=mine)

    def choose(self, what: str) -> None:
        """Change one, show the page so at once, and remember it for the person."""
        stage = self._stage
        match what:
            case "mine":
                self._mine.open()
                return
            case "language":
                stage.language = self._other()
            case "bigger":
                large = stage.text_size == "large"
                stage.text_size = "standard" if large else "large"
            case "colours":
                after = THEMES.index(stage.theme) + 1
                stage.theme = THEMES[after % len(THEMES)]
        stage.again()
        if self._visit.signed_in:
            liked = desk.SettingsChosen(stage.language, stage.text_size, stage.theme)
            self._desk.ask(liked, lambda _reply: None)

    def _other(self) -> Language:
        return "en" if self._stage.language == "cy" else "cy"
