"""Everybody who may be unlocked, five at a time."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter

from pod.desk import PersonTile
from pod.ui.common.draw import draw_panel
from pod.ui.common.face import Face
from pod.ui.common.key import Key
from pod.ui.common.labels import Words
from pod.ui.common.look import Look
from pod.ui.common.room import cut_bottom, cut_right, cut_top, inset
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text

ROWS = 5
COLUMN_MM, RESET_MM, UNLOCK_MM = 32.0, 50.0, 66.0


class PeopleScreen(Screen):
    """Ids: unlock:REF, reset:REF (new pictures), more, back."""

    turned = Signal()
    """Other people are shown."""

    name = "staff-people"

    def __init__(self, look: Look, text: Text, people: Sequence[PersonTile]) -> None:
        super().__init__(look, text)
        self._page = 0
        self._title = self.words(text.staff.list, "staff_title")
        self._rows = [self._row(person) for person in people]
        self._more = self.key("more", Face(words=text.staff.more, role="staff_key"))
        back = Face(words=text.ways.back, role="staff_key")
        self._back = self.key("back", back)
        self._panels: list[QRect] = []

    def activated(self, id_: str) -> None:
        """Turn to more people, or pass on what was chosen."""
        if id_ != "more":
            self.choose(id_)
            return
        self._page = (self._page + 1) % self._pages()
        self.lay()
        self.turned.emit()

    def _pages(self) -> int:
        return max(1, -(-len(self._rows) // ROWS))

    def _row(self, person: PersonTile) -> tuple[Words, Key, Key]:
        words = self.text.staff
        who = f"{person.first_name}\n{words.cell.format(cell=person.cell)}"
        name = self.words(who, "staff", spoken=False)
        name.outside = True
        unlock = words.unlock.format(name=person.first_name)
        first = self.key(
            f"unlock:{person.person}",
            Face(words=unlock, role="staff_key", outside=True),
            spoken=False,
        )
        second = self.key(
            f"reset:{person.person}",
            Face(words=words.new_pictures, role="staff_key"),
            spoken=False,
        )
        second.setAccessibleName(f"{words.new_pictures}: {person.first_name}")
        return name, first, second

    def arrange(self, room: QRect) -> None:
        """Rows at the left, the ways on at the right."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        least = ROWS * look.px(look.mm.target) + (ROWS - 1) * gap
        head = min(look.px(12), room.height() - least - gap)
        top, rest = cut_top(room, head, gap)
        self._title.put_middle(top)
        side, rest = cut_right(rest, look.px(COLUMN_MM), 2 * gap)
        for key in (self._back, self._more):
            place, side = cut_bottom(side, look.px(look.mm.target), gap)
            key.setGeometry(place)
        self._more.setVisible(self._pages() > 1)
        self._panels = []
        for number, row in enumerate(self._rows):
            shown = number // ROWS == self._page
            for one in row:
                one.setVisible(shown)
            if shown:
                place, rest = cut_top(rest, look.px(look.mm.target), gap)
                self._place(place, row)

    def _place(self, place: QRect, row: tuple[Words, Key, Key]) -> None:
        look, gap = self.look, self.look.px(self.look.mm.gap)
        name, unlock, reset = row
        self._panels.append(place)
        right, rest = cut_right(place, look.px(RESET_MM), gap)
        reset.setGeometry(right)
        right, rest = cut_right(rest, look.px(UNLOCK_MM), gap)
        unlock.setGeometry(right)
        name.put_middle(inset(rest, gap, 0))

    def paint_page(self, painter: QPainter) -> None:
        """Paint a panel behind each row."""
        for panel in self._panels:
            draw_panel(painter, self.look, panel)
