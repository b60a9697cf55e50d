"""A few slow breaths for whoever needs them now: nothing is asked, nothing is kept."""

from collections.abc import Callable
from functools import partial

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from pod import desk
from pod.script import Page
from pod.task import task_named
from pod.ui.kiosk.ground_in_view import GroundInView
from pod.ui.kiosk.player import Player
from pod.ui.kiosk.stage import PageMaker, Stage

BREATHING = "slow_breathing"


class KeepsNothing:
    """A desk that says yes to every row and lets it go."""

    def ask(
        self, request: desk.Request, answered: Callable[[desk.Reply], None]
    ) -> None:
        """Answer a Keep in a moment; nothing else is ever asked of it."""
        if isinstance(request, desk.KeepRow):
            QTimer.singleShot(0, partial(answered, desk.Kept(request.number)))


class Calm(QObject):
    """Leads slow breaths beside the sitting, until somebody has had enough."""

    ended = Signal()

    def __init__(self, stage: Stage, ground: GroundInView) -> None:
        super().__init__()
        self._stage, self._ground = stage, ground
        self._player = Player(KeepsNothing(), stage.clock, stage.alarms, ground)
        ground.painted.connect(self._player.painted)
        self._player.asking.connect(self._go_on)
        self._player.finished.connect(self._finished)

    def begin(self) -> None:
        """Bring the pacer into view and begin."""
        self._stage.step_aside(
            PageMaker(
                make=self._ground.make,
                then=lambda _choice: None,
                bar="task",
                open="help",
                aloud=False,
            )
        )
        params = msgspec.json.encode(task_named(BREATHING).read_params())
        begun = desk.Begun(
            activity="calm", task=BREATHING, seed=0, params=params, entries=()
        )
        self._player.load(begun)
        self._player.play(self._stage.language)

    def leave(self) -> None:
        """Stop leading."""
        self._player.leave()

    def _go_on(self, _page: Page) -> None:
        """Pass over the cards around the breaths: they were asked for just now."""
        self._player.choose("next", "touch")

    def _finished(self, _activity: str) -> None:
        self.leave()
        self.ended.emit()
