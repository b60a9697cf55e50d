"""A page of facts for staff to read or copy out, with what can be done below."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pod.ui.common.draw import draw_panel
from pod.ui.common.face import Face
from pod.ui.common.key import Key
from pod.ui.common.labels import stack
from pod.ui.common.look import Look
from pod.ui.common.room import cut_bottom, cut_top, in_a_row, inset
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.values import Value

HEAD_MM, FIRM_MM = 12.0, 27.0


class Facts(Value, frozen=True, kw_only=True):
    """A title, what is to be read, what it must not be forgotten, and the keys below.

    `keys` are ids with their icon and words, besides back.
    """

    name: str
    title: str
    lines: tuple[str, ...]
    firm: tuple[str, ...] = ()
    keys: tuple[tuple[str, str, str], ...] = ()


class ReadingScreen(Screen):
    """Ids: those of the keys, back, and turn where not all of it fits at once.

    Nothing of it is ever cut short: what does not fit stands on the next page.
    """

    def __init__(self, look: Look, text: Text, facts: Facts) -> None:
        super().__init__(look, text)
        self.name = facts.name
        self._title = self.words(facts.title, "title", spoken=False)
        self._lines = [
            self.words(one, "staff_title", spoken=False) for one in facts.lines
        ]
        self._firm = [self.words(one, "staff", spoken=False) for one in facts.firm]
        back = ("back", "back", text.ways.back)
        turn = ("turn", "next", text.staff.more)
        self._foot = [self._way(*one) for one in (back, *facts.keys, turn)]
        self._first = self._shown = 0
        self._card = self._panel = QRect()

    def _way(self, id_: str, icon: str, words: str) -> Key:
        face = Face(words=words, icon=icon, role="staff_key")
        return self.key(id_, face, spoken=False)

    def activated(self, id_: str) -> None:
        """Turn to what did not fit, and at its end to the beginning."""
        if id_ == "turn":
            self._first += self._shown
            if self._first >= len(self._lines):
                self._first = 0
            self.lay()
        else:
            self.choose(id_)

    def arrange(self, room: QRect) -> None:
        """Place the title, the facts as large as they fit, and the keys at the foot."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        head, rest = cut_top(room, look.px(HEAD_MM), gap)
        self._title.put_middle(head)
        foot, rest = cut_bottom(rest, look.px(look.mm.target), gap)
        self._panel = QRect()
        if self._firm:
            self._panel, rest = cut_bottom(rest, look.px(FIRM_MM), gap)
            stack(self._firm, inset(self._panel, 2 * gap, gap), look.px(2))
        self._card = rest
        self._set_lines(inset(rest, 2 * gap, gap))
        turns = self._shown < len(self._lines)
        self._foot[-1].setVisible(turns)
        places = in_a_row(foot, max(3, len(self._foot) - (not turns)), gap)
        for key, place in zip(self._foot, places, strict=False):
            key.setGeometry(place)

    def _set_lines(self, room: QRect) -> None:
        """Set as many lines as fit, from the first of this page on; one at least."""
        left = self._lines[self._first :]
        for count in range(len(left), 0, -1):
            if count == 1 or stack(left[:count], room, self.look.px(3)).size_px:
                break
        else:
            count = 0
        self._shown = count
        stack(left[:count], room, self.look.px(3))
        for words in self._lines:
            words.setVisible(words in left[:count])

    def paint_page(self, painter: QPainter) -> None:
        """Paint a card behind the facts, a panel behind what is not to be forgotten."""
        look, radius = self.look, self.look.px(self.look.mm.radius)
        painter.setPen(look.colour("outline"))
        painter.setBrush(look.colour("card"))
        painter.drawRoundedRect(self._card, radius, radius)
        if self._firm:
            draw_panel(painter, look, self._panel)
