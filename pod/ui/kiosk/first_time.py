"""The first time: five cards or six, three picture questions, three free choices.

Nothing chosen at a question is kept. A question that was missed explains again; missed
twice, it offers a person to talk to, and the way on stays open.
"""

from collections import Counter
from collections.abc import Callable
from functools import partial

from pod import desk
from pod.desk import Desk
from pod.study import Leaves
from pod.ui.common.screen import Screen
from pod.ui.kiosk.consent import AgainCard, ChoicesScreen, ConsentCard
from pod.ui.kiosk.leaving import cards
from pod.ui.kiosk.stage import Chosen, Make, PageMaker, Stage
from pod.ui.kiosk.understood import ASKED, TalkScreen, picture_question

MISSES = 2
"""So many misses at one question, and a person is better than the pod."""


class FirstTime:
    """Leads from the first card to the choices made; `given` gets them.

    `ended` is called when somebody would rather stop for today.
    """

    def __init__(
        self,
        stage: Stage,
        counter: Desk,
        given: Callable[[desk.ConsentGiven], None],
        ended: Callable[[], None],
    ) -> None:
        self._stage, self._desk = stage, counter
        self._given, self._ended = given, ended
        self._made: dict[str, bool] = {}
        self._missed: Counter[int] = Counter()
        self._told = False
        self._leaves = Leaves()
        stage.forgotten.connect(self._forget)

    def begin(self, leaves: Leaves) -> None:
        """Show the first card; whoever is here has chosen nothing yet."""
        self._forget()
        self._leaves = leaves
        self._cards()

    def _forget(self) -> None:
        """Know nothing of what was chosen or missed."""
        self._made, self._told = {}, False
        self._missed.clear()

    def _cards(self) -> None:
        self._missed.clear()
        self._card(1)

    def _show(self, make: Make, then: Chosen) -> None:
        self._stage.show(PageMaker(make=make, then=then))

    def _card(self, number: int) -> None:
        def make() -> Screen:
            stage = self._stage
            return ConsentCard(stage.look, stage.text, number, self._leaves)

        self._show(make, partial(self._on_card, number))

    def _on_card(self, number: int, choice: str) -> None:
        number += 1 if choice == "next" else -1
        if number > self._cards_in_all:
            self._ask(0)
        else:
            self._card(max(1, number))

    @property
    def _cards_in_all(self) -> int:
        return len(cards(self._stage.text, self._leaves))

    def _ask(self, number: int) -> None:
        """Ask a picture question; after the last come the choices."""
        if number == len(ASKED):
            self._choices()
            return

        def make() -> Screen:
            stage = self._stage
            return picture_question(stage.look, stage.text, number, stage.watch.after)

        self._show(make, partial(self._on_answer, number))

    def _on_answer(self, number: int, choice: str) -> None:
        if choice == "back":
            self._card(self._cards_in_all) if number == 0 else self._ask(number - 1)
        elif choice == ASKED[number].right:
            self._ask(number + 1)
        else:
            self._missed[number] += 1
            over = self._missed[number] >= MISSES
            self._talk(number) if over else self._explain(number)

    def _explain(self, number: int) -> None:
        """Go back to the card that says it, then ask again."""

        def make() -> Screen:
            look, text = self._stage.look, self._stage.text
            return AgainCard(look, text, ASKED[number].card, self._leaves)

        self._show(make, lambda _choice: self._ask(number))

    def _talk(self, number: int) -> None:
        """Offer a person; staff see it, once, and nobody is held up."""
        if not self._told:
            self._told = True
            self._desk.ask(desk.Tell("explain"), lambda _reply: None)

        def make() -> Screen:
            return TalkScreen(self._stage.look, self._stage.text)

        self._show(make, partial(self._on_talk, number))

    def _on_talk(self, number: int, choice: str) -> None:
        match choice:
            case "stop":
                self._desk.ask(desk.StopToday(), lambda _reply: self._ended())
            case "all":
                self._cards()
            case "on":
                self._ask(number + 1)

    def _choices(self) -> None:
        self._show(self._choices_page, self._on_choices)

    def _choices_page(self) -> Screen:
        """Return the choices with those made so far; a Pause loses none."""
        look, text = self._stage.look, self._stage.text
        screen = ChoicesScreen(look, text, dict(self._made), self._leaves)
        self._made = screen.choices
        return screen

    def _on_choices(self, choice: str) -> None:
        if choice == "back":
            self._ask(len(ASKED) - 1)
        elif choice == "next":
            self._given(desk.ConsentGiven(**self._made, asked=True))
