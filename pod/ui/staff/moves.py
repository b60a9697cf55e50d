"""Leads staff through people who move: whose record goes where, and what came in."""

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from pod.desk import Reply, Request
from pod.desk.moves import (
    Mover,
    Movers,
    Road,
    SayTransfer,
    SeeMovers,
    SendRecord,
    Sent,
    TakeRecords,
    TookIn,
)
from pod.desk.stick import Writing
from pod.ui.common.screen import Screen
from pod.ui.staff.choosing import Choices, ChoosingScreen
from pod.ui.staff.moves_told import (
    PAGE,
    no_place,
    no_road,
    one_facts,
    open_to,
    places,
    roads,
    sent,
    took,
    whom,
)
from pod.ui.staff.part import Here
from pod.ui.staff.reading import Facts, ReadingScreen
from pod.ui.staff.steps_page import At, Steps, StepsScreen

STEP_MS = 50.0
Then: TypeAlias = Callable[[str], None]
ByRoad: TypeAlias = Callable[[Road], None]


class Moves:
    """The pages before the part `progress`: they come back to it.

    It keeps nothing of anybody between two of them but what is in view.
    """

    def __init__(self, room: Here) -> None:
        self._room = room
        self._page: StepsScreen | None = None
        self._there = (0, 0)

    def begin(self) -> None:
        """Ask who moves, and show them."""
        self._room.ask(SeeMovers(), partial(self._movers, 0))

    def _movers(self, first: int, reply: Reply) -> None:
        if not isinstance(reply, Movers):
            self._room.again()
            return

        def then(id_: str) -> None:
            match id_:
                case "back":
                    self._room.again()
                case "more":
                    self._movers(first + PAGE, reply)
                case "take":
                    self._by_road(reply, self._take)
                case _:
                    self._one(id_, reply)

        self._choose(whom(self._room.text, reply, first), then)

    def _one(self, ref: str, told: Reply) -> None:
        """Show one person as they stand now; who is gone meanwhile is not shown."""
        people = told.people if isinstance(told, Movers) else ()
        found = next((one for one in people if one.person == ref), None)
        if found is None or not isinstance(told, Movers):
            self.begin()
            return

        def then(id_: str) -> None:
            match id_:
                case "say" | "unsay":
                    asked = SayTransfer(ref, coming=id_ == "say")
                    self._room.ask(asked, partial(self._one, ref))
                case "make":
                    self._whom_for(found, told)
                case _:
                    self.begin()

        facts = one_facts(self._room.text, found, may_carry=told.may_carry)
        self._read(facts, then)

    def _whom_for(self, one: Mover, told: Movers) -> None:
        """Ask which pod it is for, then how it goes."""
        open_ = open_to(one, told)
        if not open_:
            self._read(no_place(self._room.text), lambda _id: self.begin())
            return

        def then(id_: str) -> None:
            if id_ == "back":
                self._one(one.person, told)
            else:
                self._by_road(told, partial(self._make, one, id_))

        self._choose(places(self._room.text, one.first_name, open_), then)

    def _by_road(self, told: Movers, then: ByRoad) -> None:
        """Ask by which road where there are two; say what to do where there is none."""
        if not told.roads:
            self._read(no_road(self._room.text), lambda _id: self.begin())
        elif len(told.roads) == 1:
            then(told.roads[0])
        else:
            known: dict[str, Road] = {one: one for one in told.roads}

            def chosen(id_: str) -> None:
                if (road := known.get(id_)) is None:
                    self.begin()
                else:
                    then(road)

            self._choose(roads(self._room.text), chosen)

    def _make(self, one: Mover, pod: str, road: Road) -> None:
        words = self._room.text.room.moves.making
        ready = words.stick if road == "stick" else words.folder
        title = words.title.format(name=one.first_name)
        asked = SendRecord(person=one.person, to=pod, road=road)
        self._ready(Steps("making", "ready", (ready,), title), asked)

    def _take(self, road: Road) -> None:
        words = self._room.text.room.moves.taking
        ready = words.stick if road == "stick" else words.folder
        self._ready(Steps("taking", "ready", (ready,)), TakeRecords(road))

    def _ready(self, steps: Steps, asked: Request) -> None:
        """Show the steps; `go` begins, or begins again after something failed."""

        def then(id_: str) -> None:
            if id_ == "go":
                self._under_way(steps, asked)
            else:
                self.begin()

        self._room.put_aside(partial(self._made, steps), then)

    def _under_way(self, steps: Steps, asked: Request) -> None:
        moves = self._room.text.room.moves
        words = moves.making if steps.by == "making" else moves.taking
        self._there = (0, 0)
        busy = Steps(steps.by, "under_way", (words.under_way,), steps.title)
        self._room.put_aside(partial(self._made, busy), lambda _id: None)
        self._room.ask(asked, partial(self._answered, steps, asked))

    def _answered(self, steps: Steps, asked: Request, reply: Reply) -> None:
        """Show how much is there until all of it is, then what came of it."""
        text = self._room.text
        match reply:
            case Writing():
                self._is_there(reply.done, reply.of)
                again = partial(self._room.ask, asked)
                self._room.later(
                    STEP_MS, lambda: again(partial(self._answered, steps, asked))
                )
            case Sent():
                self._over(steps, asked, reply.state, sent(text, reply))
            case TookIn():
                self._over(steps, asked, reply.state, took(text, reply))
            case _:
                self.begin()

    def _over(
        self, steps: Steps, asked: Request, state: str, lines: tuple[str, ...]
    ) -> None:
        at: At = "done" if state == "fine" else "failed"
        self._ready(Steps(steps.by, at, lines, steps.title), asked)

    def _made(self, steps: Steps) -> Screen:
        """Make a page of the steps; made anew meanwhile, it knows how far it is."""
        self._page = StepsScreen(self._room.look, self._room.text, steps)
        self._page.wrote(*self._there)
        return self._page

    def _is_there(self, done: int, of: int) -> None:
        self._there = (done, of)
        if self._page is not None:
            self._page.wrote(done, of)

    def _choose(self, asked: Choices, then: Then) -> None:
        page = partial(ChoosingScreen, self._room.look, self._room.text, asked)
        self._room.put_aside(page, then)

    def _read(self, facts: Facts, then: Then) -> None:
        page = partial(ReadingScreen, self._room.look, self._room.text, facts)
        self._room.put_aside(page, then)
