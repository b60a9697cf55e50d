"""Sound as one person wants it: from the pause page, and asked where it must be.

It is theirs for this visit alone: the next person begins at the safe volume, unasked.
Whoever says headphones is offered to try them: the first time ever, and again only
where they came to the question from the page of sound.
"""

from typing import get_args

from pod.desk import Desk
from pod.ui.kiosk.ear_test import EarTest
from pod.ui.kiosk.sound import SoundScreen, WhereScreen
from pod.ui.kiosk.stage import PageMaker, Stage
from pod.ui.voice.outputs import Where


class Sounding:
    """The page of sound, and the question where private words may be heard."""

    def __init__(self, stage: Stage, counter: Desk) -> None:
        self._stage = stage
        self._ears = EarTest(stage, counter)
        self._back: PageMaker | None = None
        self._before: PageMaker | None = None
        self._offers = True
        stage.aloud.where.connect(self._ask)
        stage.aloud.tried.connect(self._try)
        stage.aloud.out.connect(self._say_out)
        stage.forgotten.connect(self._forget)

    def _forget(self) -> None:
        """Know of no page to come back to: whoever left it has gone."""
        self._back = self._before = None

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
                self._ask(offers=True)
            case _ if self._back is not None:
                self._stage.step_aside(self._back)

    def _louder(self, steps: int) -> None:
        stage = self._stage
        stage.voice.outputs.louder(steps)
        if isinstance(stage.screen, SoundScreen):
            stage.screen.tell(stage.voice.outputs.volume)

    def _ask(self, *, offers: bool = False) -> None:
        """Ask in the place of the page in view; it comes back with the answer."""
        stage = self._stage
        self._offers = offers or not stage.likes.ears_tried
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
        outputs = self._stage.voice.outputs
        for where in get_args(Where):
            if where == choice:
                outputs.chosen = where
        before, self._before = self._before, None
        if before is None:
            return
        if choice == "headphones" and self._offers:
            self._ears.offer(before)
        else:
            self._stage.put_before(before)

    def _try(self) -> None:
        """Try the headphones, then come back to the page in view."""
        before = self._stage.page()
        if before is not None:
            self._ears.begin(before)

    def _say_out(self) -> None:
        """Say in the place of the page that was read that the headphones came out."""
        before = self._stage.page()
        if before is not None:
            self._ears.out(before)
