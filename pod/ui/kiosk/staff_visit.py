"""Staff at the pod: the code, the next person, go."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from pod import desk
from pod.desk import Desk, Reply
from pod.ui.common.screen import Screen
from pod.ui.kiosk.about import AboutScreen, pages
from pod.ui.kiosk.sorry import sorry_page
from pod.ui.kiosk.staff_place import StaffPlace, Ways
from pod.ui.kiosk.stage import PageMaker, Stage
from pod.ui.kiosk.still_there import StillThere
from pod.ui.staff.code import CodeScreen
from pod.ui.staff.next_person import NextPersonScreen
from pod.ui.staff.people import PeopleScreen
from pod.ui.staff.room import Room

if TYPE_CHECKING:
    from pod.clock import Alarm

NOBODY = desk.StaffView(people=())
IDLE_MS = 60_000.0
"""A page that asks for a code locks itself when it is left alone this long."""
INTO: dict[str, tuple[str, ...]] = {"room": (), "training": ("pods", "training")}
"""Where in the room a key of the next person's page leads."""


class StaffVisit(QObject):
    """Leads staff from the code to an open pod.

    Where nobody can be let in, as at the wing's console, it leads into the room.
    """

    opened = Signal(object)
    """The pod is open for one person: an Unlocked."""
    left = Signal()

    def __init__(self, stage: Stage, counter: Desk, *, unlocks: bool = True) -> None:
        super().__init__()
        self._stage, self._desk, self._unlocks = stage, counter, unlocks
        self._view = NOBODY
        stage.forgotten.connect(self._forget)
        stage.watch.touch.connect(self._touched)
        ways = Ways(partial(self._about, 1), self._unlocking, self._leave)
        place = StaffPlace(stage, self._show_again, ways, copies=not unlocks)
        self._room = Room(place, counter)
        self._idle: Alarm | None = None
        self._still = StillThere(stage, counter)
        self._still.over.connect(self._leave)

    def _forget(self) -> None:
        """Know of nobody: the list was for whoever had signed in."""
        self._view = NOBODY

    def open(self) -> None:
        """Begin with the code."""
        self._show(self._code, self._on_code)

    def card_seen(self) -> None:
        """Ask whoever held a card to the reader for their code; disturb nobody."""
        page = self._stage.page()
        if page is not None and page.bar == "locked":
            self.open()
        if isinstance(self._stage.screen, CodeScreen):
            self._stage.screen.card_seen()
            self._watch()

    def practise(self) -> None:
        """Go to who is next at the pod of invented people."""
        self.unwatch()
        self._desk.ask(desk.Look(), self._signed_in)

    def practised(self) -> None:
        """Come back to My training, where practice began."""
        self._count()
        self._room.enter(*INTO["training"])

    def look_again(self) -> None:
        """Show what has come about since: somebody called, or the pod was cleared."""
        if isinstance(self._stage.screen, NextPersonScreen):
            self._desk.ask(desk.Look(), self._signed_in)

    def _show(self, make: Callable[[], Screen], then: Callable[[str], None]) -> None:
        self._stage.show(PageMaker(make=make, then=then, bar="hidden", aloud=False))
        self._watch()

    def _show_again(
        self, make: Callable[[], Screen], then: Callable[[str], None]
    ) -> None:
        """Show a page of the room; what comes by itself keeps no session alive."""
        page = PageMaker(make=make, then=then, bar="hidden", aloud=False)
        self._still.by_itself(partial(self._stage.show, page))

    def _touched(self) -> None:
        """Somebody enters a code: count anew."""
        if self._idle is not None:
            self._watch()

    def _watch(self) -> None:
        """Count here until somebody has signed in: then the core says how long."""
        self._no_idle()
        if self._still.on:
            return
        self._idle = self._stage.watch.alarm_after(IDLE_MS, self.left.emit)

    def _no_idle(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None

    def unwatch(self) -> None:
        """Stop counting idle time, and leave the room: staff have gone."""
        self._no_idle()
        self._still.end()
        self._room.leave()

    def _code(self) -> Screen:
        screen = CodeScreen(self._stage.look, self._stage.text)
        screen.entered.connect(
            lambda number, code: self._desk.ask(
                desk.StaffSignIn(number, code), self._signed_in
            )
        )
        return screen

    def _new_code(self, *, phrase: bool) -> Screen:
        kind: Literal["pin", "phrase"] = "phrase" if phrase else "pin"
        screen = CodeScreen(self._stage.look, self._stage.text, kind)
        screen.took.connect(lambda code: self._desk.ask(desk.NewCode(code), self._took))
        return screen

    def _took(self, reply: Reply) -> None:
        """Go on with a new code, or ask for another one."""
        screen = self._stage.screen
        if isinstance(reply, desk.Sorry) and not reply.lock:
            if isinstance(screen, CodeScreen):
                screen.not_that()
                self._watch()
            return
        self._signed_in(reply)

    def _on_code(self, choice: str) -> None:
        if choice == "back":
            self._leave()

    def _signed_in(self, reply: Reply) -> None:
        screen = self._stage.screen
        match reply:
            case desk.StaffView() as view:
                self._view = view
                self._count()
                self._next_person()
            case desk.CodeNeeded(phrase):
                self._show(partial(self._new_code, phrase=phrase), self._on_code)
            case desk.Refused(wait_s, locked) if isinstance(screen, CodeScreen):
                screen.refused(wait_s, locked=locked)
                self._watch()
            case _:
                self._leave()

    def _count(self) -> None:
        """Ask the core from now on how long staff may stay."""
        self._no_idle()
        if not self._still.on:
            self._still.begin()

    def _next_person(self) -> None:
        if not self._unlocks:
            self._room.enter()
            return
        self._show(
            lambda: NextPersonScreen(self._stage.look, self._stage.text, self._view),
            self._on_person,
        )

    def _unlocking(self) -> None:
        """Come back from the room to who is next, as it is now."""
        self._desk.ask(desk.Look(), self._signed_in)

    def _list(self) -> None:
        people = self._view.people
        self._show(
            lambda: PeopleScreen(self._stage.look, self._stage.text, people),
            self._on_person,
        )

    def _about(self, number: int) -> None:
        """Show a page about the pod, which is read aloud; past the ends, go back."""
        stage = self._stage
        if not 1 <= number <= pages(stage.text):
            self._room.again()
            return
        page = PageMaker(
            make=lambda: AboutScreen(stage.look, stage.text, number),
            then=lambda way: self._about(number + (1 if way == "next" else -1)),
            bar="locked",
        )
        stage.show(page)
        self._watch()

    def _on_person(self, choice: str) -> None:
        what, _, ref = choice.partition(":")
        match what:
            case "unlock":
                self._desk.ask(desk.Unlock(ref), self._opened)
            case "reset":
                self._desk.ask(desk.ResetPictures(ref), self._opened)
            case "concern" | "on_duty" | "off_duty" | "checked":
                self._desk.ask(_said(what, ref), self._signed_in)
            case "list":
                self._list()
            case "room" | "training":
                self._room.enter(*INTO[what])
            case "back":
                self._next_person()
            case "lock":
                self._leave()

    def _opened(self, reply: Reply) -> None:
        self.unwatch()
        if isinstance(reply, desk.Unlocked):
            self.opened.emit(reply)
        else:
            page = sorry_page(self._stage, reply, self._leave, answers=False)
            self._stage.show(page)

    def _leave(self) -> None:
        self.unwatch()
        self.left.emit()


def _said(what: str, ref: str) -> desk.Request:
    """Return what staff have said by a key that leads back to the same page."""
    match what:
        case "concern":
            return desk.Acknowledge(ref)
        case "checked":
            return desk.Checked()
    return desk.OnDuty(what == "on_duty")
