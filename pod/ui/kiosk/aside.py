"""Pause and help: the page is left at once, the place is kept, and one comes back."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from pod import desk
from pod.desk import Desk
from pod.desk.wing import Hidden
from pod.ui.kiosk.bar import Open
from pod.ui.kiosk.calm import Calm
from pod.ui.kiosk.help import awaits
from pod.ui.kiosk.helping import Helping, somebodys
from pod.ui.kiosk.liking import Liking
from pod.ui.kiosk.moments import ParkedScreen, PausedScreen
from pod.ui.kiosk.parking import Parking
from pod.ui.kiosk.pictures import PicturesScreen
from pod.ui.kiosk.stage import Chosen, Make, PageMaker, Stage
from pod.ui.kiosk.unwatched import Unwatched
from pod.ui.kiosk.visit import Visit

HIDDEN = (PausedScreen, ParkedScreen, PicturesScreen)


class Aside(QObject):
    """Steps aside from whatever is in view, and comes back to it."""

    stopped = Signal()
    """The person stops for today."""
    nowhere = Signal()
    """There is nothing to come back to: show the locked page."""
    back_at_staff = Signal()
    """A staff page is in view again."""

    def __init__(self, stage: Stage, counter: Desk, visit: Visit, calm: Calm) -> None:
        super().__init__()
        self._stage, self._desk = stage, counter
        self._player, self._visit, self._calm = visit.player, visit, calm
        self._liking = Liking(stage, counter, visit, lambda: not self._unwatched.on)
        self._unwatched = Unwatched(stage, counter)
        self.helping = Helping(stage, counter, calm, self.leave)
        self._parking = Parking(stage.watch)
        self._parking.over.connect(self._power_is_back)
        self._unwatched.proved.connect(self._come_back)
        self._unwatched.refused.connect(self.stopped)
        self._unwatched.ask.connect(partial(self.helping.need, "pictures"))
        self.helping.back.connect(self.carry_on)
        calm.ended.connect(self.carry_on)
        visit.player.concerned.connect(self.helping.heard_answer)

    def forget(self) -> None:
        """Forget what was left: somebody else is at the pod."""
        self._unwatched.on = False
        self._parking.end()
        self._calm.leave()

    def pause(self) -> None:
        """Hide the page at once; a second press comes back."""
        page = self._stage.page()
        if page is not None and page.open == "pause":
            self.carry_on()
        else:
            self.hide()

    def hide(self) -> None:
        """Hide the page at once, unless it shows nothing of anybody."""
        page = self._stage.page()
        if page is None or page.open == "pause" or page.bar in ("locked", "hidden"):
            return
        if self._locked():
            self._come_back()
            return
        self.leave()
        self._show_paused()

    def park(self) -> None:
        """Hide the page while the power is away; only stopping is possible then."""
        page = self._stage.page()
        if page is None or not self.somebodys or not self._parking.begin():
            return
        if page.open != "help":
            self.leave()
            self._show_parked()

    def go_on(self) -> None:
        """Let the person carry on once the power has stayed for a while."""
        self._parking.end_soon()

    def _power_is_back(self) -> None:
        if isinstance(self._stage.screen, ParkedScreen):
            self._show_paused()

    def _show_parked(self) -> None:
        self._say_hidden(on=True)
        self.show_instead(
            lambda: ParkedScreen(self._stage.look, self._stage.text), self._on_paused
        )

    def _say_hidden(self, *, on: bool) -> None:
        """Let the core know that the person's page is hidden, or in view again."""
        if self.somebodys:
            self._desk.ask(Hidden(on=on), lambda _reply: None)

    def _show_paused(self) -> None:
        self._say_hidden(on=True)
        self.show_instead(self._liking.page, self._on_paused)

    def show_instead(self, make: Make, then: Chosen, is_: Open = "pause") -> None:
        """Show a page as at a pause: carrying on comes back from it.

        So does Pause, unless the page warns of something: there it hides, and stays.
        """
        self._stage.step_aside(PageMaker(make=make, then=then, open=is_))

    def hide_unwatched(self) -> None:
        """Hide what nobody looks at, unless help is awaited; then ask the pictures."""
        page, hidden = self._stage.page(), isinstance(self._stage.screen, HIDDEN)
        if page is not None and not hidden:
            self._unwatched.on = self._visit.signed_in
            if page.open == "pause":
                self._show_paused()
        if not awaits(self._stage.screen):
            self.hide()

    def settle(self) -> None:
        """Give an answer that is ticked and still being looked at."""
        settle = getattr(self._stage.screen, "settle", None)
        if settle is not None and not self._stage.aside:
            settle()

    def leave(self) -> None:
        """Let the open trial go, it is dealt again; a ticked answer is given first."""
        self.settle()
        self._player.pause()
        self._calm.leave()

    def _locked(self) -> bool:
        before = self._stage.beneath
        return before is not None and before.bar == "locked"

    @property
    def somebodys(self) -> bool:
        """Whether the page is a person's: no locked one, none of staff's."""
        return somebodys(self._stage)

    def carry_on(self) -> None:
        """Come back, after the pictures where nobody had watched the page."""
        if self._parking.on:
            self._show_parked()
        elif self._unwatched.on:
            self.show_instead(self._unwatched.page, self._unwatched.choose)
        else:
            self._come_back()

    def _come_back(self) -> None:
        """Go on where it was left; a timed activity first asks whether to go on."""
        task = self._player.task
        self._calm.leave()
        self._say_hidden(on=False)
        if self._locked():
            self.nowhere.emit()
        elif self.helping.unsaid:
            self.helping.say_answer()
        elif task is None:
            self._stage.come_back()
            if not self.somebodys:
                self.back_at_staff.emit()
        else:
            self._stage.leave_aside()
            if task.timed and self._player.kept:
                self._visit.ready("resume")
            else:
                self._visit.play()

    def stop(self) -> None:
        """Stop for today; the place is kept."""
        self._desk.ask(desk.StopToday(), lambda _reply: self.stopped.emit())

    def _on_paused(self, choice: str) -> None:
        match choice:
            case "carry_on":
                self.carry_on()
            case "stop":
                self.stop()
            case _:
                self._liking.choose(choice)
