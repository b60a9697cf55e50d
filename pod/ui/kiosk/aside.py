"""Pause and help: the page is left at once, the place is kept, and one comes back."""

from functools import partial
from typing import Literal

from msgspec import structs
from PySide6.QtCore import QObject, Signal

from pod import desk
from pod.desk import Desk, HelpKind, PodView, Reply
from pod.ui.common.screen import Screen
from pod.ui.kiosk.calm import Calm
from pod.ui.kiosk.help import Facts, HelpScreen, ToldScreen, awaits
from pod.ui.kiosk.liking import Liking
from pod.ui.kiosk.moments import CalledScreen, ParkedScreen, PausedScreen
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
        self._unsaid = False
        self._parking = Parking(stage.watch)
        self.pod: PodView | None = None
        self._parking.over.connect(self._power_is_back)
        self._unwatched.proved.connect(self._come_back)
        self._unwatched.refused.connect(self.stopped)
        self._unwatched.ask.connect(partial(self.help, "pictures"))
        calm.ended.connect(self.carry_on)
        visit.player.concerned.connect(self.heard_answer)

    def forget(self) -> None:
        """Forget what was left: somebody else is at the pod."""
        self._unwatched.on = self._unsaid = False
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

    def called(self) -> None:
        """Say at once that the wired call button was pressed; the page is left."""
        self.leave()
        self._help_with(
            lambda: CalledScreen(self._stage.look, self._stage.text),
            lambda _choice: self.carry_on(),
        )

    def nobody_came(self, kind: str) -> None:
        """Say so on the page that said who would come; what can be done stands there.

        An answer that needs a person promised nobody within minutes: nothing is said.
        """
        screen = self._stage.screen
        if isinstance(screen, ToldScreen) and screen.facts.kind == kind != "answer":
            self._say_so(structs.replace(screen.facts, late=True))

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
        self.show_instead(
            lambda: ParkedScreen(self._stage.look, self._stage.text), self._on_paused
        )

    def _show_paused(self) -> None:
        self.show_instead(self._liking.page, self._on_paused)

    def show_instead(self, make: Make, then: Chosen) -> None:
        """Show a page as at a pause: Pause and carrying on come back from it."""
        self._stage.step_aside(PageMaker(make=make, then=then, open="pause"))

    def _help_with(self, make: Make, then: Chosen) -> None:
        """Show a page of help; over a page of nobody's, none can be paused."""
        bar: Literal["locked", "page"] = "page" if self.somebodys else "locked"
        self._stage.step_aside(PageMaker(make=make, then=then, bar=bar, open="help"))

    def hide_unwatched(self) -> None:
        """Hide what nobody looks at, unless help is awaited; then ask the pictures."""
        page, hidden = self._stage.page(), isinstance(self._stage.screen, HIDDEN)
        if page is not None and not hidden:
            self._unwatched.on = self._visit.signed_in
            if page.open == "pause":
                self._show_paused()
        if not awaits(self._stage.screen):
            self.hide()

    def ask_what_help(self) -> None:
        """Ask what the person needs; the page is left as at a pause."""
        page = self._stage.page()
        here = isinstance(self._stage.screen, HelpScreen | ToldScreen)
        if page is None or page.bar == "hidden" or here:
            return
        self.leave()
        self._help_with(
            lambda: HelpScreen(self._stage.look, self._stage.text), self._on_help
        )

    def help(self, kind: HelpKind) -> None:
        """Hand the need on, then say truthfully who knows."""
        self.leave()
        self._desk.ask(desk.AskForHelp(kind), partial(self._told, kind))

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
        before = self._stage.beneath
        return before is None or before.bar not in ("locked", "hidden")

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
        if self._locked():
            self.nowhere.emit()
        elif self._unsaid:
            self._truth("answer", desk.HelpView(told=True))
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

    def _on_help(self, choice: str) -> None:
        match choice:
            case "back":
                self.carry_on()
            case "breathe":
                self._calm.begin()
            case "machine" | "upset" | "not_safe" | "listener":
                self.help(choice)

    def heard_answer(self) -> None:
        """Say calmly that an answer needs a person, and what can be done now.

        While the page is hidden, or help is asked for, that waits its turn.
        """
        if self._stage.aside:
            self._unsaid = True
        else:
            self._truth("answer", desk.HelpView(told=True))

    def _told(self, kind: HelpKind, reply: Reply) -> None:
        known = reply if isinstance(reply, desk.HelpView) else desk.HelpView(told=False)
        self._truth(kind, known)

    def _truth(self, kind: HelpKind | Literal["answer"], known: desk.HelpView) -> None:
        """Leave the page, and say what is true about who knows."""
        self.leave()
        self._unsaid = self._unsaid and kind != "answer"
        self._say_so(Facts.of(self.pod, kind, known))

    def _say_so(self, facts: Facts) -> None:
        def make() -> Screen:
            return ToldScreen(self._stage.look, self._stage.text, facts)

        self._help_with(make, self._on_help)
