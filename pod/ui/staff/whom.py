"""Whom to look at: everybody here, or all of them by an area, or their change.

At a wing's console nobody is: answers are not carried there, so it says where to look.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pod.desk import Around, PersonTile
from pod.ui.common.face import Face
from pod.ui.common.key import Key, make_even
from pod.ui.common.look import Look
from pod.ui.common.room import cut_bottom, cut_top, in_a_column, in_a_row
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.staff.rail import Rail, is_wide

PART = "progress"
TITLE_MM, ACROSS, NARROW_ROWS, WIDE_ROWS = 9.0, 3, 1, 4
WAYS = 4


class WhomScreen(Screen):
    """Ids: person:REF, more, everybody, group, moves, and those of the rail."""

    name = "staff-progress"

    def __init__(
        self,
        look: Look,
        text: Text,
        people: Sequence[PersonTile] | None,
        around: Around,
    ) -> None:
        super().__init__(look, text)
        words = text.need.looking
        self._page, self._here = 0, people is not None
        asked = words.who if people else words.nobody
        asked = asked if self._here else words.at_pod
        self._asked = self.words(asked, "staff", spoken=False)
        self._people = [self._person(one) for one in people or ()]
        self._foot = [
            self._way(id_, icon, said)
            for id_, icon, said in (
                ("more", "next", words.more),
                ("everybody", "steps", words.everybody),
                ("group", "progress", words.group),
                ("moves", "onward", text.room.moves.key),
            )
            if self._here
        ]
        self._rail = Rail(self, PART, around)

    def _person(self, one: PersonTile) -> Key:
        cell = self.text.staff.cell.format(cell=one.cell)
        said = f"{one.first_name}\n{cell}"
        face = Face(words=said, role="staff_key", outside=True)
        return self.key(f"person:{one.person}", face, spoken=False)

    def _way(self, id_: str, icon: str, said: str) -> Key:
        face = Face(words=said, icon=icon, role="staff_key")
        return self.key(id_, face, spoken=False)

    def activated(self, id_: str) -> None:
        """Turn to more people, or pass on what was chosen."""
        if id_ != "more":
            self.choose(id_)
            return
        self._page = (self._page + 1) % self._pages()
        self.lay()

    def _fits(self) -> int:
        return ACROSS * (WIDE_ROWS if is_wide(self.look) else NARROW_ROWS)

    def _pages(self) -> int:
        return max(1, -(-len(self._people) // self._fits()))

    def arrange(self, room: QRect) -> None:
        """People in rows of three, the ways to see all of them below."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        rest = self._rail.put(room)
        head, rest = cut_top(rest, look.px(TITLE_MM), gap)
        self._asked.put_middle(head)
        foot, rest = cut_bottom(rest, look.px(look.mm.target), gap)
        for key, place in zip(self._foot, in_a_row(foot, WAYS, gap), strict=False):
            key.setGeometry(place)
        for key in self._foot[:1]:
            key.setVisible(self._pages() > 1)
        rows = in_a_column(rest, self._fits() // ACROSS, gap)
        places = [one for row in rows for one in in_a_row(row, ACROSS, gap)]
        first = self._page * self._fits()
        for number, key in enumerate(self._people):
            key.setVisible(first <= number < first + self._fits())
        shown = self._people[first : first + self._fits()]
        for key, place in zip(shown, places, strict=False):
            key.setGeometry(place)
        make_even(shown)

    def paint_page(self, painter: QPainter) -> None:
        """Paint the ground of the room's parts."""
        self._rail.paint(painter)
