"""My information: from the pause page, and back to it; nothing is done on one tap."""

from collections.abc import Callable
from functools import partial

from pod import desk
from pod.desk import Desk, Reply, rights
from pod.script import Page
from pod.ui.common.said import Ears
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.kiosk import my_cards, my_travel_cards
from pod.ui.kiosk.activity_page import activity_page
from pod.ui.kiosk.card import CardScreen
from pod.ui.kiosk.my_sharing import MySharing
from pod.ui.kiosk.my_travel import MyTravel
from pod.ui.kiosk.sorry import sorry_page
from pod.ui.kiosk.stage import PageMaker, Stage


def mine(screen: Screen) -> Screen:
    """Return a page of these, with what it tells of somebody for their ears alone.

    What one can do is the same for everybody.
    """
    if isinstance(screen, CardScreen):
        screen.ears = Ears(words=True)
    return screen


class MyInformation:
    """Leads through what is kept of whoever is signed in; `gone` after they left."""

    def __init__(self, stage: Stage, counter: Desk, gone: Callable[[], None]) -> None:
        self._stage, self._desk, self._gone = stage, counter, gone
        self._behind: PageMaker | None = None
        self._told: rights.AboutPerson | None = None
        self._sharing = MySharing(counter, self._show, self._whom, self._sorry)
        self._travel = MyTravel(counter, self._show, self._sorry)
        stage.forgotten.connect(self._forget)

    def open(self) -> None:
        """Show what one can do; back leads to the page that is in view now."""
        self._behind = self._stage.page()
        self._menu()

    def _forget(self) -> None:
        """Keep nothing of what was told: whoever it was told to has left."""
        self._behind = self._told = None
        self._travel.forget()

    def _menu(self) -> None:
        self._show(my_cards.menu, self._on_menu)

    def _show(self, page: Callable[[Text], Page], then: Callable[[str], None]) -> None:
        """Show a page over the pause; it is made anew when the language changes."""
        stage = self._stage

        def make() -> Screen:
            return mine(activity_page(stage, page(stage.text)))

        stage.step_aside(PageMaker(make=make, then=then, open="pause"))

    def _on_menu(self, choice: str) -> None:
        match choice:
            case "see":
                self._desk.ask(rights.SeeMine(), self._seen)
            case "print":
                self._choose(my_cards.on_paper)
            case "stop":
                self._choose(my_cards.stopping)
            case "share":
                self._whom()
            case "back":
                self._back()
            case _:
                self._ask_first(choice, self._menu)

    def _whom(self) -> None:
        """Show who may have some of what is kept: nobody, unless they choose it."""
        self._show(my_travel_cards.whom, self._on_whom)

    def _on_whom(self, choice: str) -> None:
        match choice:
            case "worker":
                self._sharing.open()
            case "move":
                self._travel.move(self._whom)
            case "pods":
                self._travel.pods(self._whom)
            case _:
                self._menu()

    def _back(self) -> None:
        if self._behind is not None:
            self._stage.step_aside(self._behind)

    def _choose(self, page: Callable[[Text], Page]) -> None:
        """Show ways to choose from; each is asked about before it is done."""

        def then(choice: str) -> None:
            if choice == "back":
                self._menu()
            else:
                self._ask_first(choice, partial(self._choose, page))

        self._show(page, then)

    def _ask_first(self, what: str, back: Callable[[], None]) -> None:
        """Say what comes of it; only then it is done."""

        def then(choice: str) -> None:
            if choice == "yes":
                self._do(what)
            else:
                back()

        self._show(lambda text: my_cards.asking(text, what), then)

    def _do(self, what: str) -> None:
        match what:
            case "withdraw":
                self._desk.ask(rights.WithdrawEvaluation(), self._done)
            case "leave":
                self._desk.ask(rights.Leave(), self._done)
            case "copy":
                self._desk.ask(rights.AskStaff("print"), self._done)
            case "certificate" | "correct" | "erase":
                self._desk.ask(rights.AskStaff(what), self._done)

    def _done(self, reply: Reply) -> None:
        """Say what is true now."""
        match reply:
            case rights.Withdrawn(left):
                self._say(lambda text: my_cards.withdrawn(text, left))
            case desk.HelpView():
                self._say(my_cards.asked)
            case desk.Done():
                self._gone()
            case _:
                self._sorry(reply)

    def _say(self, page: Callable[[Text], Page]) -> None:
        self._show(page, lambda _choice: self._menu())

    def _seen(self, reply: Reply) -> None:
        if isinstance(reply, rights.AboutPerson):
            self._told = reply
            self._card(0)
        else:
            self._sorry(reply)

    def _card(self, number: int) -> None:
        """Show one card of what is kept; after a page's last comes the next page."""
        told = self._told
        if told is None:
            return

        def page(text: Text) -> Page:
            return list(my_cards.kept(text, told))[number]

        self._show(page, partial(self._on_card, number))

    def _on_card(self, number: int, choice: str) -> None:
        told = self._told
        if told is None:
            return
        last = number + 1 == len(list(my_cards.kept(self._stage.text, told)))
        if choice == "amiss":
            self._ask_first("correct", partial(self._card, number))
        elif choice == "next" and last:
            self._desk.ask(rights.SeeMine(told.page + 1), self._seen)
        elif choice == "next":
            self._card(number + 1)
        elif number > 0:
            self._card(number - 1)
        else:
            self._menu()

    def _sorry(self, reply: Reply) -> None:
        """Say what could not be done, unless the pod locks."""
        if isinstance(reply, desk.Sorry) and reply.lock:
            self._gone()
        else:
            page = sorry_page(self._stage, reply, self._menu, answers=False)
            self._stage.step_aside(page)
