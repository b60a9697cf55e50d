"""Asks staff whether they are still there before their session ends.

How long that is the core alone knows; it is told whenever somebody is at the keys.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pod.desk import Desk, Reply
from pod.desk.around import SeeStay, StayOn, Stays
from pod.ui.kiosk.stage import PageMaker, Stage
from pod.ui.staff.still_there import StillThereScreen

if TYPE_CHECKING:
    from pod.clock import Alarm
    from pod.ui.common.screen import Screen

WARN_MS = 25_000.0
"""So long before the end it is asked."""
SOONER_MS = 1_000.0
"""The page locks so much before the core does, so that nothing is refused."""
LOOK_MS, TELL_MS = 10_000.0, 5_000.0
"""How often the core is asked, and how often it is told of keys at most."""


class StillThere(QObject):
    """From `begin` to `end` it counts; `over` comes when nobody answered."""

    over = Signal()

    def __init__(self, stage: Stage, counter: Desk) -> None:
        super().__init__()
        self._stage, self._desk = stage, counter
        self._on = self._quiet = self._said_anyway = False
        self._told_ms = float("-inf")
        self._alarm: Alarm | None = None
        self._held: tuple[PageMaker, Screen] | None = None
        stage.watch.touch.connect(self._touched)
        stage.frame.typed.connect(self._touched)
        stage.came.connect(self._came)

    @property
    def on(self) -> bool:
        """Whether it counts: somebody of the staff is signed in."""
        return self._on

    def begin(self) -> None:
        """Count from now on; what counted before counts no more."""
        self.end()
        self._on = True
        self._look_in(LOOK_MS)

    def end(self) -> None:
        """Count no more: staff have gone."""
        self._on = self._said_anyway = False
        self._told_ms = float("-inf")
        self._stop()

    def by_itself(self, show: Callable[[], None]) -> None:
        """Show what comes without a press: it keeps no session alive."""
        self._quiet = True
        show()
        self._quiet = False

    def _stop(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm = None

    def _look_in(self, delay_ms: float) -> None:
        self._stop()
        self._alarm = self._stage.watch.alarm_after(delay_ms, self._look)

    def _look(self) -> None:
        self._desk.ask(SeeStay(), self._seen)

    def _touched(self) -> None:
        """Tell the core that somebody is at the keys, now and then."""
        now_ms = self._stage.clock.now_ms()
        asks = isinstance(self._stage.screen, StillThereScreen)
        if not self._on or self._quiet or asks:
            return
        if now_ms - self._told_ms >= TELL_MS:
            self._told_ms = now_ms
            self._desk.ask(StayOn(), self._seen)

    def _seen(self, reply: Reply) -> None:
        """Ask them where their time is nearly over; else look again in a while."""
        if not self._on:
            return
        if not isinstance(reply, Stays) or reply.left_ms <= SOONER_MS:
            self._over()
        elif reply.left_ms > WARN_MS or (reply.anyway and self._said_anyway):
            soon = reply.left_ms - (SOONER_MS if reply.left_ms <= WARN_MS else WARN_MS)
            self._look_in(min(LOOK_MS, max(soon, SOONER_MS)))
        elif not isinstance(self._stage.screen, StillThereScreen):
            self._ask(reply)

    def _ask(self, stays: Stays) -> None:
        """Put the question before the page in view, which stays as it is behind it."""
        if self._stage.aside:
            self._look_in(SOONER_MS)
            return
        self.by_itself(partial(self._put_before, anyway=stays.anyway))
        self._stop()
        left_ms = max(stays.left_ms - SOONER_MS, SOONER_MS)
        self._alarm = self._stage.watch.alarm_after(left_ms, self._over)

    def _put_before(self, *, anyway: bool) -> None:
        stage = self._stage
        self._hold()
        asking = PageMaker(
            make=lambda: StillThereScreen(stage.look, stage.text, anyway=anyway),
            then=lambda _choice: self._stay(anyway=anyway),
            bar="hidden",
            open="warned",
            aloud=False,
        )
        stage.step_aside(asking)

    def _hold(self) -> None:
        """Let the page in view come back as it is, half filled in, not made anew."""
        page, screen = self._stage.page(), self._stage.screen
        if page is None or screen is None or screen.kept:
            return
        screen.kept = True
        page = replace(page, make=lambda: screen)
        self._held = (page, screen)
        self._stage.put_before(page)

    def _stay(self, *, anyway: bool) -> None:
        """Go on with the page that was in view, as it was."""
        self._said_anyway = self._said_anyway or anyway
        self.by_itself(self._stage.come_back)
        self._told_ms = self._stage.clock.now_ms()
        self._desk.ask(StayOn(), self._seen)

    def _came(self, _name: str) -> None:
        """Let go of a page that was held once another one has taken its place."""
        if self._held is not None and self._stage.beneath is not self._held[0]:
            (_, screen), self._held = self._held, None
            if screen is not self._stage.screen:
                screen.deleteLater()

    def _over(self) -> None:
        self.end()
        self.over.emit()
