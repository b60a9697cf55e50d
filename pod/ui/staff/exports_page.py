"""The page of what leaves the pod: four facts, each with its mark, and the ways on."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pod.desk.exports import ExportsView
from pod.ui.common.draw import draw_tick
from pod.ui.common.face import Face, Style
from pod.ui.common.icons import draw_icon
from pod.ui.common.key import Key
from pod.ui.common.look import Look
from pod.ui.common.room import cut_bottom, cut_left, cut_top, in_a_column, in_a_row
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.staff.exports_told import Fact, facts

HEAD_MM, ICON_MM, MOST_MM = 12.0, 8.0, 26.0
IN_ONE = 4
"""So many facts stand one under another; more of them in two columns."""


class ExportsScreen(Screen):
    """Ids: back, bundles, care, write and send for whoever may let results leave."""

    name = "staff-exports"

    def __init__(self, look: Look, text: Text, view: ExportsView) -> None:
        super().__init__(look, text)
        words = text.room.pods.exports
        self._title = self.words(words.title, "title", spoken=False)
        self._facts = facts(text, view)
        self._said = [
            self.words(one.said, "staff", spoken=False) for one in self._facts
        ]
        ways = [("back", text.ways.back)]
        if view.study:
            ways.append(("bundles", words.bundles))
        ways.append(("care", words.care_key))
        if view.study and view.may_write:
            ways += [("send", words.send)] if view.link else []
            ways.append(("write", words.write))
        self._foot = [self._way(*one) for one in ways]
        self._spots: list[QRect] = []

    def _way(self, id_: str, words: str) -> Key:
        style: Style = "main" if id_ == "write" else "plain"
        face = Face(words=words, role="staff_key", style=style)
        return self.key(id_, face, spoken=False)

    def arrange(self, room: QRect) -> None:
        """Place the title, the facts one under another, and the keys at the foot."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        head, rest = cut_top(room, look.px(HEAD_MM), gap)
        self._title.put_middle(head)
        foot, rest = cut_bottom(rest, look.px(look.mm.target), gap)
        for key, place in zip(
            self._foot, in_a_row(foot, max(4, len(self._foot)), gap), strict=False
        ):
            key.setGeometry(place)
        self._spots = self._cards(rest, gap)
        for words, spot in zip(self._said, self._spots, strict=False):
            inside = look.px(ICON_MM) + 3 * gap
            words.put_middle(spot.adjusted(inside, 0, -gap, 0))

    def _cards(self, room: QRect, gap: int) -> list[QRect]:
        """Return a place for each fact: one under another, or in two columns."""
        across = 2 if len(self._said) > IN_ONE else 1
        down = -(-len(self._said) // across)
        room.setHeight(min(room.height(), down * (self.look.px(MOST_MM) + gap)))
        rows = in_a_column(room, down, gap)
        return [one for row in rows for one in in_a_row(row, across, gap)]

    def paint_page(self, painter: QPainter) -> None:
        """Paint a card behind each fact, and its mark; green is for what arrived."""
        look = self.look
        radius = look.px(look.mm.radius)
        for fact, spot in zip(self._facts, self._spots, strict=False):
            late = fact.mark == "attention"
            painter.setPen(look.colour("attention" if late else "outline"))
            painter.setBrush(look.colour("card"))
            painter.drawRoundedRect(spot, radius, radius)
            self._mark(painter, fact, spot)

    def _mark(self, painter: QPainter, fact: Fact, spot: QRect) -> None:
        look, gap = self.look, self.look.px(self.look.mm.gap)
        size = look.px(ICON_MM)
        icon, _ = cut_left(spot.adjusted(gap, 0, 0, 0), size, 0)
        if fact.mark == "good":
            draw_tick(painter, look, icon)
            return
        colour = look.colour(fact.mark or "accent")
        draw_icon(painter, look.icon(fact.icon), icon, colour)
