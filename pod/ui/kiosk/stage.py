"""One page at a time: made, shown, read aloud, and made again whenever it must be.

How the page in view was made is remembered, so that a change of language or of text
size, Pause and help can all come back to it without knowing what it is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from pod.clock import Alarms, Clock
from pod.settings import Language, Likes, Settings, spoken
from pod.ui.common.look import liked
from pod.ui.common.press import Presses
from pod.ui.common.screen import Screen
from pod.ui.common.voice import SilentVoice, Voice
from pod.ui.common.words import Text, read_text
from pod.ui.kiosk.aloud import Aloud
from pod.ui.kiosk.bar import Mode, Open
from pod.ui.kiosk.frame import Frame
from pod.ui.kiosk.locked import wall_time
from pod.ui.kiosk.watch import Watch
from pod.values import Press

Make: TypeAlias = Callable[[], Screen]
Chosen: TypeAlias = Callable[[str], None]
DEAF_MS = 300.0
"""A new page takes no button presses for so long: they were meant for the last one."""


@dataclass(frozen=True, kw_only=True)
class PageMaker:
    """How to make a page, what its choices lead to, and how the bar stands."""

    make: Make
    then: Chosen
    bar: Mode = "page"
    open: Open = ""
    aloud: bool = True


class Stage(QObject):
    """The window with whatever page is in view."""

    came = Signal(str)
    """A screen of this name came into view."""
    forgotten = Signal()
    """Whoever was here has gone: whatever is theirs is let go now."""

    def __init__(
        self,
        frame: Frame,
        voice: Voice | SilentVoice,
        time: tuple[Clock, Alarms],
        settings: Settings,
    ) -> None:
        super().__init__()
        self.frame, self.voice, self.settings = frame, voice, settings
        self.clock, self.alarms = time
        self.likes = Likes(language=settings.language)
        self.screen: Screen | None = None
        self._shown_ms = 0.0
        self._presses = Presses()
        self._page: PageMaker | None = None
        self._behind: PageMaker | None = None
        self.aloud = Aloud(voice)
        self.aloud.speaking.connect(self._speak)
        self.aloud.deaf.connect(self._say_deaf)
        self.watch = Watch(*time)
        self.watch.minute.connect(self._tell_time)
        self.watch.finger.connect(self.aloud.hush)
        self.dress()

    @property
    def text(self) -> Text:
        """The sentences of the language in use."""
        return read_text(self.language)

    @property
    def language(self) -> Language:
        """The language that is spoken now; English where its pack has gone."""
        return spoken(self.likes.language)

    def clock_text(self) -> str:
        """Return the wall time as a person reads it."""
        return wall_time(self.clock)

    def dress(self) -> None:
        """Take on the language, text size and theme in use."""
        panel, now_ms = self.frame.room(self.settings.panel), self.clock.now_ms
        self.look = liked(self.likes, panel, now_ms)
        self.frame.dress(self.look, self.language, self.text)
        self.frame.banner(self.text.demo if self.settings.demo else "")
        self.aloud.listen(self.language, self.likes)
        self._say_deaf()

    @property
    def aside(self) -> bool:
        """Whether Pause or help stands before the page that was left."""
        return self._page is not None and self._page.open != ""

    @property
    def beneath(self) -> PageMaker | None:
        """The page that was left, or the one in view."""
        return self._behind if self.aside else self._page

    def show(self, page: PageMaker) -> None:
        """Put a page in view and read it aloud.

        While somebody is aside it waits behind: what is hidden stays hidden, however
        late the core answers.
        """
        if self.aside:
            self._behind = page
        else:
            self._put(page)

    def step_aside(self, page: PageMaker) -> None:
        """Put Pause or help before the page in view."""
        if not self.aside:
            self._behind = self._page
        self._put(page)

    def come_back(self) -> None:
        """Put the page behind in view again."""
        page, self._behind = self._behind, None
        self._page = None
        if page is not None:
            self._put(page)

    def leave_aside(self) -> None:
        """Forget Pause or help and the page behind: what comes next is shown."""
        self._page = self._behind = None

    def start_over(self, page: PageMaker) -> None:
        """Put a page in view whatever was there, aside or not."""
        self.leave_aside()
        self._put(page)

    def put_before(self, page: PageMaker) -> None:
        """Put a page in the place of the one in view, aside or not."""
        self._put(page)

    def _put(self, page: PageMaker) -> None:
        self._page = page
        self.voice.stop()
        screen = page.make()
        if screen is not self.screen and not screen.kept:
            self._listen(screen, page.then)
        self.screen = self.aloud.screen = screen
        self._shown_ms = self.clock.now_ms()
        self.frame.put(screen)
        self.frame.bar(page.bar, page.open)
        self.watch.touched()
        self.came.emit(self.screen.name)
        if page.aloud and self.likes.voice == "aloud":
            self.aloud.come()

    def _listen(self, screen: Screen, then: Chosen) -> None:
        """Follow what is chosen on a new page; one that is kept asks nothing."""
        screen.chosen.connect(then)
        screen.focused.connect(self._follow)
        if hasattr(screen, "turned"):
            screen.turned.connect(self._turned)

    def page(self) -> PageMaker | None:
        """Return how the page in view was made, to come back to it."""
        return self._page

    def again(self) -> None:
        """Make the page in view anew, in the present language and size."""
        self.dress()
        if self._page is not None:
            self._put(self._page)

    def read(self) -> None:
        """Read the page in view aloud from its first sentence."""
        self.aloud.read()

    def hear(self) -> None:
        """Read again, or be quiet when it is reading; staff pages are never read."""
        if self._page is not None and self._page.bar != "hidden":
            self.aloud.hear()

    def press(self, press: Press) -> None:
        """Let a button move or activate what is in view; any press stops speech.

        A press meant for what was in view before does nothing here, nor, where hands
        shake, the same button pressed again at once.
        """
        self.voice.stop()
        self.watch.touched()
        if press.at_ms < self._shown_ms + DEAF_MS:
            return
        deaf_ms = self.look.repeat_ms if self.look.steady else 0.0
        if not self._presses.counts(press.button, press.at_ms, deaf_ms):
            return
        self.frame.press(press.button)

    def choose_language(self, language: Language) -> None:
        """Speak this language from the present page on; the place is kept."""
        self.likes = replace(self.likes, language=language)
        self.again()

    def like(self, likes: Likes) -> None:
        """Take on how somebody likes the pod, without showing anything anew."""
        self.likes = likes
        self.dress()

    def forget(self) -> None:
        """Keep nothing of whoever was here, nor how they liked the pod."""
        self.forgotten.emit()
        self.voice.outputs.forget()
        self.like(Likes(language=self.settings.language))

    def _follow(self) -> None:
        """Say what the ring has come to; what staff enter is nobody else's."""
        if self._page is not None and self._page.bar != "hidden":
            self.aloud.follow()

    def _tell_time(self) -> None:
        """Let the clock in view go on."""
        tell_time = getattr(self.screen, "tell_time", None)
        if tell_time is not None:
            tell_time(self.clock_text())

    def _speak(self) -> None:
        """Let Hear again read Quiet while it is speaking."""
        page, speaking = self._page, self.aloud.busy
        if page is not None:
            self.frame.bar(page.bar, page.open, speaking=speaking)

    def _turned(self) -> None:
        """Read a page that shows something else now."""
        self.watch.touched()
        if self._page is not None and self._page.aloud and self.likes.voice == "aloud":
            self.read()

    def _say_deaf(self) -> None:
        """Say in the language in view that nothing can be heard, or say so no more."""
        words = self.text.notices["no_voice"]
        self.frame.notice("" if self.aloud.able else words)
