"""Headphones are tried, an ear at a time: short, and never in anybody's way."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pod import desk
from pod.desk import Desk
from pod.ui.common.screen import Screen
from pod.ui.kiosk.ear_pages import (
    EARS,
    EarScreen,
    HeardScreen,
    OfferScreen,
    OutScreen,
    UnheardScreen,
)
from pod.ui.kiosk.helping import somebodys
from pod.ui.kiosk.liked import as_kept
from pod.ui.kiosk.moments import SorryScreen
from pod.ui.kiosk.stage import Chosen, PageMaker, Stage

if TYPE_CHECKING:
    from pod.ui.voice.sentence import Ear


class EarTest:
    """Stands in the place of a page, and gives way to it whatever is pressed.

    Of a side that is not heard staff are told, and of no person; once both are heard,
    staff are told that too.
    """

    def __init__(self, stage: Stage, counter: Desk) -> None:
        self._stage, self._desk = stage, counter
        self._before: PageMaker | None = None
        self._silent: list[Ear] = []
        stage.forgotten.connect(self._forget)

    def offer(self, before: PageMaker) -> None:
        """Ask once whether they are to be tried; the page comes back either way."""
        stage, self._before = self._stage, before
        self._remember()
        self._show(lambda: OfferScreen(stage.look, stage.text), self._on_offer)

    def begin(self, before: PageMaker) -> None:
        """Try one ear, then the other; then the page comes back."""
        self._before, self._silent = before, []
        if self._stage.settings.voice:
            self._remember()
            self._try(0)
        else:
            self._say_no_sound()

    def out(self, before: PageMaker) -> None:
        """Say calmly that the headphones came out, in the place of what was read."""
        stage, self._before = self._stage, before
        speaks = stage.voice.outputs.speaks
        self._show(
            lambda: OutScreen(stage.look, stage.text, speaker=speaks), self._on_silence
        )

    def _remember(self) -> None:
        """Keep for the person that they were asked: they are asked once, not each time.

        What is remembered before they have signed in is kept when they do.
        """
        stage = self._stage
        if stage.likes.ears_tried:
            return
        stage.likes = replace(stage.likes, ears_tried=True)
        if somebodys(stage):
            self._desk.ask(desk.SettingsChosen(stage.likes), as_kept(stage))

    def _forget(self) -> None:
        """Know of no page to come back to: whoever left it has gone."""
        self._before, self._silent = None, []

    def _show(self, make: Callable[[], Screen], then: Chosen) -> None:
        before = self._before
        if before is not None:
            page = PageMaker(make=make, then=then, bar=before.bar, open=before.open)
            self._stage.put_before(page)

    def _back(self) -> None:
        before, self._before = self._before, None
        if before is not None:
            self._stage.put_before(before)

    def _on_offer(self, choice: str) -> None:
        if choice == "try" and self._before is not None:
            self.begin(self._before)
        else:
            self._back()

    def _try(self, number: int) -> None:
        """Sound in one ear, also for somebody who has no page read unasked."""
        stage = self._stage

        def then(choice: str) -> None:
            if choice == "nothing":
                self._silent.append(EARS[number])
            self._next(number + 1)

        self._show(lambda: EarScreen(stage.look, stage.text, EARS[number]), then)
        if stage.likes.voice == "asked":
            stage.read()

    def _next(self, number: int) -> None:
        if number < len(EARS):
            self._try(number)
        elif self._stage.voice.outputs.plugged is False and self._before is not None:
            self.out(self._before)
        else:
            self._tell()

    def _tell(self) -> None:
        """Say what came of it, to the person and to staff."""
        stage, silent = self._stage, tuple(self._silent)
        told = desk.Tell("headphones", over=not silent)
        self._desk.ask(told, lambda _reply: None)
        if not silent:
            self._show(
                lambda: HeardScreen(stage.look, stage.text), lambda _way: self._back()
            )
            return
        speaks = stage.voice.outputs.speaks
        self._show(
            lambda: UnheardScreen(stage.look, stage.text, silent, speaker=speaks),
            self._on_silence,
        )

    def _on_silence(self, choice: str) -> None:
        if choice == "again" and self._before is not None:
            self.begin(self._before)
            return
        if choice == "speaker":
            self._stage.voice.outputs.chosen = "speaker"
        self._back()

    def _say_no_sound(self) -> None:
        stage = self._stage

        def make() -> Screen:
            said = stage.text.notices["no_voice"]
            return SorryScreen(stage.look, stage.text, said, kept=False)

        self._show(make, lambda _way: self._back())
