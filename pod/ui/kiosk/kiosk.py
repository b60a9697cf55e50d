"""The whole pod as a person meets it: locked, staff, a visit, aside, locked.

The kiosk decides nothing about anybody: it shows what the core said and hands back what
was pressed, by finger, key or button box alike.
"""

from functools import partial
from typing import Literal

from PySide6.QtCore import QObject, Signal

from pod import desk
from pod.desk import Desk, Reply
from pod.desk.news import PracticeOver, Reached
from pod.events import Back, Beat, Event, Lost
from pod.ui.common.lines import forget_words
from pod.ui.kiosk.aside import Aside
from pod.ui.kiosk.boxes import Boxes
from pod.ui.kiosk.calm import Calm
from pod.ui.kiosk.ground import TaskGround
from pod.ui.kiosk.ground_in_view import GroundInView
from pod.ui.kiosk.help import awaits
from pod.ui.kiosk.lock_up import LockingUp
from pod.ui.kiosk.player import Player
from pod.ui.kiosk.practising import Practising
from pod.ui.kiosk.seen import Seen
from pod.ui.kiosk.staff_visit import StaffVisit
from pod.ui.kiosk.stage import Stage
from pod.ui.kiosk.turn import Turn
from pod.ui.kiosk.visit import Visit
from pod.values import Button, Press


