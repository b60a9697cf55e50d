"""A page that nobody looked at for long: to go on, the pictures are asked once more."""

from PySide6.QtCore import QObject, Signal

from pod import desk
from pod.desk import Desk, Reply
from pod.ui.common.screen import Screen
from pod.ui.kiosk.pictures import PicturesScreen
from pod.ui.kiosk.stage import Stage


class Unwatched(QObject):
    """Whether somebody must show again that they are who they were."""

    proved = Signal()
    refused = Signal()
    """The core lets nobody go on here."""
    ask = Signal()
    """They have forgotten their pictures."""

    def __init__(self, stage: Stage, counter: Desk) -> None:
        super().__init__()
        self._stage, self._desk = stage, counter
        self.on = False

    def page(self) -> Screen:
        """Return the four pictures to tap."""
        screen = PicturesScreen(self._stage.look, self._stage.text, choosing=False)
        screen.tapped.connect(
            lambda pictures: self._desk.ask(
                desk.PicturesTapped(tuple(pictures)), self._answered
            )
        )
        return screen

    def choose(self, choice: str) -> None:
        """Let somebody who has forgotten their pictures ask for new ones."""
        if choice == "ask":
            self.ask.emit()

    def _answered(self, reply: Reply) -> None:
        screen = self._stage.screen
        if isinstance(reply, desk.PersonView):
            self.on = False
            self.proved.emit()
        elif isinstance(reply, desk.NotThose) and isinstance(screen, PicturesScreen):
            screen.not_those(ask_staff=reply.ask_staff)
        elif isinstance(reply, desk.Sorry):
            self.refused.emit()
