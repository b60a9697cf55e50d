"""The window: one page at a time, the fixed bar, a thin strip in demo mode."""

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from pod.settings import Language, Panel
from pod.ui.common.key import Key
from pod.ui.common.look import Look
from pod.ui.common.ring import ring_of
from pod.ui.common.screen import Screen, targets_of
from pod.ui.common.strips import Notice, Strip, in_every_language
from pod.ui.common.words import Text
from pod.ui.kiosk.bar import Bar, Mode, Open
from pod.ui.kiosk.ground import TaskGround
from pod.ui.kiosk.keys import button_of
from pod.ui.kiosk.practice_band import PracticeBand, beneath
from pod.values import Button


class Frame(QWidget):
    """Shows pages and passes on what was pressed; it decides nothing.

    `key` carries a Button the moment a keyboard's key goes down; the frame itself does
    nothing about it, so that whoever times it can.
    """

    hear = Signal()
    pause = Signal()
    help = Signal()
    key = Signal(object)
    typed = Signal()
    """The page took a key as a sign that was typed."""
    end_practice = Signal()
    closing = Signal()
    """Somebody wants the window closed; it stays until whoever listens ends it."""

    def __init__(self, look: Look, language: Language, text: Text) -> None:
        super().__init__()
        self.look, self.text = look, text
        self.screen_shown: Screen | None = None
        self._bar = Bar(look, language, self)
        self._strip, self._notice = Strip(look, self), Notice(look, self)
        self._band, self._panel = PracticeBand(look, self), look.panel
        self._band.ended.connect(self.end_practice)
        self._said = self._warned = ""
        self._bar.pressed.connect(self._bar_pressed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents, on=False)
        self.setMinimumSize(look.panel.width_px, look.panel.height_px)
        self.resize(look.panel.width_px, look.panel.height_px)
        self.dress(look, language, text)
        self.bar("page")

    def dress(self, look: Look, language: Language, text: Text) -> None:
        """Take on a look and a language; the page shown next is made with them."""
        self.look, self.text = look, text
        self._bar.dress(look, language)
        self._band.dress(look, self._panel)
        self._strip.dress(look)
        self._notice.dress(look)
        self._lay()
        self.update()

    def put(self, screen: Screen) -> None:
        """Show a page in place of the one before, which is let go unless it is kept."""
        ring_of(self).hide()
        old, self.screen_shown = self.screen_shown, screen
        if old is not None and old is not screen:
            old.leave()
            old.hide()
            if not old.kept:
                old.deleteLater()
        if old is not screen:
            screen.come(float("-inf") if old is None else old.pressed_ms)
        if isinstance(screen, TaskGround) and screen.parent() is not self:
            screen.darkened.connect(lambda dark: self._bar.mute(on=dark))
        screen.setParent(self)
        self._name_after(screen)
        self._attend(screen)
        self._say()
        self._lay()
        screen.show()
        for over in (self._bar, self._strip, self._notice, self._band):
            over.raise_()

    def bar(
        self,
        mode: Mode,
        open: Open = "",  # noqa: A002
        *,
        speaking: bool = False,
    ) -> None:
        """Show the bar as the page needs it."""
        self._bar.show_mode(mode, open, speaking=speaking)
        if self.screen_shown is not None:
            self._attend(self.screen_shown)
        self._say()
        self._lay()

    def banner(self, text: str) -> None:
        """Say so at the very top edge, or nothing; it never covers the page."""
        self._strip.say(text)
        self._lay()

    @property
    def practising(self) -> bool:
        """Whether every page stands under the band of practice."""
        return not self._band.isHidden()

    def practise(self, text: str, end: str) -> None:
        """Say over every page that it is practice, with a key to end it; or no more."""
        self._band.say(text, end)
        self._lay()

    def room(self, panel: Panel) -> Panel:
        """Return the panel that pages have, beneath what stands over each of them."""
        self._panel = panel
        return beneath(panel) if self.practising else panel

    def notice(self, text: str) -> None:
        """Say that there is no sound, or, with no text, that there is.

        The bar's own key says so under every page and takes nothing from it; the whole
        sentence stands under a page that has room.
        """
        self._said = text
        self._bar.sound(there=not text)
        self._say()
        self._lay()

    def warn(self, text: str) -> None:
        """Say this under every page that has room, before what else there is to say."""
        if text != self._warned:
            self._warned = text
            self._say()
            self._lay()

    def press(self, button: Button) -> None:
        """Act on a button of the box or the keyboard."""
        match button:
            case "hear":
                self.hear.emit()
            case "stop":
                self.pause.emit()
            case _ if self.screen_shown is not None:
                self.screen_shown.press(button)

    def targets(self) -> dict[str, QRect]:
        """Return where the bar's live keys are, in the window's coordinates."""
        return targets_of([key for key in self._live() if not key.isHidden()])

    def event(self, event: QEvent) -> bool:
        """Pass keys on, tell the page when it was flushed; leave the rest to Qt."""
        match event.type():
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent):
                return self._key_down(event)
            case QEvent.Type.Resize:
                self._lay()
            case QEvent.Type.Close:
                event.ignore()
                self.closing.emit()
                return True
            case QEvent.Type.Paint:
                with QPainter(self) as painter:
                    painter.fillRect(self.rect(), self.look.colour("ground"))
                return True
        done = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest and self.screen_shown is not None:
            self.screen_shown.flushed()
        return done

    def _name_after(self, screen: Screen) -> None:
        """Tell a screen reader what is in view: a window without a name is a blank."""
        said = screen.sentences()
        self.setAccessibleName(said[0] if said else screen.name)

    def _types(self, event: QKeyEvent) -> bool:
        """Tell whether the page took a key as a sign that was typed."""
        screen, text = self.screen_shown, event.text()
        once = bool(text) and not event.isAutoRepeat()
        taken = once and screen is not None and screen.typed(text)
        if taken:
            self.typed.emit()
        return taken

    def _key_down(self, event: QKeyEvent) -> bool:
        if self._types(event):
            return True
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        button = button_of(event.key(), shift=shift)
        if button is not None and not event.isAutoRepeat():
            self.key.emit(button)
        return True

    def _bar_pressed(self, id_: str) -> None:
        {"hear": self.hear, "pause": self.pause, "help": self.help}[id_].emit()

    def _say(self) -> None:
        """Let the notice speak where there is room; both languages while locked."""
        roomy = self.screen_shown is not None and self.screen_shown.roomy
        locked = self._bar.mode == "locked"
        said = in_every_language(self._said) if locked else self._said
        self._notice.say((self._warned or said) if roomy else "")

    def _attend(self, screen: Screen) -> None:
        """Let the ring walk on to the bar, and the bar step back on the task ground."""
        screen.beyond = self._live()
        self._bar.mute(on=self._bar.mode == "task" and screen.dark)

    def _live(self) -> list[Key]:
        """Return the keys that stand around the page."""
        bar = [] if self._bar.isHidden() else [*self._bar.keys.values()]
        return [*bar, self._band.key] if self.practising else bar

    def _lay(self) -> None:
        hidden = self._bar.isHidden()
        bar = 0 if hidden else self._bar.height_px()
        note = self._notice.height_px()
        width, height = self.width(), self.height()
        over = self._band.high_px(self._panel)
        self._band.setGeometry(0, 0, width, over or 1)
        self._bar.setGeometry(0, height - bar, width, bar or 1)
        self._strip.setGeometry(0, over, width, self.look.px(self.look.mm.banner))
        across = self.look.px(self.look.mm.margin)
        lift = self.look.px(self.look.mm.gap)
        top = height - bar - note - lift
        self._notice.setGeometry(across, top, width - 2 * across, note or 1)
        if self.screen_shown is not None:
            below = note + lift if note else 0
            tall = height - over - bar - below
            self.screen_shown.setGeometry(0, over, width, tall)
