"""The console's window: the wing board on the wall, the staff's room behind a code.

It decides nothing, as the kiosk does not: it shows what the core said. Nobody is let in
here; that is done at the pod itself.
"""

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from pod import desk
from pod.desk import Desk, News, Reply
from pod.desk.news import WingChanged
from pod.desk.wing import Board, SeeBoard
from pod.ui.kiosk.staff_visit import StaffVisit
from pod.ui.kiosk.stage import PageMaker, Stage
from pod.ui.staff.board import BoardScreen
from pod.values import Button, Press

if TYPE_CHECKING:
    from pod.clock import Alarm

LOOK_MS = 1000.0
"""How often the board is asked for besides whenever something has changed."""


class Console(QObject):
    """Joins the window and the desk of a wing's console."""

    known = Signal()
    """What the core said of the wing is in view."""

    def __init__(self, stage: Stage, counter: Desk) -> None:
        super().__init__()
        self.stage, self._desk = stage, counter
        self._board = Board(wing=stage.settings.wing, clock="", tiles=(), away=True)
        self._staff = StaffVisit(stage, counter, unlocks=False)
        self._staff.left.connect(self.lock)
        self._alarm: Alarm | None = None
        stage.frame.key.connect(self._press)

    @property
    def on_the_wall(self) -> bool:
        """Whether the board is in view, and nobody is signed in."""
        return isinstance(self.stage.screen, BoardScreen)

    def start(self) -> None:
        """Show the board: nobody is signed in, whatever happened before."""
        self._staff.unwatch()
        self._show()
        self._look()

    def lock(self) -> None:
        """Sign whoever is here out, and show the board."""
        self._staff.unwatch()
        self.stage.forget()
        self._desk.ask(desk.Lock(), lambda _reply: self.start())

    def wait_for_core(self) -> None:
        """Say that what stands here is old: the core is on its way."""
        self._staff.unwatch()
        self.stage.forget()
        self._board = replace(self._board, away=True)
        self._show()

    def hear(self, news: News) -> None:
        """Take what the core says unasked."""
        if isinstance(news, WingChanged) and self.on_the_wall:
            self._desk.ask(SeeBoard(), self._changed)
        elif isinstance(news, desk.CardSeen):
            self._staff.card_seen()

    def _look(self) -> None:
        """Ask how all stand, and again in a while."""
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm = self.stage.watch.alarm_after(LOOK_MS, self._look)
        if self.on_the_wall:
            self._desk.ask(SeeBoard(), self._seen)

    def _seen(self, reply: Reply) -> None:
        self._changed(reply)
        self.known.emit()

    def _changed(self, reply: Reply) -> None:
        """Show the board anew in its place; a key being pressed stays pressed."""
        if not isinstance(reply, Board):
            return
        news, self._board = reply != self._board, reply
        screen = self.stage.screen
        if news and isinstance(screen, BoardScreen):
            screen.show_board(reply)

    def _show(self) -> None:
        stage = self.stage
        page = PageMaker(
            make=lambda: BoardScreen(stage.look, stage.text, self._board),
            then=self._chosen,
            bar="hidden",
            aloud=False,
        )
        stage.start_over(page)

    def _chosen(self, id_: str) -> None:
        if id_ == "staff":
            self._staff.open()

    def _press(self, button: Button) -> None:
        now_ms = self.stage.clock.now_ms()
        self.stage.press(Press(button=button, at_ms=now_ms, timed_by="keyboard"))
