"""Calm pages between things: ready, paused, thank you, sorry."""

from typing import Literal, TypeAlias

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pod.settings import Language, one_form
from pod.ui.common.actions import cut_row, place_equal, place_filled, place_row
from pod.ui.common.face import Face
from pod.ui.common.icons import draw_icon
from pod.ui.common.key import Key
from pod.ui.common.labels import stack
from pod.ui.common.look import Look
from pod.ui.common.room import cut_left, cut_top, square_in
from pod.ui.common.said import HELP
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text, read_text

Why: TypeAlias = Literal["resume", "box_lost", "box_back"]
ICON_MM, ICON_DOWN, LIKING_MM = 24.0, 0.3, 7.0
GAP_MM, MOST_DROP_MM = 7.0, 14.0


class CalmScreen(Screen):
    """A title, a few lines, an icon over the horizon, and ways on."""

    icon: str = ""

    def say(self, title: str, lines: tuple[str, ...], role: str = "display") -> None:
        """Say it; made before the keys, so that it is read first."""
        self._words = [self.words(title, role), *(self.words(one) for one in lines)]

    def arrange(self, room: QRect) -> None:
        """Words at the left, the icon at the right, the ways on below."""
        look = self.look
        main = any(key.face.style == "main" for key in self._keys)
        row, rest = cut_row(look, room, main=True)
        (place_row if main else place_equal)(look, row, self._keys)
        width = int(rest.width() * (0.64 if self.icon else 1.0))
        space, _ = cut_left(rest, width, 0)
        gap = look.px(GAP_MM)
        spare = rest.bottom() - stack(self._words, space, gap).bottom
        drop = max(0, min(spare // 2, look.px(MOST_DROP_MM)))
        stack(self._words, space.adjusted(0, drop, 0, 0), gap)

    def paint_page(self, painter: QPainter) -> None:
        """Paint the icon."""
        if not self.icon:
            return
        look = self.look
        spot = square_in(self.rect(), look.px(ICON_MM))
        x = round(self.width() * (0.75 if self.horizon else 0.82))
        spot.moveLeft(x - spot.width() // 2)
        spot.moveTop(round(self.height() * ICON_DOWN))
        draw_icon(painter, look.icon(self.icon), spot, look.colour("accent"))


class ReadyScreen(CalmScreen):
    """Before an activity goes on, on the task ground so that eyes settle. carry_on."""

    name = "ready"

    def __init__(self, look: Look, text: Text, why: Why) -> None:
        dark = look.in_theme("dark")
        super().__init__(dark, text)
        self.name = f"ready-{why}"
        self.dark = True
        self.icon = "timing" if why == "resume" else "box"
        words = text.ready
        said = {
            "resume": (words.resume, words.resume_line),
            "box_lost": (words.box_lost, words.box_lost_line),
            "box_back": (words.box_back, words.box_back_line),
        }
        title, line = said[why]
        self.say(title, (line,), "title")
        face = Face(words=text.ways.carry_on, after="next", style="main")
        self.key("carry_on", face)

    def ground(self) -> str:
        """Return the task ground."""
        return self.look.task_colour("ground").name()


class ThanksScreen(CalmScreen):
    """The end of a sitting; what the next is about, and how many weeks away.

    Neither where it is not known: nothing is promised that may come otherwise. Ids:
    mine, finish.
    """

    name = "thanks"
    horizon = 0.75
    icon = "calendar"

    def __init__(self, look: Look, text: Text, weeks: int, coming: str = "") -> None:
        super().__init__(look, text)
        words = text.thanks
        self.say(words.title, (words.all,))
        if coming:
            next_time = words.coming.format(title=coming)
            self._words.append(self.words(next_time, "title"))
        if weeks:
            said = one_form(text.language, text.counted.next_weeks, weeks)
            self._words.append(self.words(said, "body" if coming else "title"))
        self.key("mine", Face(words=text.mine.key, icon="mine"))
        face = Face(words=words.finish, icon="finish", style="main")
        self.key("finish", face)


class SorryScreen(CalmScreen):
    """Trouble, in one plain sentence, and what was not lost. Id: ok.

    `kept` is False where it is not known that answers were kept.
    """

    name = "sorry"
    horizon = 0.75
    icon = "machine"

    def __init__(self, look: Look, text: Text, say: str, *, kept: bool = True) -> None:
        super().__init__(look, text)
        lines = (say, text.sorry.kept) if kept else (say,)
        self.say(text.sorry.title, lines, "title")
        self.key("ok", Face(words=text.ways.ok, style="main"))


class CalledScreen(CalmScreen):
    """The wired call button was pressed: that it rings, and for whom. Id: carry_on."""

    name = "called"
    ears = HELP
    horizon = 0.75
    icon = "bell"

    def __init__(self, look: Look, text: Text) -> None:
        super().__init__(look, text)
        self.say(text.called.title, (text.called.rings, text.help.bell), "title")
        face = Face(words=text.ways.carry_on, after="next", style="main")
        self.key("carry_on", face)


class ParkedScreen(CalmScreen):
    """The power has gone; the place is kept until it is back. Id: stop."""

    name = "parked"
    horizon = 0.75
    icon = "machine"

    def __init__(self, look: Look, text: Text) -> None:
        super().__init__(look, text)
        words = text.parked
        self.say(words.title, (words.kept, words.back), "title")
        self.key("stop", Face(words=text.paused.stop, icon="stop"))


class PausedScreen(Screen):
    """Hidden at once, place kept. Ids: stop, language, carry_on, bigger, likes, mine.

    Without an `other_language` there are several. `mine`: whoever is here is known to
    be who they are.
    """

    name = "paused"
    horizon = 0.5
    roomy = True

    def __init__(
        self,
        look: Look,
        text: Text,
        clock: str,
        other_language: Language | None,
        *,
        mine: bool = False,
    ) -> None:
        super().__init__(look, text)
        words = text.paused
        self._title = self.words(words.title, "display")
        self._kept = self.words(words.kept)
        for one in (self._title, self._kept):
            one.align = "centre"
        self._clock = self.words(clock, spoken=False)
        self._clock.colour, self._clock.align = "muted", "right"
        self._ways = self._ways_on(other_language)
        self._likes = self._liked(mine=mine)

    def _ways_on(self, other_language: Language | None) -> list[Key]:
        words, other = self.text.paused, self.text.tongues.key
        if other_language is not None:
            other = read_text(other_language).name
        on = Face(words=self.text.ways.carry_on, after="next", style="main")
        return [
            self.key("stop", Face(words=words.stop, icon="stop")),
            self.key("language", Face(words=other, icon="language")),
            self.key("carry_on", on),
        ]

    def _liked(self, *, mine: bool) -> list[Key]:
        """Return how the screen can be liked, and their own page where it may be."""
        words = self.text.paused
        size = words.smaller if self.look.large else words.bigger
        faces = {
            "sound": (self.text.voice.key, "loudness"),
            "bigger": (size, "bigger"),
            "likes": (self.text.likes.key, "likes"),
        }
        if mine:
            faces["mine"] = (self.text.mine.key, "mine")
        return [self._liking(id_, *face) for id_, face in faces.items()]

    def _liking(self, id_: str, words: str, icon: str) -> Key:
        """Make a key whose icon stands over its words: there are four in a row."""
        face = Face(words=words, icon=icon, shape="over", icon_mm=LIKING_MM)
        return self.key(id_, face)

    def tell_time(self, clock: str) -> None:
        """Show another time, in place."""
        self._clock.setText(clock)
        self.lay()

    def arrange(self, room: QRect) -> None:
        """Place the ways on at the foot, what the person likes above them."""
        look = self.look
        row, rest = cut_row(look, room, main=True)
        place_equal(look, row, self._ways)
        row, rest = cut_row(look, rest, main=False)
        place_filled(look, row, self._likes)
        top, _ = cut_top(rest, look.px(9), 0)
        self._clock.put(top.adjusted(0, look.px(1.6), 0, 0))
        words = [self._title, self._kept]
        bottom = stack(words, rest, look.px(GAP_MM)).bottom
        drop = max(0, (rest.bottom() - bottom) // 2)
        stack(words, rest.adjusted(0, drop, 0, 0), look.px(GAP_MM))
