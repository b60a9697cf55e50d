"""Somebody imaginary at the real windows: looks, taps, presses, takes pictures.

Time is virtual. It jumps to the next alarm or device event only once every part is
idle: Qt has nothing to do, the core has answered, and no byte is under way.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint
from PySide6.QtWidgets import QApplication

from pod.clock import Alarm, VirtualClock
from pod.people import Person, Traits
from pod.rehearse import THINKING_MS
from pod.script import Ask, Blank, Breath, Page, Picture, Show
from pod.ui.album import Album
from pod.ui.common.link import Link
from pod.ui.finger import touch
from pod.ui.heartbeat import Heartbeat
from pod.ui.kiosk.build import KEEP
from pod.ui.kiosk.kiosk import Kiosk
from pod.ui.wiring import Wiring
from pod.values import Button, Press

TURN = "answers"
LOOKING_MS = 400.0
LONGEST_WAIT_MS = 3_600_000.0
"""A story that waits longer than this for a screen has lost its way."""


class LostTheWay(Exception):  # noqa: N818
    """The story expected a screen that did not come."""


class Hands:
    """The only thing in a rehearsal that is not the pod itself."""

    def __init__(
        self, kiosk: Kiosk, link: Link, clock: VirtualClock, wiring: Wiring
    ) -> None:
        self._kiosk, self._link, self._clock = kiosk, link, clock
        self._wiring, self._box = wiring, wiring.box
        self._who: Traits | None = None
        self._person: Person | None = None
        self._playing = ""
        self._coming: Alarm | None = None
        self._heart = Heartbeat(clock, kiosk.player)
        self._album = Album(kiosk.stage)
        kiosk.player.showing.connect(self._see)
        kiosk.player.asking.connect(self._asked)

    def take_pictures(self, folder: Path) -> None:
        """Take a picture of every different screen from now on."""
        self._album.open(folder)

    # --- the story's verbs ---

    def wait_for(self, *screens: str) -> str:
        """Let time pass until one of these screens is up; return which.

        `pictures` also stands for `pictures-choosing`: a name's first word is enough.
        """
        self.until(lambda: self._among(screens) != "", " or ".join(screens))
        self._album.take()
        return self._among(screens)

    def let_go(self, screen: str) -> None:
        """Let time pass until this screen is gone."""
        self.until(lambda: self._name() != screen, f"leaving {screen}")

    def until(self, come: Callable[[], bool], what: str) -> None:
        """Let time pass until something has come about."""
        latest_ms = self._clock.now_ms() + LONGEST_WAIT_MS
        self.settle()
        while not come():
            if not self._pass_time() or self._clock.now_ms() > latest_ms:
                raise LostTheWay(f"waited for {what}, at {self._name()}")
            self.settle()

    def sees(self, target: str) -> bool:
        """Tell whether a control of this id is on the screen."""
        return target in self._targets()

    def finds(self, start: str) -> str:
        """Return a control in view whose id begins so, or nothing."""
        return next((one for one in self._targets() if one.startswith(start)), "")

    def tap(self, target: str) -> None:
        """Look at the page, put a finger on a control and lift it."""
        self._look()
        if target not in self._targets():
            raise LostTheWay(f"no {target} on {self._name()}")
        self.reach(target)
        self.settle()

    def enter(self, number: str, code: str) -> None:
        """Type a staff number and a code or passphrase; no number: a card was seen."""
        for said in (number, code):
            if said and not said.isdigit():
                self.tap("letters")
            for sign in said:
                self.tap("space" if sign == " " else sign)
            if said:
                self.tap("ok")

    def press(self, button: Button) -> None:
        """Look at the page, then press a button of the box."""
        self._look()
        self._box.press(button)
        self.settle()

    def _look(self) -> None:
        """Take a moment: nobody acts the instant a page comes."""
        self.settle()
        self._clock.advance(LOOKING_MS)
        self.settle()
        self._album.take()

    def be(self, who: Traits | None) -> None:
        """Be somebody who does the activities from now on."""
        self._who, self._person, self._playing = who, None, ""

    def settle(self) -> None:
        """Let everything that can happen now happen."""
        while True:
            waiting = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
            every = QEventLoop.ProcessEventsFlag.AllEvents
            QApplication.processEvents(waiting if self._busy() else every)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            self._wiring.cable.settle()
            QApplication.processEvents()
            if not self._busy():
                return

    def reach(self, target: str) -> None:
        """Act on a control in view, here with a finger."""
        self._touch(self._targets()[target])

    # --- how it is done ---

    def _busy(self) -> bool:
        """Tell whether the core or the painter still owes something."""
        return self._link.pending > 0 or isinstance(self._kiosk.player.asked, Show)

    def _pass_time(self) -> bool:
        """Jump to whatever comes next; False when nothing ever will."""
        wiring = self._wiring
        wires_ms = min(wiring.near.next_due_ms, wiring.box.next_due_ms)
        if wires_ms < self._clock.next_due_ms:
            self._clock.move_to(wires_ms)
            return True
        return self._clock.jump()

    def _name(self) -> str:
        screen = self._kiosk.stage.screen
        return screen.name if screen is not None else ""

    def _among(self, screens: tuple[str, ...]) -> str:
        """Return which of these screens is up, or nothing."""
        name = self._name()
        return next((s for s in screens if name == s or name.startswith(f"{s}-")), "")

    def _targets(self) -> dict[str, QPoint]:
        """Return the middle of every control in view."""
        screen, frame = self._kiosk.stage.screen, self._kiosk.stage.frame
        places = dict(frame.targets())
        if screen is not None:
            places |= screen.targets()
        return {target: place.center() for target, place in places.items()}

    def _touch(self, place: QPoint) -> None:
        touch(self._kiosk.stage.frame, place)

    def _me(self) -> Person | None:
        """Return the person for the activity under way."""
        task = self._kiosk.player.task
        if self._who is None or task is None:
            return None
        if task.name != self._playing:
            self._playing = task.name
            words = task.read_words(self._kiosk.stage.language)
            self._person = task.person(self._kiosk.player.params, words, self._who)
        return self._person

    def _see(self, picture: Picture, at_ms: float) -> None:
        """Plan the press that this picture brings; it replaces any other."""
        if self._coming is not None:
            self._coming.cancel()
            self._coming = None
        if not isinstance(picture, Blank):
            self._album.take(str(picture))
        me = self._me()
        if isinstance(picture, Breath):
            self._heart.expect(me, at_ms, at_ms + picture.for_ms)
        press = me.sees(picture, at_ms) if me else None
        if press is not None:
            self._plan(press)

    def _plan(self, press: Press) -> None:
        due_ms = self._kiosk.player.clock_ms(press.at_ms)
        self._coming = self._clock.at(due_ms, lambda: self._do(press.button))

    def _do(self, button: Button) -> None:
        """Press the box's button, or with the cable pulled touch that side.

        A press meant for a picture that has gone meanwhile is not made.
        """
        if self._name() != "task":
            return
        if self._box.fileno() is not None:
            self._box.press(button)
            return
        ground = self._kiosk.stage.frame.rect()
        part = 4 if button == "left" else 4 / 3
        self._touch(QPoint(round(ground.width() / part), ground.height() // 2))

    def _asked(self, page: Page) -> None:
        """Look at a page for a moment, then choose."""
        me, asked = self._me(), self._kiosk.player.asked
        if me is None or not isinstance(asked, Ask):
            return
        asked_ms = self._kiosk.player.sitting_ms()
        now_ms = asked_ms + THINKING_MS
        self._heart.expect(me, asked_ms, now_ms)
        choice = me.chooses(page, now_ms) or asked.otherwise
        self._later(asked, choice, THINKING_MS)

    def _choose(self, asked: Ask, choice: str) -> None:
        """Tap a choice, unless the page has gone meanwhile.

        A long question is read first; its answers are one tap away. A card that was
        marked is looked at, then kept.
        """
        if self._kiosk.player.asked is not asked:
            return
        self._album.take()
        if choice not in self._targets() and TURN in self._targets():
            self.reach(TURN)
            self._later(asked, choice, THINKING_MS)
        elif choice in self._targets():
            self.reach(choice)
            if choice != KEEP and KEEP in self._targets():
                self._later(asked, KEEP, LOOKING_MS)

    def _later(self, asked: Ask, choice: str, wait_ms: float) -> None:
        due_ms = self._clock.now_ms() + wait_ms
        self._clock.at(due_ms, lambda: self._choose(asked, choice))
