"""Leads whoever looks after the pod through an update by stick: seen, then taken in."""

from collections.abc import Callable
from functools import partial

from pod.desk import Reply
from pod.desk.stick import Writing
from pod.desk.updating import LookUpdate, TakeUpdate, UpdatesTold, UpdateTaken
from pod.ui.common.screen import Screen
from pod.ui.staff.part import Here
from pod.ui.staff.reading import ReadingScreen
from pod.ui.staff.steps_page import At, Steps, StepsScreen
from pod.ui.staff.updates_told import outcome, ready, stands, update_facts

STEP_MS = 50.0


class Updates:
    """The pages behind "Updates and care"; `leave` shows what stood before them."""

    def __init__(self, room: Here, leave: Callable[[], None]) -> None:
        self._room, self._leave = room, leave
        self._page: StepsScreen | None = None
        self._there = (0, 0)

    def begin(self) -> None:
        """Ask for the stick."""
        self._show("ready", ready(self._room.text))

    def _show(self, at: At, lines: tuple[str, ...]) -> None:
        steps = Steps("update", at, lines)
        self._room.put_aside(partial(self._made, steps), self._stepped)

    def _made(self, steps: Steps) -> Screen:
        """Make a page of the steps; made anew meanwhile, it knows how far it is."""
        self._page = StepsScreen(self._room.look, self._room.text, steps)
        self._page.wrote(*self._there)
        return self._page

    def _stepped(self, id_: str) -> None:
        if id_ == "go":
            self._do(LookUpdate(), self._room.text.room.pods.updates.looking)
        else:
            self._leave()

    def _do(self, request: LookUpdate | TakeUpdate, saying: str) -> None:
        """Have something done, and show how far it is."""
        self._there = (0, 0)
        self._show("under_way", (saying,))
        self._ask(request)

    def _ask(self, request: LookUpdate | TakeUpdate) -> None:
        self._room.ask(request, lambda reply: self._answered(request, reply))

    def _answered(self, request: LookUpdate | TakeUpdate, reply: Reply) -> None:
        match reply:
            case Writing():
                self._is_there(reply.done, reply.of)
                self._room.later(STEP_MS, lambda: self._ask(request))
            case UpdatesTold(updates=updates) if updates:
                self._show_one(reply, 0)
            case UpdatesTold():
                self._show("failed", stands(self._room.text, reply))
            case UpdateTaken():
                at: At = "done" if reply.state == "fine" else "failed"
                self._show(at, outcome(self._room.text, reply))
            case _:
                self._room.again()

    def _show_one(self, told: UpdatesTold, at: int) -> None:
        """Show one of the updates that are on the stick."""
        facts = update_facts(self._room.text, told, at)
        page = partial(ReadingScreen, self._room.look, self._room.text, facts)
        self._room.put_aside(page, lambda id_: self._chosen(told, at, id_))

    def _chosen(self, told: UpdatesTold, at: int, id_: str) -> None:
        one = told.updates[at]
        match id_:
            case "take":
                taking = self._room.text.room.pods.updates.taking
                self._do(TakeUpdate(one.name, one.mark), taking)
            case "other":
                self._show_one(told, (at + 1) % len(told.updates))
            case _:
                self.begin()

    def _is_there(self, done: int, of: int) -> None:
        self._there = (done, of)
        if self._page is not None:
            self._page.wrote(done, of)
