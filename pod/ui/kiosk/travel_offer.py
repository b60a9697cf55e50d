"""On the way to the plan: the offer of a record, and that a place has moved."""

from collections.abc import Callable
from functools import partial

from pod.desk import Desk, Reply
from pod.desk.moves import Offered
from pod.script import Page
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.kiosk import my_travel_cards as cards
from pod.ui.kiosk.activity_page import activity_page
from pod.ui.kiosk.my_information import mine
from pod.ui.kiosk.my_travel import MyTravel
from pod.ui.kiosk.stage import PageMaker, Stage


class TravelOffer:
    """Offers a record once to somebody who may move soon; whatever they say is fine."""

    def __init__(
        self, stage: Stage, counter: Desk, sorry: Callable[[Reply], None]
    ) -> None:
        self._stage, self._desk = stage, counter
        self._travel = MyTravel(counter, self._show, sorry)
        stage.forgotten.connect(self._travel.forget)

    def offer(self, then: Callable[[], None]) -> None:
        """Offer it; `then` once they have chosen, or would rather not now."""
        self._desk.ask(Offered(), lambda _reply: None)

        def chosen(choice: str) -> None:
            if choice == "tell":
                self._travel.move(then)
            else:
                then()

        self._show(cards.offered, chosen)

    def moved(self, then: Callable[[str], None]) -> None:
        """Say that their place has moved; `then` hears mine or ok."""
        self._show(cards.moved, then)

    def _show(self, page: Callable[[Text], Page], then: Callable[[str], None]) -> None:
        self._stage.show(PageMaker(make=partial(self._made, page), then=then))

    def _made(self, page: Callable[[Text], Page]) -> Screen:
        return mine(activity_page(self._stage, page(self._stage.text)))
