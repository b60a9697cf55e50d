"""Pause and help: the page is left at once, the place is kept, and one comes back."""

from functools import partial
from typing import Literal

from PySide6.QtCore import QObject, Signal

from pod import desk
from pod.desk import Desk, HelpKind, PodView, Reply
from pod.ui.common.screen import Screen
from pod.ui.kiosk.calm import Calm
from pod.ui.kiosk.help import Facts, HelpScreen, ToldScreen
from pod.ui.kiosk.liking import Liking
from pod.ui.kiosk.moments import CalledScreen, ParkedScreen
from pod.ui.kiosk.parking import Parking
from pod.ui.kiosk.pictures import PicturesScreen
from pod.ui.kiosk.stage import Chosen, Make, PageMaker, Stage
from pod.ui.kiosk.visit import Visit


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
        self._liking = Liking(stage, counter, visit, lambda: not self._unwatched)
        self._unwatched = self._unsaid = False
        self._parking = Parking(stage.watch)
        self.pod: PodView | None = None
        self._parking.over.connect(self._power_is_back)
        calm.ended.connect(self._carry_on)
        visit.player.concerned.connect(self.heard_answer)

    def forget(self) -> None:
        """Forget what was left: somebody else is at the pod."""
        self._unwatched = self._unsaid = False
        self._parking.end()
        self._calm.leave()

    def pause(self) -> None:
        """Hide the page at once; a second press comes back."""
        page = self._stage.page()
        if page is not None and page.open == "pause":
            self._carry_on()
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
        self._leave()
        self._show_paused()

    def called(self) -> None:
        """Say at once that the wired call button was pressed; the page is left."""
        self._leave()
        self._help_with(
            lambda: CalledScreen(self._stage.look, self._stage.text),
            lambda _choice: self._carry_on(),
        )

    def park(self) -> None:
        """Hide the page while the power is away; only stopping is possible then."""
        page = self._stage.page()
        if page is None or not self._somebodys() or not self._parking.begin():
            return
        if page.open != "help":
            self._leave()
            self._show_parked()

    def go_on(self) -> None:
        """Let the person carry on once the power has stayed for a while."""
        self._parking.end_soon()

    def _power_is_back(self) -> None:
        if isinstance(self._stage.screen, ParkedScreen):
            self._show_paused()

    def _show_parked(self) -> None:
        self._pause_with(
            lambda: ParkedScreen(self._stage.look, self._stage.text), self._on_paused
        )

    def _show_paused(self) -> None:
        self._pause_with(self._liking.page, self._on_paused)

    def _pause_with(self, make: Make, then: Chosen) -> None:
        self._stage.step_aside(PageMaker(make=make, then=then, open="pause"))

    def _help_with(self, make: Make, then: Chosen) -> None:
        """Show a page of help; over a page of nobody's, none can be paused."""
        bar: Literal["locked", "page"] = "page" if self._somebodys() else "locked"
        self._stage.step_aside(PageMaker(make=make, then=then, bar=bar, open="help"))

    def hide_unwatched(self) -> None:
        """Hide a page that nobody looks at; to go on, the pictures are asked again."""
        page = self._stage.page()
        if page is not None and page.open != "pause":
            self._unwatched = self._visit.signed_in
        self.hide()

    def ask_what_help(self) -> None:
        """Ask what the person needs; the page is left as at a pause."""
        page = self._stage.page()
        here = isinstance(self._stage.screen, HelpScreen | ToldScreen)
        if page is None or page.bar == "hidden" or here:
            return
        self._leave()
        self._help_with(
            lambda: HelpScreen(self._stage.look, self._stage.text), self._on_help
        )

    def help(self, kind: HelpKind) -> None:
        """Hand the need on, then say truthfully who knows."""
        self._leave()
        self._desk.ask(desk.AskForHelp(kind), partial(self._told, kind))

    def settle(self) -> None:
        """Give an answer that is ticked and still being looked at."""
        settle = getattr(self._stage.screen, "settle", None)
        if settle is not None and not self._stage.aside:
            settle()

    def _leave(self) -> None:
        """Let the open trial go, it is dealt again; a ticked answer is given first."""
        self.settle()
        self._player.pause()
        self._calm.leave()

    def _before(self) -> PageMaker | None:
        """Return the page that was left, or the one in view."""
        return self._stage.behind if self._stage.aside else self._stage.page()

    def _locked(self) -> bool:
        before = self._before()
        return before is not None and before.bar == "locked"

    def _somebodys(self) -> bool:
        """Tell whether the page is a person's: no locked one, none of staff's."""
        before = self._before()
        return before is None or before.bar not in ("locked", "hidden")

    def _carry_on(self) -> None:
        """Come back, after the pictures where nobody had watched the page."""
        if self._parking.on:
            self._show_parked()
        elif self._unwatched:
            self._pause_with(self._pictures, self._on_pictures)
        else:
            self._come_back()

    def _pictures(self) -> Screen:
        screen = PicturesScreen(self._stage.look, self._stage.text, choosing=False)
        screen.tapped.connect(
            lambda pictures: self._desk.ask(
                desk.PicturesTapped(tuple(pictures)), self._proved
            )
        )
        return screen

    def _on_pictures(self, choice: str) -> None:
        if choice == "ask":
            self.help("pictures")

    def _proved(self, reply: Reply) -> None:
        screen = self._stage.screen
        if isinstance(reply, desk.PersonView):
            self._unwatched = False
            self._come_back()
        elif isinstance(reply, desk.NotThose) and isinstance(screen, PicturesScreen):
            screen.not_those(ask_staff=reply.ask_staff)
        elif isinstance(reply, desk.Sorry):
            self.stopped.emit()

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
            if not self._somebodys():
                self.back_at_staff.emit()
        else:
            self._stage.leave_aside()
            if task.timed and self._player.kept:
                self._visit.ready("resume")
            else:
                self._visit.play()

    def _on_paused(self, choice: str) -> None:
        match choice:
            case "carry_on":
                self._carry_on()
            case "stop":
                self._desk.ask(desk.StopToday(), lambda _reply: self.stopped.emit())
            case _:
                self._liking.choose(choice)

    def _on_help(self, choice: str) -> None:
        match choice:
            case "back":
                self._carry_on()
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
        self._leave()
        self._unsaid = self._unsaid and kind != "answer"

        def make() -> Screen:
            facts = Facts.of(self.pod, kind, known)
            return ToldScreen(self._stage.look, self._stage.text, facts)

        self._help_with(make, self._on_help)
