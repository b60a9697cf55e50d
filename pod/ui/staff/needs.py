"""One who needs a person, with what can be done now."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pod.desk import Around
from pod.desk.help import HelpBoard, NeedsPerson
from pod.ui.common.draw import draw_panel
from pod.ui.common.face import Face
from pod.ui.common.icons import draw_icon
from pod.ui.common.key import Key
from pod.ui.common.labels import Words, stack
from pod.ui.common.look import Look
from pod.ui.common.room import (
    cut_left,
    cut_right,
    cut_top,
    in_a_column,
    in_a_row,
    inset,
)
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.staff.concern_told import (
    WISHES,
    age,
    clock,
    pressed_where,
    standing,
    story,
    telling,
    who,
)
from pod.ui.staff.rail import Rail, is_wide

PART = "help"
WIDE_BANNER_MM, SHORT_MM = 40.0, 50.0
BANNER_MM, AGE_MM, ICON_MM = 29.0, 76.0, 14.0
KINDS = ("not_safe", "upset", "machine", "listener", "pictures")


def calls(need: NeedsPerson) -> bool:
    """Tell whether somebody waits now whom nobody has answered; a wish does not."""
    return not need.owner and need.kind not in WISHES


def icon_of(need: NeedsPerson) -> str:
    """Return what stands for a need: what was pressed, else a person."""
    return need.kind if need.kind in KINDS else "person"


class NeedScreen(Screen):
    """One who needs a person.

    Ids: going, sent, control, done, words, story: each with :REF; all.
    """

    name = "staff-help"

    def __init__(
        self,
        look: Look,
        text: Text,
        board: HelpBoard,
        around: Around,
        need: NeedsPerson,
    ) -> None:
        super().__init__(look, text)
        self._rail, self._need = Rail(self, PART, around), need
        self._wide = is_wide(look)
        self._say(board, need)
        self._main, *self._others = self._ways(board, need)
        words = text.seeing_to.help
        told = story(text, need) if self._wide else ()
        self._story = [self._line(one) for one in (words.story, *told) if told]
        form = text.seeing_to.form
        remind = (form.remind, form.never) if self._wide else ()
        self._remind = [self._line(one) for one in remind]
        self._banner = self._panel = QRect()

    def _line(self, said: str) -> Words:
        return self.words(said, "staff", spoken=False)

    def _say(self, board: HelpBoard, need: NeedsPerson) -> None:
        """Say what was pressed, by whom, when, how long ago, and who has it."""
        text = self.text
        at = text.seeing_to.help.pressed.format(clock=clock(need.raised_at))
        whose = who(text, need)
        self._said = self.words(pressed_where(text, need), "staff_title", spoken=False)
        self._whose = self._line(f"{whose}. {at}" if whose else at)
        tell = telling(text, need, board.second)
        self._tell = self._line(tell)
        self._stands = self._line(
            "" if tell and not need.lost else standing(text, need)
        )
        self._age = self.words(age(text, need, board.now), "title", spoken=False)
        self._age.align = self._tell.align = "right"
        self._whose.outside = self._stands.outside = True
        if calls(need):
            for words in self._banner_words():
                words.colour = "danger_ink"

    def _banner_words(self) -> tuple[Words, ...]:
        return self._said, self._whose, self._stands, self._age, self._tell

    def _ways(self, board: HelpBoard, need: NeedsPerson) -> list[Key]:
        """Return what can be done: first of all to go, or to say what was done."""
        words = self.text.seeing_to.help
        going = ("going", "walk", words.going)
        ways = [
            going,
            ("sent", "people", words.sent),
            ("control", "phone", words.control),
        ]
        if need.owner:
            ways = [
                ("done", "done", words.say_done),
                ("control", "phone", words.control),
            ]
            ways.append(("going", "walk", words.other))
        ways.append(("words", "paper", words.words))
        if not self._wide:
            ways.append(("story", "before", words.story))
        keys = [self._way(*one, main=one == ways[0]) for one in ways]
        if len(board.needs) > 1:
            all_ = Face(words=words.all, icon="back", role="staff_key")
            keys.append(self.key("all", all_, spoken=False))
        return keys

    def _way(self, id_: str, icon: str, words: str, *, main: bool) -> Key:
        face = Face(
            words=words,
            icon=icon,
            role="staff_key",
            style="main" if main else "plain",
        )
        return self.key(f"{id_}:{self._need.concern}", face, spoken=False)

    def arrange(self, room: QRect) -> None:
        """Place who it is on top; what can be done below it, or at the left."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        room = self._rail.put(room)
        high = WIDE_BANNER_MM if self._wide else BANNER_MM
        self._banner, rest = cut_top(room, look.px(high), gap)
        self._place_banner(gap)
        if not self._wide:
            top, below = in_a_column(rest, 2, gap)
            keys = [self._main, *self._others]
            self._place_row(top, keys[:3], gap)
            self._place_row(below, keys[3:], gap)
            return
        left, right = in_a_row(rest, 2, 2 * gap)
        main, left = cut_top(left, look.px(look.mm.main_target + 5), gap)
        self._main.setGeometry(main)
        for pair in (self._others[:2], self._others[2:]):
            row, left = cut_top(left, look.px(look.mm.target), gap)
            self._place_row(row, pair, gap)
        self._panel, rest = cut_top(right, right.height() // 3, gap)
        stack(self._remind, inset(self._panel, 2 * gap, gap), look.px(4))
        stack(self._story, rest.adjusted(2 * gap, gap, 0, 0), look.px(4))

    def _place_banner(self, gap: int) -> None:
        inner = inset(self._banner, 2 * gap, self.look.px(1.5))
        self._spot, inner = cut_left(inner, self.look.px(ICON_MM), 2 * gap)
        across = AGE_MM if self._tell.text() else SHORT_MM
        age_, inner = cut_right(inner, self.look.px(across), gap)
        right = [one for one in (self._age, self._tell) if one.text()]
        self._centre(right, age_)
        left = (self._said, self._whose, self._stands)
        self._centre([one for one in left if one.text()], inner)

    def _centre(self, words: list[Words], room: QRect) -> None:
        """Set sentences in the middle of a room's height."""
        gap = self.look.px(1.5)
        spare = room.bottom() - stack(words, room, gap).bottom
        stack(words, room.adjusted(0, max(0, spare // 2), 0, 0), gap)

    @staticmethod
    def _place_row(room: QRect, keys: list[Key], gap: int) -> None:
        for key, place in zip(
            keys, in_a_row(room, max(1, len(keys)), gap), strict=False
        ):
            key.setGeometry(place)

    def paint_page(self, painter: QPainter) -> None:
        """Paint red behind who waits, a card behind whom somebody has."""
        self._rail.paint(painter)
        look, radius = self.look, self.look.px(self.look.mm.radius)
        red = calls(self._need)
        painter.setPen(look.colour("danger" if red else "outline"))
        painter.setBrush(look.colour("danger" if red else "card"))
        painter.drawRoundedRect(self._banner, radius, radius)
        ink = look.colour("danger_ink" if red else "accent")
        draw_icon(painter, look.icon(icon_of(self._need)), self._spot, ink)
        if self._remind:
            draw_panel(painter, look, self._panel)
