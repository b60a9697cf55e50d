"""Pause and help: the page is left at once, the place is kept, and one comes back."""

from functools import partial
from typing import Literal

from PySide6.QtCore import QObject, Signal

from pod import desk
from pod.desk import Desk, HelpKind, PodView, Reply
from pod.settings import THEMES, Language
from pod.ui.common.screen import Screen
from pod.ui.kiosk.calm import Calm
from pod.ui.kiosk.help import Facts, HelpScreen, ToldScreen
from pod.ui.kiosk.moments import (
    CalledScreen,
    ParkedScreen,
    PausedScreen,
)
from pod.ui.kiosk.pictures import PicturesScreen
from pod.ui.kiosk.stage import PageMaker, Stage
from pod.ui.kiosk.visit import Visit


class Aside(QObject):
    """Steps aside from whatever is in view, and comes back to it."""

    stopped = Signal()
    """The person stops for today."""
    nowhere = Signal()
    """There is nothing to come back to: show the locked page."""

    def __init__(self, stage: Stage, counter: Desk, visit: Visit, calm: Calm) -> None:
        super().__init__()
        self._stage, self._desk = stage, counter
        self._player, self._visit, self._calm = visit.player, visit, calm
        self._unwatched = self._unsaid = self._parked = False
        self.pod: PodView | None = None
        calm.ended.connect(self._carry_on)
        visit.player.concerned.connect(self.heard_answer)

    def forget(self) -> None:
        """Forget what was left: somebody else is at the pod."""
        self._unwatched = self._unsaid = self._parked = False
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
        page, behind = self._stage.page(), self._stage.behind
        if page is None or page.open == "pause" or page.bar in ("locked", "hidden"):
            return
        if page.open == "help" and behind is not None and behind.bar == "locked":
            self._come_back()
            return
        self._leave()
        self._stage.step_aside(
            PageMaker(make=self._paused_page, then=self._on_paused, open="pause")
        )

    def called(self) -> None:
        """Say at once that the wired call button was pressed; the page is left."""
        bar: Literal["locked", "page"] = "locked" if self._locked() else "page"
        self._leave()
        self._stage.step_aside(
            PageMaker(
                make=lambda: CalledScreen(self._stage.look, self._stage.text),
                then=lambda _choice: self._carry_on(),
                bar=bar,
                open="help",
            )
        )

    def park(self) -> None:
        """Hide the page while the power is away; only stopping is possible then."""
        page = self._stage.page()
        if page is None or self._locked() or page.bar == "hidden":
            return
        self._parked = True
        if page.open != "help":
            self._leave()
            self._show_parked()

    def _show_parked(self) -> None:
        self._stage.step_aside(
            PageMaker(make=self._parked_page, then=self._on_paused, open="pause")
        )

    def go_on(self) -> None:
        """Let the person carry on: the power is back."""
        page, parked = self._stage.page(), self._parked
        self._parked = False
        if parked and page is not None and page.open == "pause":
            self._stage.step_aside(
                PageMaker(make=self._paused_page, then=self._on_paused, open="pause")
            )

    def _parked_page(self) -> Screen:
        return ParkedScreen(self._stage.look, self._stage.text)

    def hide_unwatched(self) -> None:
        """Hide a page that nobody looks at; to go on, the pictures are asked again."""
        page = self._stage.page()
        if page is not None and page.open != "pause":
            self._unwatched = self._visit.signed_in
        self.hide()

    def ask_what_help(self) -> None:
        """Ask what the person needs; the page is left as at a pause."""
        page = self._stage.page()
        if page is None or (page.open == "help" and page.bar != "task"):
            return
        self._leave()
        self._stage.step_aside(
            PageMaker(
                make=self._help_page,
                then=self._on_help,
                bar="locked" if self._locked() else "page",
                open="help",
            )
        )

    def help(self, kind: HelpKind) -> None:
        """Hand the need on, then say truthfully who knows."""
        self._leave()
        self._desk.ask(desk.AskForHelp(kind), partial(self._told, kind))

    def _leave(self) -> None:
        """Let the open trial go, it is dealt again; a ticked answer is given first."""
        settle = getattr(self._stage.screen, "settle", None)
        if settle is not None and not self._stage.aside:
            settle()
        self._player.pause()
        self._calm.leave()

    def _locked(self) -> bool:
        page, behind = self._stage.page(), self._stage.behind
        before = behind if self._stage.aside else page
        return before is not None and before.bar == "locked"

    def _carry_on(self) -> None:
        """Come back, after the pictures where nobody had watched the page."""
        if self._parked:
            self._show_parked()
        elif self._unwatched:
            self._stage.step_aside(
                PageMaker(make=self._pictures, then=self._on_pictures, open="pause")
            )
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
            self._truth("answer", told=True)
        elif task is None:
            self._stage.come_back()
        else:
            self._stage.leave_aside()
            if task.timed and self._player.kept:
                self._visit.ready("resume")
            else:
                self._visit.play()

    def _other(self) -> Language:
        return "en" if self._stage.language == "cy" else "cy"

    def _paused_page(self) -> Screen:
        clock = self._stage.clock_text()
        return PausedScreen(self._stage.look, self._stage.text, clock, self._other())

    def _on_paused(self, choice: str) -> None:
        stage = self._stage
        match choice:
            case "carry_on":
                self._carry_on()
            case "stop":
                self._desk.ask(desk.StopToday(), lambda _reply: self.stopped.emit())
            case "language":
                stage.language = self._other()
                self._like()
            case "bigger":
                large = stage.text_size == "large"
                stage.text_size = "standard" if large else "large"
                self._like()
            case "colours":
                after = THEMES.index(stage.theme) + 1
                stage.theme = THEMES[after % len(THEMES)]
                self._like()

    def _like(self) -> None:
        """Show the page as the person likes it now, and remember it for them."""
        stage = self._stage
        stage.again()
        if self._visit.signed_in:
            liked = desk.SettingsChosen(stage.language, stage.text_size, stage.theme)
            self._desk.ask(liked, lambda _reply: None)

    def _help_page(self) -> Screen:
        return HelpScreen(self._stage.look, self._stage.text)

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
            self._truth("answer", told=True)

    def _told(self, kind: HelpKind, reply: Reply) -> None:
        known = reply if isinstance(reply, desk.HelpView) else desk.HelpView(told=False)
        self._truth(kind, told=known.told, lamp=known.lamp)

    def _truth(
        self, kind: HelpKind | Literal["answer"], *, told: bool, lamp: bool = False
    ) -> None:
        """Leave the page, and say what is true about who knows."""
        self._leave()
        self._unsaid = self._unsaid and kind != "answer"

        def make() -> Screen:
            pod = self.pod
            facts = Facts(
                kind=kind,
                told=told,
                lamp=lamp,
                wing=pod.wing if pod else "",
                minutes=pod.help_minutes if pod else 0,
                second=pod.second_contact if pod else "",
            )
            return ToldScreen(self._stage.look, self._stage.text, facts)

        self._stage.step_aside(
            PageMaker(
                make=make,
                then=self._on_help,
                bar="locked" if self._locked() else "page",
                open="help",
            )
        )
