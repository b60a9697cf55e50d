"""The ground that activities are played on: a picture, a finger, nothing else."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter

from pod.script import CALM, Blank, Breath, Picture, Still, Words
from pod.ui.common.breath import paint_beside, steps_gone
from pod.ui.common.landing import Landing
from pod.ui.common.look import Look
from pod.ui.common.paint import paint, reach
from pod.ui.common.screen import Screen
from pod.ui.common.trace import Trace
from pod.ui.common.words import Text, read_text


class TaskGround(Screen):
    """Paints what a script shows, tells when it reached the glass and what was tapped.

    It is made once and outlives each page: `Frame.put` keeps it.
    """

    painted = Signal(float, float)
    """As `Landing.landed`: when the picture was flushed, and its stamp's own bound."""
    tapped = Signal(object)
    """A finger went down: the Button of that half of the ground."""
    darkened = Signal(bool)
    """Whether the ground is the plain task ground, or a page of the theme."""

    name = "task"
    kept = True

    def __init__(self, look: Look, text: Text | None = None) -> None:
        super().__init__(look, text or read_text("en"))
        self._picture: Picture = Blank()
        self._elapsed_ms: Callable[[], float] = lambda: 0.0
        self._trace: Callable[[], Trace] = Trace
        self._landing = Landing(look.now_ms)
        self._landing.landed.connect(self.painted)
        self.dark, self._step = True, 0
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def dress(self, look: Look) -> None:
        """Take on another look; the figures stay as they are."""
        self.look, self._landing.now_ms = look, look.now_ms
        self.update()

    def show_picture(
        self,
        picture: Picture,
        elapsed_ms: Callable[[], float],
        trace: Callable[[], Trace] = Trace,
    ) -> None:
        """Put a picture up; `elapsed_ms` says how long it has stood, for what moves.

        `trace` says what is known of the heart, for a picture with curves.
        """
        before, self._picture = self._picture, picture
        self._elapsed_ms, self._trace = elapsed_ms, trace
        self._landing.asked()
        dark = not isinstance(picture, CALM)
        if dark != self.dark:
            self.dark = dark
            self.darkened.emit(dark)
        room = QRect(self.rect())
        gone, come = (reach(self.look, room, one) for one in (before, picture))
        self.update(gone.united(come).intersected(room))

    def tick(self) -> None:
        """Draw a moving picture where it is now; calmly, only its next step."""
        step = steps_gone(self._elapsed_ms())
        if not self.look.calm or step != self._step:
            self.update()
        self._step = step

    def leave(self) -> None:
        """Know that a finger may be on its way: the page after must not take it."""
        super().leave()
        self.pressed_ms = self.look.now_ms()

    def flushed(self) -> None:
        """Say once that a new picture, being drawn, has reached the glass."""
        self._landing.flushed()

    def sentences(self) -> list[str]:
        """Return the words of the picture, if it has any."""
        match self._picture:
            case Words(text):
                return [text]
            case Breath() as breath:
                spoken = (breath.title, *breath.lines, breath.words)
                return [sentence for sentence in spoken if sentence]
            case Still() as still:
                return [one for one in (still.title, *still.lines) if one]
        return []

    def highlight(self, index: int | None) -> None:
        """Light nothing: only the figure is looked at."""

    def ground(self) -> str:
        """Return the colour of the ground under this picture."""
        if self.dark:
            return self.look.task_colour("ground").name()
        return self.look.colours.ground

    def paint_page(self, painter: QPainter) -> None:
        """Paint the picture."""
        room = QRect(self.rect())
        paint(painter, self.look, room, self._picture, self._elapsed_ms())
        if isinstance(self._picture, Breath):
            paint_beside(painter, self.look, room, self._picture, self._trace())
        self._landing.drawn()

    def event(self, event: QEvent) -> bool:
        """Take a finger when it goes down; leave the rest to the page."""
        pressed = event.type() in (
            QEvent.Type.MouseButtonPress,
            QEvent.Type.MouseButtonDblClick,
        )
        if pressed and isinstance(event, QMouseEvent):
            if not isinstance(self._picture, CALM):
                left = event.position().x() < self.width() / 2
                self.tapped.emit("left" if left else "right")
            return True
        return super().event(event)
