"""My settings: four rows, one tap each, seen and heard at once; more on the next page.

Nobody is asked why. A page shows fewer rows where letters or keys are larger.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pod.settings import THEMES, Likes, TextSize
from pod.ui.common.draw import draw_panel
from pod.ui.common.face import Face
from pod.ui.common.icons import draw_icon
from pod.ui.common.key import Key
from pod.ui.common.labels import Words
from pod.ui.common.look import Look
from pod.ui.common.room import cut_left, cut_right, cut_top, in_a_column, in_a_row
from pod.ui.common.said import Ears
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text

EXAMPLE = "Aa"
ROWS, FEWER = 4, 2
COLUMN_MM, LABEL_MM, ICON_MM = 42.2, 50.0, 8.0
TITLE_MM, BELOW_MM = 11.0, 1.5
OVER_MM, MORE_MM = 15.0, 7.0
NAMES = ("text_size", "theme", "speaker", "speed", "voice", "calm", "steady", "ears")
HEARD = ("speaker", "speed", "voice")
SIZES: tuple[TextSize, ...] = ("standard", "large")


@dataclass(frozen=True)
class Option:
    """One way to like it: what everything would be then, and its words.

    `like` is a look of its own, for an option that shows itself. One without `likes`
    is no liking, but leads somewhere.
    """

    likes: Likes | None
    words: str
    like: Look | None = None


@dataclass(frozen=True)
class Row:
    """One thing that can be liked in two or three ways, or that can be tried."""

    name: str
    icon: str
    words: str
    options: Mapping[str, Option]


class LikesScreen(Screen):
    """Ids: such as `theme:dark`, ears:try, more, done; `page` counts on for ever.

    `said` is what was changed just now: the page says how that looks, or sounds.
    """

    ears = Ears(chosen=False)

    def __init__(
        self, look: Look, text: Text, likes: Likes, page: int = 0, said: str = ""
    ) -> None:
        super().__init__(look, text)
        words = text.likes
        number, page = _a_page(likes), page % pages_of(likes)
        self._fewer = number < ROWS
        self._shown = rows(look, text, likes)[page * number :][:number]
        self.name = f"likes-{page + 1}"
        self.ways: dict[str, Likes] = {}
        sample = words.sounds if said in HEARD else words.looks
        first = [self.words(sample)] if said else []
        self._title = self.words(words.title, "title")
        self._labels = [self._make(row, likes) for row in self._shown]
        self._sample = first[0] if first else self.words(sample)
        more = Face(words=words.more, icon="more", shape="over", icon_mm=MORE_MM)
        self._more = self.key("more", more)
        self._done = self.key("done", Face(words=words.done, style="main"))
        self._panel, self._icons = QRect(), [QRect() for _ in self._shown]

    def _make(self, row: Row, likes: Likes) -> tuple[Words, list[Key]]:
        label = self.words(row.words)
        return label, [
            self._option(f"{row.name}:{value}", option, row, likes)
            for value, option in row.options.items()
        ]

    def _option(self, id_: str, option: Option, row: Row, likes: Likes) -> Key:
        """Make an option's key; one that shows itself is named by its words."""
        if option.likes is not None:
            self.ways[id_] = option.likes
        shown = option.words if option.like is None else EXAMPLE
        key = self.key(id_, Face(words=shown), spoken=option.like is None)
        key.setAccessibleName(f"{row.words}: {option.words}")
        if option.like is not None:
            key.dress(option.like)
        key.choose(on=option.likes == likes)
        return key

    def arrange(self, room: QRect) -> None:
        """Rows at the left, how it looks and the ways on at the right."""
        look = self.look
        gap = look.px(look.mm.gap)
        top, rest = cut_top(room, look.px(TITLE_MM), look.px(BELOW_MM))
        side, left = cut_right(rest, look.px(COLUMN_MM), 2 * gap)
        self._place_side(top, side)
        places = in_a_column(left, FEWER if self._fewer else ROWS, gap)
        for number, place in enumerate(places[: len(self._shown)]):
            self._place_row(number, place)

    def _place_side(self, top: QRect, side: QRect) -> None:
        """Place the ways on at the foot; the sample above them, or beside the title."""
        look = self.look
        gap = look.px(look.mm.gap)
        done = QRect(side.x(), 0, side.width(), look.px(look.mm.main_target))
        done.moveBottom(side.bottom())
        more = QRect(done)
        more.setHeight(look.px(look.mm.target))
        more.moveBottom(done.y() - gap - 1)
        self._done.setGeometry(done)
        self._more.setGeometry(more)
        above = side.adjusted(0, 0, 0, more.y() - gap - side.bottom())
        if self._fewer:
            self._panel = QRect()
            half = top.width() // 2
            self._title.put_middle(top.adjusted(0, 0, -half, 0))
            self._sample.align = "right"
            self._sample.put_middle(top.adjusted(half, 0, 0, 0))
            return
        self._panel = above
        self._title.put_middle(top)
        self._sample.align = "centre"
        self._sample.put_middle(above.adjusted(gap, 0, -gap, 0))

    def _place_row(self, number: int, place: QRect) -> None:
        """Place a row: its icon and word before the options, or over them."""
        look = self.look
        gap = look.px(look.mm.gap)
        label, keys = self._labels[number]
        if look.large and not look.steady:
            before, options = cut_top(place, look.px(OVER_MM), 0)
            options.setHeight(min(options.height(), look.px(look.mm.main_target)))
        else:
            before, options = cut_left(place, look.px(LABEL_MM), gap)
        self._icons[number], said = cut_left(before, look.px(ICON_MM), gap * 2 // 3)
        label.put_middle(said)
        for key, spot in zip(keys, in_a_row(options, len(keys), gap), strict=True):
            key.setGeometry(spot)

    def paint_page(self, painter: QPainter) -> None:
        """Paint the rows' icons, and the panel of the sample."""
        look, accent = self.look, self.look.colour("accent")
        for row, spot in zip(self._shown, self._icons, strict=True):
            draw_icon(painter, look.icon(row.icon), spot, accent)
        if not self._panel.isEmpty():
            draw_panel(painter, look, self._panel)


def rows(look: Look, text: Text, likes: Likes) -> Sequence[Row]:
    """Return everything that can be liked, the four of the first page first."""
    return (*_seen(look, text, likes), *_heard(text, likes), *_eased(text, likes))


def page_of(name: str, likes: Likes) -> int:
    """Return which page a row stands on for somebody who likes it so."""
    return NAMES.index(name) // _a_page(likes)


def pages_of(likes: Likes) -> int:
    """Return how many pages there are for somebody who likes it so."""
    return page_of(NAMES[-1], likes) + 1


def _a_page(likes: Likes) -> int:
    """Return how many rows one page has."""
    return FEWER if likes.steady or likes.text_size == "large" else ROWS


def _seen(look: Look, text: Text, likes: Likes) -> Iterator[Row]:
    words = text.likes
    said = (words.standard, words.large)
    sizes = {
        str(size): Option(replace(likes, text_size=size), word, look.in_size(size))
        for size, word in zip(SIZES, said, strict=True)
    }
    yield Row("text_size", "bigger", words.size, sizes)
    named = (words.cream, words.dark, words.yellow)
    themes = {
        str(theme): Option(replace(likes, theme=theme), word, look.in_theme(theme))
        for theme, word in zip(THEMES, named, strict=True)
    }
    yield Row("theme", "colours", words.colour, themes)


def _heard(text: Text, likes: Likes) -> Iterator[Row]:
    words = text.likes
    voices = {
        "woman": Option(replace(likes, speaker="woman"), words.woman),
        "man": Option(replace(likes, speaker="man"), words.man),
    }
    yield Row("speaker", "speaker", words.speaker, voices)
    speeds = {
        "slow": Option(replace(likes, speed="slow"), words.slow),
        "normal": Option(replace(likes, speed="normal"), words.normal),
    }
    yield Row("speed", "speed", words.speed, speeds)


def _eased(text: Text, likes: Likes) -> Iterator[Row]:
    words = text.likes
    reading = {
        "aloud": Option(replace(likes, voice="aloud"), words.aloud),
        "asked": Option(replace(likes, voice="asked"), words.asked),
    }
    yield Row("voice", "hear", words.reading, reading)
    motion = {
        "a_little": Option(replace(likes, calm=False), words.moving),
        "none": Option(replace(likes, calm=True), words.still),
    }
    yield Row("calm", "motion", words.motion, motion)
    keys = {
        "usual": Option(replace(likes, steady=False), words.usual),
        "larger": Option(replace(likes, steady=True), words.steady),
    }
    yield Row("steady", "keys", words.keys, keys)
    tried = {"try": Option(None, text.voice.ears.key)}
    yield Row("ears", "headphones", text.voice.key, tried)
