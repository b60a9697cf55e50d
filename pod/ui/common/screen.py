"""What every page promises: it can be seen, heard, tapped and walked with two keys."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from pod.ui.common.draw import draw_horizon
from pod.ui.common.face import Face
from pod.ui.common.key import Key
from pod.ui.common.labels import Words
from pod.ui.common.look import Look
from pod.ui.common.press import Presses
from pod.ui.common.ring import ring_of
from pod.ui.common.said import Ears, heard_in_focus, light_only, sentences_of
from pod.ui.common.words import Text
from pod.ui.voice.sentence import Sentence
from pod.values import Button


class Screen(QWidget):
    """A page: words to read, keys to choose by, and nothing that decides.

    Keys are walked, and sentences read, in the order in which they were made.
    """

    chosen = Signal(str)
    """The id of what was chosen."""
    focused = Signal(str)
    """The words of the key that the ring went to, for the voice."""

    name: str = "page"
    horizon: ClassVar[float | None] = None
    kept: bool = False
    """Whether the page outlives its turn in the frame."""
    roomy: bool = False
    """Whether a notice of the frame finds room under the page."""
    dark: bool = False
    """Whether the page stands on the task ground."""
    ears: Ears = Ears()
    """What of it is only for the person's own ears."""

    def __init__(self, look: Look, text: Text) -> None:
        super().__init__()
        self.look, self.text = look, text
        self.beyond: Sequence[Key] = ()
        self._keys: list[Key] = []
        self._spoken: list[Words | Key] = []
        self._focus: Key | None = None
        self._presses = Presses()
        self._came_ms = self.pressed_ms = float("-inf")
        self._left = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def words(self, text: str, role: str = "body", *, spoken: bool = True) -> Words:
        """Put a sentence on the page."""
        words = Words(self.look, text, role, self)
        if spoken:
            self._spoken.append(words)
        return words

    def key(self, id_: str, face: Face, *, spoken: bool = True) -> Key:
        """Put a key on the page."""
        key = Key(id_, self.look, face, self)
        key.clicked.connect(self._clicked)
        self._keys.append(key)
        if spoken:
            self._spoken.append(key)
        return key

    def sentences(self) -> list[str]:
        """Return what the voice reads, in order."""
        return [words for _, words in self._read_aloud()]

    def spoken(self) -> list[Sentence]:
        """Return what the voice reads, and whether it is private."""
        return [Sentence(words, self.ears.words) for words in self.sentences()]

    def in_focus(self) -> list[Sentence]:
        """Return what the voice says of the key that the ring is on."""
        key, chosen = self._focus, self.text.voice.chosen
        return heard_in_focus(key, chosen, self.ears) if key else []

    def highlight(self, index: int | None) -> None:
        """Light the sentence that is being read, or none."""
        light_only([one for one, _ in self._read_aloud()], index)

    def press(self, button: Button) -> None:
        """Walk and choose without touch.

        Left and right move the ring, choose acts on what it surrounds, next takes the
        main way on or moves the ring where there is none.
        """
        match button:
            case "left":
                self._walk(-1)
            case "right":
                self._walk(1)
            case "choose" if self._focus is not None and self._focus.isEnabled():
                self._focus.click()
            case "choose":
                self._walk(1)
            case "next":
                self._go_on()
            case "hear" | "stop":
                pass

    def typed(self, text: str) -> bool:
        """Take what a keyboard types; tell whether the page had a use for it."""
        del text
        return False

    def targets(self) -> dict[str, QRect]:
        """Return where every live control is, in the window's coordinates."""
        return targets_of([key for key in self._keys if not key.isHidden()])

    def ringed(self) -> str:
        """Return the id of the key that the ring surrounds, or nothing."""
        return self._focus.id if self._focus is not None else ""

    def ring(self, id_: str) -> None:
        """Let the ring surround a key, once the page is laid out."""
        self._focus = next((key for key in self._keys if key.id == id_), self._focus)

    def leave(self) -> None:
        """Choose nothing any more: another page has taken its place."""
        self._left = True
        self.highlight(None)

    def come(self, pressed_ms: float = float("-inf")) -> None:
        """Choose again: the page has come into view.

        `pressed_ms` is when the page before was last pressed: the second of two taps
        was meant for that one.
        """
        self._left = False
        self.pressed_ms = pressed_ms
        self.turned_over()

    def turned_over(self) -> None:
        """Be deaf to the second of two taps: the page shows something new."""
        self._came_ms = self.look.now_ms()

    def flushed(self) -> None:
        """Learn that what was painted has reached the glass."""

    def repeat_ms(self, id_: str) -> float:
        """Return how long a key is deaf after a press; a page may know better."""
        del id_
        return self.look.repeat_ms

    def activated(self, id_: str) -> None:
        """Act on a pressed key; a page with steps of its own does more."""
        self.choose(id_)

    def choose(self, id_: str) -> None:
        """Say what was chosen, unless the page was left meanwhile."""
        if not self._left:
            self.chosen.emit(id_)

    def arrange(self, room: QRect) -> None:
        """Place words and keys in the page's room."""

    def paint_page(self, painter: QPainter) -> None:
        """Paint what lies behind words and keys."""

    def ground(self) -> str:
        """Return the colour of the page's ground."""
        return self.look.colours.ground

    def lay(self) -> None:
        """Arrange the page anew."""
        across, top = self.look.px(self.look.mm.margin), self.look.px(self.look.mm.top)
        bottom = self.look.px(self.look.mm.bottom)
        self.arrange(self.rect().adjusted(across, top, -across, -bottom))
        if self._focus is not None:
            ring_of(self.window()).surround(self._focus)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Arrange when the size is known, paint the ground; leave the rest to Qt."""
        if event.type() == QEvent.Type.Resize:
            self.lay()
        if event.type() != QEvent.Type.Paint:
            return super().event(event)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), self.ground())
            if self.horizon is not None and not self.look.calm:
                draw_horizon(painter, self.look, self.rect(), self.horizon)
            self.paint_page(painter)
        return True

    def _read_aloud(self) -> list[tuple[Words | Key, str]]:
        """Return what is read with its words; a key says each of its lines."""
        there = [one for one in self._spoken if not one.isHidden() and one.text()]
        return [(one, words) for one in there for words in sentences_of(one)]

    @Slot()
    def _clicked(self) -> None:
        """Act once on a control, however much the finger trembles."""
        key = self.sender()
        if not isinstance(key, Key):
            return
        now_ms = self.look.now_ms()
        gap_ms, self.pressed_ms = now_ms - self.pressed_ms, now_ms
        new = now_ms - self._came_ms < self.look.repeat_ms
        if new and gap_ms < self.look.double_ms:
            return
        self._came_ms = float("-inf")
        if self._presses.counts(key.id, now_ms, self.repeat_ms(key.id)):
            self.activated(key.id)

    def _walk(self, way: int) -> None:
        keys = [
            key
            for key in (*self._keys, *self.beyond)
            if not key.isHidden() and key.isEnabled()
        ]
        if not keys:
            return
        if self._focus in keys:
            place = (keys.index(self._focus) + way) % len(keys)
        else:
            place = 0 if way > 0 else len(keys) - 1
        self._focus = keys[place]
        ring_of(self.window()).surround(self._focus)
        self.focused.emit(self._focus.accessibleName())

    def _go_on(self) -> None:
        for key in self._keys:
            if key.face.style == "main" and key.isEnabled() and not key.isHidden():
                key.click()
                return
        self._walk(1)


def targets_of(keys: Sequence[Key]) -> dict[str, QRect]:
    """Return where live keys are, in their window's coordinates."""
    return {
        key.id: QRect(key.mapTo(key.window(), QPoint()), key.size())
        for key in keys
        if key.isEnabled()
    }
