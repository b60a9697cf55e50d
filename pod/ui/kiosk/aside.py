"""Pause and help: the page is left at once, the place is kept, and one comes back."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from pod import desk
from pod.desk import Desk, HelpKind, PodView, Reply
from pod.settings import Language
from pod.ui.common.screen import Screen
from pod.ui.kiosk.calm import Calm
from pod.ui.kiosk.help import Facts, HelpScreen, ToldScreen
from pod.ui.kiosk.moments import PausedScreen
from pod.ui.kiosk.stage import THEMES, PageMaker, Stage
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
        calm.ended.connect(self._come_back)
        self._left: PageMaker | None = None
        self.pod: PodView | None = None

    def forget(self) -> None:
        """Forget the page that was left: somebody else is at the pod."""
        self._left = None
        self._calm.leave()

    def pause(self) -> None:
        """Hide the page at once; a second press comes back."""
        page = self._stage.page()
        if page is not None and page.open == "pause":
            self._come_back()
        else:
            self.hide()

    def hide(self) -> None:
        """Hide the page at once, unless it is hidden or shows nothing of anybody."""
        page = self._stage.page()
        if page is None or page.open == "pause" or page.bar in ("locked", "hidden"):
            return
        self._leave(page)
        self._stage.show(
            PageMaker(make=self._paused_page, then=self._on_paused, open="pause")
        )

    def ask_what_help(self) -> None:
        """Ask what the person needs; the page is left as at a pause."""
        page = self._stage.page()
        if page is None or (page.open == "help" and page.bar != "task"):
            return
        self._leave(page)
        self._stage.show(
            PageMaker(
                make=self._help_page,
                then=self._on_help,
                bar="locked" if page.bar == "locked" else "page",
                open="help",
            )
        )

    def help(self, kind: HelpKind) -> None:
        """Hand the need on, then say truthfully who knows."""
        if page := self._stage.page():
            self._leave(page)
        self._desk.ask(desk.AskForHelp(kind), partial(self._told, kind))

    def _leave(self, page: PageMaker) -> None:
        """Remember the page, and let the open trial go; it is dealt again."""
        if page.open == "":
            self._left = page
        self._player.pause()
        self._calm.leave()

    def _come_back(self) -> None:
        """Go on where it was left; a timed activity first asks whether to go on."""
        task = self._player.task
        if task is None:
            if self._left is not None and self._left.bar != "locked":
                self._stage.show(self._left)
            else:
                self.nowhere.emit()
        elif task.timed and self._player.kept:
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
                self._come_back()
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
        stage = self._stage
        return HelpScreen(stage.look, stage.text, signed_in=self._visit.signed_in)

    def _on_help(self, choice: str) -> None:
        match choice:
            case "back":
                self._come_back()
            case "breathe":
                self._calm.begin()
            case "machine" | "upset" | "not_safe" | "listener":
                self.help(choice)

    def _told(self, kind: HelpKind, reply: Reply) -> None:
        told = isinstance(reply, desk.HelpView) and reply.told
        locked = self._left is not None and self._left.bar == "locked"

        def make() -> Screen:
            pod = self.pod
            facts = Facts(
                kind=kind,
                told=told,
                wing=pod.wing if pod else "",
                minutes=pod.help_minutes if pod else 0,
                second=pod.second_contact if pod else "",
            )
            return ToldScreen(self._stage.look, self._stage.text, facts)

        self._stage.show(
            PageMaker(
                make=make,
                then=self._on_help,
                bar="locked" if locked else "page",
                open="help",
            )
        )