class Kiosk(QObject):
    """Joins the window, the desk and the devices."""

    known = Signal()
    """What the core said of this pod is in view."""

    def __init__(self, stage: Stage, counter: Desk) -> None:
        super().__init__()
        self.stage = stage
        self.practising = self._desk = counter = Practising(stage, counter)
        self._turn = Turn(counter)
        self.ground = GroundInView(stage)
        self.player = Player(counter, stage.clock, stage.alarms, self.ground)
        self.visit = Visit(stage, self._turn, self.player)
        self.staff = StaffVisit(stage, self._turn)
        calm = Calm(stage, self.ground)
        self.aside = Aside(stage, self._turn, self.visit, calm)
        self.seen = Seen(stage, self.staff.open)
        self.boxes = Boxes(stage, self.visit)
        self.lock_up = LockingUp(stage, self.aside, self.visit)
        self._power = desk.Power("mains")
        self._join()

    def _join(self) -> None:
        frame = self.stage.frame
        frame.hear.connect(self.stage.hear)
        frame.pause.connect(self.aside.pause)
        frame.help.connect(self.aside.helping.ask)
        frame.key.connect(partial(self._by_hand, "keyboard"))
        self.ground.tapped.connect(partial(self._by_hand, "touch"))
        self.ground.painted.connect(self.player.painted)
        self.stage.watch.idle.connect(self._idle)
        self.stage.watch.minute.connect(self._look_again)
        self.stage.aloud.deaf.connect(self._tell_of_sound)
        self.practising.begun.connect(self.staff.practise)
        self.practising.leaving.connect(self._put_away)
        self.practising.ended.connect(self.staff.practised)
        self.practising.over.connect(self._cut_off)
        self.staff.opened.connect(self._opened)
        self.staff.left.connect(self.lock)
        self.visit.ended.connect(self.lock)
        self.visit.ask_staff.connect(partial(self.aside.helping.need, "pictures"))
        self.aside.stopped.connect(self.lock)
        self.lock_up.over.connect(self.lock)
        self.aside.nowhere.connect(self.start)
        self.aside.back_at_staff.connect(self.staff.look_again)

    def begin(self) -> None:
        """Show the locked page: whatever else there is to show, the core says it."""
        self._show_locked()

    def start(self) -> None:
        """Show the locked page, or go on with whom the pod is unlocked for still.

        Whatever happened before, nobody is signed in.
        """
        self._turn.ask(desk.Glance(), self._seen)

    def lock(self) -> None:
        """End whatever is open; the place is kept."""
        self._put_away()
        self._turn.ask(desk.Lock(), lambda _reply: self.start())

    def _cut_off(self) -> None:
        """Lock after practice: the core has done so, and may have called somebody."""
        self._put_away()
        self._turn.ask(desk.Glance(), self._seen_again)

    def wait_for_core(self) -> None:
        """Say calmly that the pod is getting ready: its core is on its way."""
        self._let_go()
        self.practising.forget()
        self.seen.lose()
        self._show_locked()

    def wait_if_unknown(self) -> None:
        """Say so too where the core has said nothing; its answer may be on its way."""
        if not self.seen.knows:
            self.seen.lose()
            self.staff.unwatch()
            self._show_locked()

    def _put_away(self) -> None:
        """End whatever is open, and show nothing of it."""
        self._let_go()
        self._show_locked()

    def _let_go(self) -> None:
        """End whatever is open here; nobody's answers come any more."""
        self._turn.end()
        self.staff.unwatch()
        self.player.leave()
        self.aside.forget()
        self.seen.forget()

    def _seen(self, reply: Reply) -> None:
        """Go where the core says the pod is."""
        unlocked = self.seen.take(reply)
        self.aside.helping.pod = self.seen.pod
        if unlocked is None:
            self._show_locked()
        else:
            self._opened(unlocked, again=True)
        self.known.emit()

    def _look_again(self) -> None:
        """Learn what has become true while the pod was locked."""
        page = self.stage.page()
        if page is not None and page.bar == "locked" and not self.stage.aside:
            self._turn.ask(desk.Glance(), self._seen_again)

    def _seen_again(self, reply: Reply) -> None:
        page = self.stage.page()
        waiting = page is not None and page.bar == "locked" and not self.stage.aside
        if waiting and reply != self.seen.pod:
            self._seen(reply)

    def _show_locked(self) -> None:
        """Show the neutral page, whatever was there; its words are remembered nowhere.

        They go last: a page that is still there would set them once more.
        """
        self.stage.forget()
        self.seen.show()
        forget_words()

    def _opened(self, unlocked: desk.Unlocked, *, again: bool = False) -> None:
        """Greet a person as they like it; a language chosen just now goes first.

        With `again` they were here just now, before a screen that has ended.
        """
        self.stage.like(self.seen.as_chosen(unlocked.likes))
        self.aside.forget()
        self.visit.open(unlocked, again=again)
        if self._power.state != "mains":
            self.aside.park()

    def take(self, event: Event) -> None:
        """Take what a device brought."""
        match event:
            case Press():
                self._press(event)
            case Beat():
                self.player.beat(event.at_ms)
            case Lost(kind="pulse"):
                self.player.sensed.gone()
            case Lost(device, "buttons"):
                self.boxes.lost(device)
            case Back(device, "buttons"):
                self.boxes.back(device)

    def hear(self, news: desk.News) -> None:
        """Take what the core says unasked."""
        match news:
            case desk.Called(on):
                if on:
                    self.aside.helping.called()
            case desk.NobodyCame() | Reached():
                self.aside.helping.hear(news)
            case desk.Power():
                self._powered(news)
            case desk.CardSeen():
                self.staff.card_seen()
            case PracticeOver():
                self.practising.cut_off()
            case desk.Barred():
                self._barred(news)

    def _barred(self, news: desk.Barred) -> None:
        """Lock a pod that must be looked at; show that it may be used again."""
        if news.on:
            self.lock()
        else:
            self._look_again()
            self.staff.look_again()

    def _powered(self, power: desk.Power) -> None:
        """Park the sitting while the power is away; lock before the battery ends."""
        self._power = power
        match power.state:
            case "mains":
                self.aside.go_on()
            case "battery":
                self.aside.park()
            case "low":
                self.aside.settle()
                self.lock()

    def _by_hand(self, by: Literal["keyboard", "touch"], button: Button) -> None:
        now_ms = self.stage.clock.now_ms()
        self._press(Press(button=button, at_ms=now_ms, timed_by=by))

    def _press(self, press: Press) -> None:
        self.visit.by = press.timed_by
        if press.button == "hear":
            self.stage.hear()
        elif press.button == "stop":
            self.aside.pause()
        elif isinstance(self.stage.screen, TaskGround):
            self.player.press(press)
        else:
            self.stage.press(press)

    def _tell_of_sound(self) -> None:
        over = self.stage.aloud.able
        self._desk.ask(desk.Tell("no_voice", over=over), lambda _reply: None)

    def _idle(self) -> None:
        """Hide what nobody is looking at; on the task ground somebody is."""
        page = self.stage.page()
        if page is not None and page.bar == "locked":
            if not awaits(self.stage.screen):
                self.start()
        elif not isinstance(self.stage.screen, TaskGround):
            self.aside.hide_unwatched()
