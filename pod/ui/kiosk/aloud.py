"""What is heard of the page in view: all of it, or the key that the ring is on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pod.settings import Language, Likes
from pod.ui.common.key import Key
from pod.ui.common.voice import SilentVoice, Voice
from pod.ui.voice.sentence import Manner, Sentence, public

if TYPE_CHECKING:
    from pod.ui.common.screen import Screen

HEAR = "hear"


class Aloud(QObject):
    """Reads the page, lights the sentence being read, and owns up when it cannot.

    `first` are sentences of no page that are said before all of it.
    """

    speaking = Signal()
    """The voice began or ended: see `busy`."""
    deaf = Signal()
    """Nothing can be heard any more, or it can again: see `able`."""
    where = Signal()
    """Private words wait: the person must say where they may be heard."""
    out = Signal()
    """Private words are not read: the headphones that they were for are out."""
    tried = Signal()
    """Somebody wants to try their headphones."""

    def __init__(self, voice: Voice | SilentVoice) -> None:
        super().__init__()
        self._voice = voice
        self.screen: Screen | None = None
        self.first: Sequence[str] = ()
        self.able = True
        self._language: Language = "en"
        self.busy = self._whole = self._asked = False
        voice.reading.connect(self._reading)
        voice.silent.connect(self._silent)
        voice.unable.connect(lambda: self._can(able=False))
        voice.able.connect(lambda: self._can(able=True))
        voice.unplugged.connect(self._unplugged)

    def listen(self, language: Language, likes: Likes) -> None:
        """Be heard in a language, and as somebody likes it, from now on."""
        self._language = language
        self._voice.manner = Manner(likes.speaker, likes.speed)

    def come(self) -> None:
        """Read a page that has come into view, unless it must be asked for first."""
        screen = self.screen
        if screen is not None and screen.ears.at_once and self._voice.asks:
            self._say_how()
        else:
            self.read()
            self._asked = False

    def read(self) -> None:
        """Read the page from its first sentence, or ask first where it may be heard."""
        screen = self.screen
        if screen is None:
            return
        self._whole = self._asked = True
        self._say([*public(self.first), *screen.spoken()], waits=screen.ears.words)

    def hear(self) -> None:
        """Read the page again, or be quiet where something is being read."""
        if self.busy:
            self._voice.stop()
        else:
            self.read()

    def hush(self, under: QWidget) -> None:
        """Be quiet when a finger goes down; the key for that says so itself."""
        if not (isinstance(under, Key) and under.id == HEAR):
            self._voice.stop()

    def tell(self, words: str) -> None:
        """Say one sentence that stands on no page."""
        self._whole = False
        self._voice.say([Sentence(words)], self._language)

    def follow(self) -> None:
        """Say the key that the ring has come to; what was being read stops."""
        if self.screen is not None:
            self._whole = False
            self._say(self.screen.in_focus(), waits=self.screen.ears.keys)

    def _say(self, sentences: Sequence[Sentence], *, waits: bool) -> None:
        """Say sentences; those that wait for an answer are said once it is given."""
        if waits and self._voice.asks:
            self.where.emit()
        else:
            self._voice.say(sentences, self._language)

    def _say_how(self) -> None:
        """Say to anybody no more of the page than how it can be heard."""
        if self.screen is not None:
            self._whole = False
            said = (*self.first, self.screen.text.voice.how)
            self._voice.say(public(said), self._language)

    def _unplugged(self) -> None:
        """Own up; a page that must be seen at once is covered by nothing unasked."""
        if self._asked or self.screen is None or not self.screen.ears.at_once:
            self.out.emit()
        else:
            self._voice.outputs.warned = False
            self._say_how()

    def _reading(self, index: int) -> None:
        self.busy = True
        self.speaking.emit()
        if self.screen is not None and self._whole:
            at = index - len(self.first)
            self.screen.highlight(at if at >= 0 else None)

    def _silent(self) -> None:
        self.busy = False
        self.speaking.emit()
        if self.screen is not None:
            self.screen.highlight(None)

    def _can(self, *, able: bool) -> None:
        self.able = able
        self.deaf.emit()
