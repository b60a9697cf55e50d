"""Sound as one person wants it: from the pause page, and asked where it must be.

It is theirs for this visit alone: the next person begins at the safe volume, unasked.
"""

from typing import get_args

from pod.ui.kiosk.sound import SoundScreen, WhereScreen
from pod.ui.kiosk.stage import PageMaker, Stage
from pod.ui.voice.outputs import Where


class Sounding:
    """The page of sound, and the question where private words may be heard."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._back: PageMaker | None = None
        self._before: PageMaker | None = None
        stage.aloud.where.connect(self._ask)

    def open(self) -> None:
        """Show how loud it is; back leads to the page that is in view now."""
        self._back = self._stage.page()
        self._show()

    def _show(self) -> None:
        stage, outputs = self._stage, self._stage.voice.outputs
        stage.step_aside(
            PageMaker(
                make=lambda: SoundScreen(stage.look, stage.text, outputs.volume),
                then=self._chose,
                open="pause",
            )
        )

    def _chose(self, choice: str) -> None:
        match choice:
            case "louder":
                self._louder(1)
            case "quieter":
                self._louder(-1)
            case "where":
                self._ask()
            case _ if self._back is not None:
                self._stage.step_aside(self._back)

    def _louder(self, steps: int) -> None:
        stage = self._stage
        stage.voice.outputs.louder(steps)
        if isinstance(stage.screen, SoundScreen):
            stage.screen.tell(stage.voice.outputs.volume)

    def _ask(self) -> None:
        """Ask in the place of the page in view; it comes back with the answer."""
        stage = self._stage
        before = stage.page()
        if before is None:
            return
        self._before = before
        chosen = stage.voice.outputs.chosen
        stage.put_before(
            PageMaker(
                make=lambda: WhereScreen(stage.look, stage.text, chosen),
                then=self._told,
                bar=before.bar,
                open=before.open,
            )
        )

    def _told(self, choice: str) -> None:
        for where in get_args(Where):
            if where == choice:
                self._stage.voice.outputs.chosen = where
        before, self._before = self._before, None
        if before is not None:
            self._stage.put_before(before)
