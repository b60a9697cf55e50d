"""One page at a time: made, shown, read aloud, and made again whenever it must be.

How the page in view was made is remembered, so that a change of language or of text
size, Pause and help can all come back to it without knowing what it is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

from pod.clock import Alarms, Clock
from pod.settings import LANGUAGES, Language, Settings, TextSize, ThemeName
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.voice import SilentVoice, Voice
from pod.ui.common.words import Text, read_text
from pod.ui.kiosk.frame import Frame
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
    bar: Literal["page", "locked", "task", "hidden"] = "page"
    open: Literal["", "pause", "help"] = ""
    aloud: bool = True


class Stage(QObject):
    """The window with whatever page is in view."""

    came = Signal(str)
    """A screen of this name came into view."""

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
        self.language: Language = settings.language
        self.text_size: TextSize = "standard"
        self.theme: ThemeName = "cream"
        self.screen: Screen | None = None
        self._texts = {language: read_text(language) for language in LANGUAGES}
        self._shown_ms = 0.0
        self._speaking = False
        self._page: PageMaker | None = None
        self._behind: PageMaker | None = None
        self._mute = False
        voice.reading.connect(self._reading)
        voice.silent.connect(self._silent)
        voice.unable.connect(self._unable)
        self.watch = Watch(*time)
        self.watch.minute.connect(self._tell_time)
        self.dress()

    @property
    def text(self) -> Text:
        """The sentences of the language in use."""
        return self._texts[self.language]

    def text_in(self, language: Language) -> Text:
        """Return the sentences of one language."""
        return self._texts[language]

    def clock_text(self) -> str:
        """Return the wall time as a person reads it."""
        return f"{self.clock.utc().astimezone():%H:%M}"

    def dress(self) -> None:
        """Take on the language, text size and theme in use."""
        panel, now_ms = self.settings.panel, self.clock.now_ms
        self.look = Look(self.theme, self.text_size, panel, now_ms)
        self.frame.dress(self.look, self.language, self.text)
        self.frame.banner(self.text.demo if self.settings.demo else "")
        self.frame.notice(self.text.notices["no_voice"] if self._mute else "")

    @property
    def aside(self) -> bool:
        """Whether Pause or help stands before the page that was left."""
        return self._page is not None and self._page.open != ""

    @property
    def behind(self) -> PageMaker | None:
        """The page to come back to: what was left, or what has come about since."""
        return self._behind

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

    def _put(self, page: PageMaker) -> None:
        self._page = page
        self.voice.stop()
        screen = page.make()
        if screen is not self.screen:
            screen.chosen.connect(page.then)
            if hasattr(screen, "turned"):
                screen.turned.connect(self._turned)
        self.screen = screen
        self._shown_ms = self.clock.now_ms()
        self.frame.put(screen)
        self.frame.bar(page.bar, page.open)
        self.watch.touched()
        self.came.emit(self.screen.name)
        if page.aloud:
            self.read()

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
        if self.screen is not None:
            self.voice.say(self.screen.sentences(), self.language)

    def hear(self) -> None:
        """Read again, or be quiet when it is reading; staff pages are never read."""
        if self._page is None or self._page.bar == "hidden":
            return
        if self._speaking:
            self.voice.stop()
        else:
            self.read()

    def press(self, press: Press) -> None:
        """Let a button move or activate what is in view; any press stops speech.

        A press meant for what was in view before does nothing here.
        """
        self.voice.stop()
        self.watch.touched()
        if press.at_ms < self._shown_ms + DEAF_MS:
            return
        self.frame.press(press.button)

    def choose_language(self, language: Language) -> None:
        """Speak this language from the present page on; the place is kept."""
        self.language = language
        self.again()

    def like(self, language: Language, text_size: TextSize, theme: ThemeName) -> None:
        """Take on how somebody likes the screen, without showing anything anew."""
        self.language, self.text_size, self.theme = language, text_size, theme
        self.dress()

    def forget(self) -> None:
        """Go back to the pod's own language, size and theme between people."""
        self.like(self.settings.language, "standard", "cream")

    def _tell_time(self) -> None:
        """Let the clock in view go on."""
        tell_time = getattr(self.screen, "tell_time", None)
        if tell_time is not None:
            tell_time(self.clock_text())

    def _reading(self, index: int) -> None:
        self._speak(now=True)
        if self.screen is not None:
            self.screen.highlight(index)

    def _silent(self) -> None:
        self._speak(now=False)
        if self.screen is not None:
            self.screen.highlight(None)

    def _speak(self, *, now: bool) -> None:
        """Let Hear again read Quiet while it is speaking."""
        self._speaking = now
        if self._page is not None:
            self.frame.bar(self._page.bar, self._page.open, speaking=now)

    def _turned(self) -> None:
        """Read a page that shows something else now."""
        self.watch.touched()
        if self._page is not None and self._page.aloud:
            self.read()

    def _unable(self) -> None:
        self._mute = True
        self.frame.notice(self.text.notices["no_voice"])
