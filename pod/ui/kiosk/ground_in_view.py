"""Brings the task ground into view when a script shows a picture."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from pod.script import Blank, Picture, Still
from pod.ui.common.screen import Screen
from pod.ui.common.trace import Trace
from pod.ui.kiosk.ground import TaskGround
from pod.ui.kiosk.stage import PageMaker, Stage


class GroundInView(QObject):
    """The canvas that a player paints on: the stage's own task ground."""

    painted = Signal(float, float)
    tapped = Signal(object)

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._ground = TaskGround(stage.look)
        self._shown: Picture = Blank()
        self._ground.painted.connect(self.painted)
        self._ground.tapped.connect(self.tapped)
        stage.forgotten.connect(self._forget)

    def _forget(self) -> None:
        """Let go of the last picture, and of what was known of a heart beside it."""
        self._shown = Blank()
        self._ground.show_picture(self._shown, lambda: 0.0)

    def show_picture(
        self,
        picture: Picture,
        elapsed_ms: Callable[[], float],
        trace: Callable[[], Trace] = Trace,
    ) -> None:
        """Put a picture up, on a new ground if another page is in view.

        A still page is read aloud when it comes, and not again while it stays.
        """
        new = picture != self._shown or self._stage.screen is not self._ground
        self._shown = picture
        if self._stage.screen is not self._ground:
            self._stage.show(
                PageMaker(
                    make=self.make, then=lambda _choice: None, bar="task", aloud=False
                )
            )
        self._ground.show_picture(picture, elapsed_ms, trace)
        if new and isinstance(picture, Still) and self._stage.screen is self._ground:
            self._stage.read()

    def tick(self) -> None:
        """Draw a moving picture's next frame."""
        if self._stage.screen is self._ground:
            self._ground.tick()

    def make(self) -> Screen:
        """Return the one ground, dressed as the person likes the screen now."""
        self._ground.dress(self._stage.look)
        return self._ground
