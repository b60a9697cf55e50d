"""Lock-up is near: said in time, never during timed trials, and the place is kept.

Ten minutes before, a page says so; three minutes before, it also offers to stop. From
the first on, a strip says when, on every page that has room for it. At the time itself
the sitting stands still and the pod locks, unless the site wants it otherwise.
"""

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from pod.settings import LockUp
from pod.ui.common.face import Face
from pod.ui.common.look import Look
from pod.ui.common.words import Text, minutes
from pod.ui.kiosk.aside import Aside
from pod.ui.kiosk.countdown import Countdown, Near
from pod.ui.kiosk.panels import PanelScreen
from pod.ui.kiosk.stage import Chosen, Make, Stage
from pod.ui.kiosk.visit import Visit

NEVER = LockUp()
BYE_MS = 30_000.0
"""The last page stays so long where nobody presses OK."""


class LockUpScreen(PanelScreen):
    """Ids: stop (where it is near), carry_on; over: ok. `left` are minutes, about."""

    def __init__(
        self, look: Look, text: Text, near: Near, clock: str = "", left: int = 0
    ) -> None:
        super().__init__(look, text)
        self.name = f"lock-up-{near}"
        words, ways = text.lock_up, text.ways
        at, kept = ("clock", words.at.format(clock=clock)), ("well", words.kept)
        if near == "over":
            self.say(words.over, (kept,))
            self.way("ok", Face(words=ways.ok, style="main"))
            return
        stop = ("well", words.stop) if near == "near" else kept
        self.say(words.soon.format(minutes=minutes(text, left)), (at, stop))
        if near == "near":
            self.way("stop", Face(words=text.paused.stop, icon="stop"))
        on = Face(words=ways.carry_on, after="next", style="main")
        self.way("carry_on", on)


class LockingUp(QObject):
    """Watches the wall while somebody is at the pod."""

    over = Signal()
    """It is lock-up time, and whoever was here has been told: lock the pod."""

    def __init__(self, stage: Stage, aside: Aside, visit: Visit) -> None:
        super().__init__()
        self._stage, self._aside, self._visit = stage, aside, visit
        self._table = stage.settings.lock_up
        self._countdown = Countdown(self._table)
        self._near: Near = ""
        self._said: Near = ""
        if self._table != NEVER:
            stage.came.connect(self._came)
            self._look_later()

    def _came(self, _name: str) -> None:
        """Look at the page once it is in view; the locked one has no strip."""
        if self._aside.somebodys:
            self._stage.watch.after(0, self._see)
        else:
            self._forget()

    def _look_later(self) -> None:
        """Look whenever something can change; the wall is never believed for long."""
        wait_ms = self._countdown.next_look_ms(self._wall())
        self._stage.watch.after(wait_ms, self._look)

    def _look(self) -> None:
        self._see()
        self._look_later()

    def _wall(self) -> datetime:
        return self._stage.clock.utc().astimezone()

    def _see(self) -> None:
        """Say what is to be said now, as far as the page in view lets it."""
        if not self._aside.somebodys:
            self._forget()
            return
        self._near = self._countdown.look(self._wall(), self._stage.clock.now_ms())
        warned = self._near in ("soon", "near")
        at = self._countdown.at
        told = self._stage.text.lock_up.at
        clock = f"{at:%H:%M}" if at else ""
        self._stage.frame.warn(told.format(clock=clock) if warned else "")
        if self._near == "over":
            self._end()
        elif warned and self._near != self._said and self._may_say():
            self._say(self._near, clock, self._left())

    def _forget(self) -> None:
        """Know of nobody: the locked page warns no one."""
        self._countdown.forget()
        self._near = self._said = ""
        self._stage.frame.warn("")

    def _may_say(self) -> bool:
        """Tell whether the page may be left: not help, no pictures, no timed trial."""
        page = self._stage.page()
        if page is None or page.open == "help" or not self._visit.signed_in:
            return False
        task = self._visit.player.task
        return page.bar != "task" or task is None or not task.timed

    def _left(self) -> int:
        """Return how many minutes are left, about."""
        at = self._countdown.at
        left = at - self._wall() if at else timedelta()
        return max(1, round(left / timedelta(minutes=1)))

    def _say(self, near: Near, clock: str, left: int) -> None:
        """Say it on a page of its own; a page that is hidden has the strip."""
        self._said = near
        page = self._stage.page()
        if page is not None and not page.open:
            self._show(self._page(near, clock, left), self._on_page)

    def _page(self, near: Near, clock: str = "", left: int = 0) -> Make:
        stage = self._stage
        return lambda: LockUpScreen(stage.look, stage.text, near, clock, left)

    def _on_page(self, choice: str) -> None:
        if choice == "stop":
            self._aside.stop()
        else:
            self._aside.carry_on()

    def _end(self) -> None:
        """End calmly; whoever asked for help keeps the page that says who comes."""
        page = self._stage.page()
        again = self._said == "over"
        if page is None or page.open == "help" or (again and page.open):
            return
        if not self._table.locks:
            self._forget()
            return
        self._said = "over"
        self._show(self._page("over"), lambda _choice: self.over.emit())
        if not again:
            self._stage.watch.after(BYE_MS, self._end_by_itself)

    def _show(self, make: Make, then: Chosen) -> None:
        """Leave the page for one that warns: Pause hides that one too, and stays."""
        self._aside.leave()
        self._aside.show_instead(make, then, "warned")

    def _end_by_itself(self) -> None:
        """Lock where nobody pressed OK; whoever asks for help meanwhile is heard."""
        page = self._stage.page()
        if self._said != "over" or page is None or not self._aside.somebodys:
            return
        if page.open == "help":
            self._said = ""
        else:
            self.over.emit()
