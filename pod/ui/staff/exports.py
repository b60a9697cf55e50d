"""Leads staff through what leaves the pod: what waits, the steps by which it goes."""

from functools import partial

from pod.desk import Reply, Request
from pod.desk.exports import ExportsView, LookExports
from pod.desk.health import Health, LookHealth
from pod.desk.sending import ExportByLink, LinkTold, SeeLink
from pod.desk.stick import StickDone, WriteStick, Writing
from pod.desk.study import ExportDone, Exporting
from pod.ui.common.screen import Screen
from pod.ui.staff.exports_page import ExportsScreen
from pod.ui.staff.exports_told import bundle_facts, care_facts, outcome, sent
from pod.ui.staff.part import Here
from pod.ui.staff.reading import Facts, ReadingScreen
from pod.ui.staff.set_up_again import AgainSetUp
from pod.ui.staff.steps_page import At, Steps, StepsScreen
from pod.ui.staff.updates import Updates

STEP_MS, LINK_MS = 50.0, 1000.0
TRIES = 60
"""So often it is looked, a second apart, whether the server has everything."""


class Exports:
    """The pages before the part `pods`: they come back to it."""

    def __init__(self, room: Here) -> None:
        self._room = room
        self._view: ExportsView | None = None
        self._page: StepsScreen | None = None
        self._there = (0, 0)
        self._tries = 0
        self._updates = Updates(room, self.begin)
        self._set_up = AgainSetUp(room, self.begin)

    def begin(self) -> None:
        """Ask what waits and what has arrived, and show it."""
        self._room.ask(LookExports(), self._told)

    def _told(self, reply: Reply) -> None:
        if isinstance(reply, ExportsView):
            self._view = reply
            page = partial(ExportsScreen, self._room.look, self._room.text, reply)
            self._room.put_aside(page, self._chosen)
        else:
            self._room.again()

    def _chosen(self, id_: str) -> None:
        words = self._room.text.room.pods.exports
        match id_:
            case "write":
                self._show(Steps("stick", "ready", (words.steps.ready,)))
            case "send":
                self._show(Steps("link", "ready", (words.sending.ready,)))
            case "bundles" if self._view is not None:
                self._read(bundle_facts(self._room.text, self._view))
            case "care":
                self._room.ask(LookHealth(), self._care)
            case _:
                self._room.again()

    def _care(self, reply: Reply) -> None:
        if isinstance(reply, Health):
            self._read(care_facts(self._room.text, reply))
        else:
            self._room.again()

    def _read(self, facts: Facts) -> None:
        page = partial(ReadingScreen, self._room.look, self._room.text, facts)
        self._room.put_aside(page, self._after_reading)

    def _after_reading(self, id_: str) -> None:
        if id_ == "update":
            self._updates.begin()
        elif id_ == "set_up":
            self._set_up.begin()
        else:
            self.begin()

    def _show(self, steps: Steps) -> None:
        stepped = partial(self._stepped, steps)
        self._room.put_aside(partial(self._made, steps), stepped)

    def _made(self, steps: Steps) -> Screen:
        """Make a page of the steps; made anew meanwhile, it knows how far it is."""
        self._page = StepsScreen(self._room.look, self._room.text, steps)
        self._page.wrote(*self._there)
        return self._page

    def _stepped(self, steps: Steps, id_: str) -> None:
        if id_ != "go":
            self.begin()
            return
        self._there, self._tries = (0, 0), 0
        words = self._room.text.room.pods.exports
        if steps.by == "stick":
            self._show(Steps("stick", "under_way", (words.steps.writing,)))
            self._ask(WriteStick())
        else:
            self._show(Steps("link", "under_way", (words.sending.under_way,)))
            self._ask(ExportByLink())

    def _ask(self, request: Request, after_ms: float = 0.0) -> None:
        """Ask for the next step, now or a little later."""
        if after_ms:
            self._room.later(after_ms, lambda: self._ask(request))
        else:
            self._room.ask(request, self._answered)

    def _answered(self, reply: Reply) -> None:
        """Show how much is there until all of it is, then what came of it."""
        match reply:
            case Writing():
                self._is_there(reply.done, reply.of)
                self._ask(WriteStick(), STEP_MS)
            case StickDone():
                at: At = "done" if reply.state == "fine" else "failed"
                self._show(Steps("stick", at, outcome(self._room.text, reply)))
            case Exporting():
                self._ask(ExportByLink(), STEP_MS)
            case ExportDone():
                self._ask(SeeLink(at_once=True))
            case LinkTold():
                self._see_link(reply)
            case _:
                self._room.again()

    def _see_link(self, told: LinkTold) -> None:
        """Look on until the server has everything, for a minute at most."""
        self._tries += 1
        before = self._there[1] or told.waiting
        self._is_there(before - told.waiting, before)
        if told.waiting and self._tries < TRIES:
            self._ask(SeeLink(), LINK_MS)
        else:
            at: At = "failed" if told.waiting else "done"
            self._show(Steps("link", at, sent(self._room.text, told)))

    def _is_there(self, done: int, of: int) -> None:
        self._there = (done, of)
        if self._page is not None:
            self._page.wrote(done, of)
