"""The fixed bar: three keys that never change their place or meaning."""

from functools import partial
from typing import Literal, TypeAlias

from PySide6.QtCore import QEvent, QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from pod.settings import LANGUAGES, Language
from pod.ui.common.face import Face
from pod.ui.common.key import Key
from pod.ui.common.look import Look
from pod.ui.common.press import Presses
from pod.ui.common.room import in_a_row
from pod.ui.common.words import Bar as BarWords
from pod.ui.common.words import read_text

Mode: TypeAlias = Literal["page", "locked", "task", "hidden"]
Open: TypeAlias = Literal["", "pause", "help", "warned"]
IDS = ("hear", "pause", "help")
DOWN_MM = 2.04


class Bar(QWidget):
    """Hear again, Pause, I need help.

    While nothing can be heard, the first says No sound; pressing it tries again.
    """

    pressed = Signal(str)
    """The id of the key that was pressed, once however much the finger trembles."""

    def __init__(self, look: Look, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.language = look, language
        self.mode: Mode = "page"
        self.muted = False
        self._speaking, self._sound = False, True
        self._presses = Presses()
        self.keys = {id_: Key(id_, look, Face(words=""), self) for id_ in IDS}
        for id_, key in self.keys.items():
            key.clicked.connect(partial(self._press, id_))

    def dress(self, look: Look, language: Language) -> None:
        """Take on another look and language."""
        self.look, self.language = look, language
        for key in self.keys.values():
            key.dress(look)
        self._face()

    def show_mode(self, mode: Mode, open_: Open, *, speaking: bool) -> None:
        """Show the bar as the page needs it; `open_` marks where the person is."""
        self.mode, self._speaking = mode, speaking
        for id_, key in self.keys.items():
            key.choose(on=id_ == open_)
        self.keys["pause"].setVisible(mode != "locked")
        self.setVisible(mode != "hidden")
        self._face()

    def sound(self, *, there: bool) -> None:
        """Say on the key that there is no sound, or offer to hear again."""
        self._sound = there
        self._face()

    def mute(self, *, on: bool) -> None:
        """Step back on the task ground, so that only the figure is seen."""
        muted = on and self.mode == "task"
        if muted == self.muted:
            return
        self.muted = muted
        for key in self.keys.values():
            key.mute(on=muted)
        self.update()

    def height_px(self) -> int:
        """Return how high the bar is at this text size."""
        mm = self.look.mm
        return self.look.px(mm.bar_large if self.look.large else mm.bar)

    def event(self, event: QEvent) -> bool:
        """Place the keys when the size is known, paint; leave the rest to Qt."""
        if event.type() == QEvent.Type.Resize:
            self._lay()
        if event.type() != QEvent.Type.Paint:
            return super().event(event)
        with QPainter(self) as painter:
            look = self.look
            ground = look.task_colour("ground") if self.muted else look.colour("bar")
            painter.fillRect(self.rect(), ground)
            if not self.muted:
                line = QRect(0, 0, self.width(), look.px(look.mm.outline))
                painter.fillRect(line, look.colour("bar_line"))
        return True

    def _lay(self) -> None:
        across, down = self.look.px(self.look.mm.margin), self.look.px(DOWN_MM)
        room = self.rect().adjusted(across, down, -across, -down)
        places = in_a_row(room, len(IDS), self.look.px(self.look.mm.gap))
        for id_, place in zip(IDS, places, strict=True):
            self.keys[id_].setGeometry(place)

    def _face(self) -> None:
        for id_, key in self.keys.items():
            icon = self._hear() if id_ == "hear" else id_
            over = self.look.large and self.mode != "locked"
            key.reface(
                Face(
                    words=self._words(icon),
                    icon=icon,
                    style="bar",
                    shape="over" if over else "row",
                    icon_mm=8.2,
                )
            )

    def _hear(self) -> str:
        if self._speaking:
            return "quiet"
        return "hear" if self._sound else "no_sound"

    def _press(self, id_: str) -> None:
        if self._presses.counts(id_, self.look.now_ms(), self.look.repeat_ms):
            self.pressed.emit(id_)

    def _words(self, id_: str) -> str:
        """Return the key's words; in both languages while nobody has chosen one."""
        own = _word(read_text(self.language).bar, id_)
        if self.mode != "locked" or self.language not in LANGUAGES:
            return own
        both = (_word(read_text(language).bar, id_) for language in LANGUAGES)
        return "\n".join(both)


def _word(words: BarWords, id_: str) -> str:
    return str(getattr(words, id_))
