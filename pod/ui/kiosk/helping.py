"""I need help: from any page, and back to it; what is said of who comes stays true.

Whatever page of help is open, breathing too, a person learns there that nobody came;
whoever went on meanwhile learns it when they next ask for help.
"""

from collections.abc import Callable
from functools import partial
from typing import Literal

from msgspec import structs
from PySide6.QtCore import QObject, Signal

from pod import desk
from pod.desk import Desk, HelpKind, PodView, Reply
from pod.desk.news import Reached
from pod.ui.common.screen import Screen
from pod.ui.kiosk.calm import Calm
from pod.ui.kiosk.help import Facts, HelpScreen, ToldScreen, says_who_comes
from pod.ui.kiosk.moments import CalledScreen
from pod.ui.kiosk.stage import Chosen, Make, PageMaker, Stage

ANSWER = desk.HelpView(told=True)
"""An answer that needs a person was kept: staff see it."""


class Helping(QObject):
    """Asks what is needed, hands it on and says who knows; `leave` leaves the page."""

    back = Signal()
    """The person goes on where they were."""

    def __init__(
        self, stage: Stage, counter: Desk, calm: Calm, leave: Callable[[], None]
    ) -> None:
        super().__init__()
        self._stage, self._desk, self._calm, self._leave = stage, counter, calm, leave
        self.pod: PodView | None = None
        self.unsaid = False
        self._asked: dict[str, Facts] = {}
        self._late: Facts | None = None
        stage.forgotten.connect(self.forget)

    def forget(self) -> None:
        """Forget who asked for what: somebody else is at the pod."""
        self.unsaid, self._late = False, None
        self._asked.clear()

    def called(self) -> None:
        """Say at once that the wired call button was pressed; the page is left."""
        self._leave()
        self._show(
            lambda: CalledScreen(self._stage.look, self._stage.text),
            lambda _choice: self.back.emit(),
        )

    def hear(self, news: desk.NobodyCame | Reached) -> None:
        """Take what has become true of something that was asked for."""
        if isinstance(news, Reached):
            self.reached(news.concern)
        else:
            self.nobody_came(news.concern)

    def nobody_came(self, concern: str) -> None:
        """Say so on whatever page of help is open, to nobody but whoever asked.

        An answer that needs a person promised nobody within minutes: nothing is said.
        """
        facts = self._asked.pop(concern, None)
        if facts is None:
            return
        self._late = structs.replace(facts, late=True, told=False)
        page = self._stage.page()
        if page is not None and page.open == "help":
            self._leave()
            self._say_late(self._late)

    def reached(self, concern: str) -> None:
        """Say that staff know, on the page that said they did not: the console has it.

        That somebody else was told if nobody comes is never said by this: people do it.
        """
        before = self._asked.get(concern)
        if before is None or before.told:
            return
        self._asked[concern] = known = structs.replace(before, told=True)
        screen = self._stage.screen
        if isinstance(screen, ToldScreen) and screen.facts == before:
            self._show_told(known)

    def ask(self) -> None:
        """Ask what the person needs; the page is left as at a pause."""
        page, screen = self._stage.page(), self._stage.screen
        here = isinstance(screen, HelpScreen) or says_who_comes(screen)
        if page is None or page.bar == "hidden" or here:
            return
        self._leave()
        if self._late is not None:
            self._say_late(self._late)
        else:
            self._show(
                lambda: HelpScreen(self._stage.look, self._stage.text), self._on_help
            )

    def need(self, kind: HelpKind) -> None:
        """Hand the need on, then say truthfully who knows."""
        self._leave()
        self._desk.ask(desk.AskForHelp(kind), partial(self._told, kind))

    def heard_answer(self) -> None:
        """Say calmly that an answer needs a person, and what can be done now.

        While the page is hidden, or help is asked for, that waits its turn.
        """
        if self._stage.aside:
            self.unsaid = True
        else:
            self.say_answer()

    def say_answer(self) -> None:
        """Say so now."""
        self.unsaid = False
        self._say("answer", ANSWER)

    def _show(self, make: Make, then: Chosen) -> None:
        """Show a page of help; over a page of nobody's, none can be paused."""
        bar: Literal["locked", "page"] = "page" if somebodys(self._stage) else "locked"
        self._stage.step_aside(PageMaker(make=make, then=then, bar=bar, open="help"))

    def _on_help(self, choice: str) -> None:
        match choice:
            case "back":
                self.back.emit()
            case "breathe":
                self._calm.begin()
            case "machine" | "upset" | "not_safe" | "listener":
                self.need(choice)

    def _told(self, kind: HelpKind, reply: Reply) -> None:
        known = reply if isinstance(reply, desk.HelpView) else desk.HelpView(told=False)
        self._say(kind, known)

    def _say(self, kind: HelpKind | Literal["answer"], known: desk.HelpView) -> None:
        """Leave the page, and say what is true about who knows."""
        self._leave()
        facts = Facts.of(self.pod, kind, known)
        if known.concern:
            self._asked[known.concern] = facts
        self._show_told(facts)

    def _say_late(self, late: Facts) -> None:
        self._late = None
        self._show_told(late)

    def _show_told(self, facts: Facts) -> None:
        def make() -> Screen:
            return ToldScreen(self._stage.look, self._stage.text, facts)

        self._show(make, self._on_help)


def somebodys(stage: Stage) -> bool:
    """Tell whether the page is a person's: no locked one, none of staff's."""
    before = stage.beneath
    return before is None or before.bar not in ("locked", "hidden")
