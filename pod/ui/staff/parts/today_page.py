"""The day in view: who is next on a card, and the bookings of a part of the day.

Where there is no room for both, the list stands alone: who is next was the first page
after the code.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPen

from pod.desk import Around
from pod.desk.diary import TodayRow, TodayView
from pod.diary.terms import SLOTS, Slot
from pod.ui.common.face import Face
from pod.ui.common.key import Key
from pod.ui.common.labels import stack
from pod.ui.common.look import Look
from pod.ui.common.room import (
    cut_bottom,
    cut_left,
    cut_right,
    cut_top,
    in_a_column,
    in_a_row,
)
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.staff.next_card import NextCard
from pod.ui.staff.parts.today_rows import clash_of, pod_name, row_face, still_open
from pod.ui.staff.rail import Rail, is_wide

CARD_MM, SIDE_MM, ROWS_WIDE, ROWS_NARROW = 104.0, 50.0, 5, 3
HEAD_MM = 10.0


class TodayScreen(Screen):
    """Ids: slot:am, slot:pm, slot:ed, row:REF, swap:REF, skip:REF, more, waiting, add.

    And those of the rail.
    """

    name = "staff-today"

    def __init__(
        self, look: Look, text: Text, view: TodayView, around: Around, at: "At"
    ) -> None:
        super().__init__(look, text)
        self._wide = is_wide(look)
        self._view, words = view, text.diary.today
        self._card = self._next_card()
        nobody = words.nobody if self._wide and view.next is None else ""
        self._nobody = self.words(nobody, "staff")
        self._next = self.words(words.next if self._card else "", "staff_title")
        self._deeds = self._deed_keys()
        shown = at.shown(view, wide=self._wide)
        self._empty = self.words("" if shown else words.empty, "staff")
        self._rows = [self._row(row) for row in shown]
        self._slots = [self._slot(one, at.slot or view.slot) for one in SLOTS]
        self._side = [self._way("more", words.more, ""), *self._ways()]
        self._side[0].setEnabled(at.pages(view, wide=self._wide) > 1)
        self._rail = Rail(self, "today", around)
        self._panel = QRect()

    def _next_card(self) -> NextCard | None:
        """Return who is next on a card, where there is room for one."""
        following = self._view.next
        if following is None or not self._wide:
            return None
        return NextCard(self, following, pod_name(self.text, following.pod))

    def _deed_keys(self) -> list[Key]:
        """Return what can be done about whoever is next."""
        words, following = self.text.diary.today, self._view.next
        if following is None or not self._wide:
            return []
        swap = self._way(f"swap:{following.booking}", words.swap, "swap")
        swap.setEnabled(len(still_open(self._view.rows)) > 1)
        skip = self._way(f"skip:{following.booking}", words.skip, "skip_over")
        return [swap, skip]

    def _ways(self) -> list[Key]:
        words = self.text.diary.today
        return [
            self._way("waiting", words.waiting, "waiting_list"),
            self._way("add", words.add, "add_person"),
        ]

    def _way(self, id_: str, words: str, icon: str) -> Key:
        return self.key(id_, Face(words=words, icon=icon, role="staff_key"))

    def _slot(self, slot: Slot, now: Slot) -> Key:
        key = self._way(f"slot:{slot}", self.text.diary.slots[slot], "")
        key.choose(on=slot == now)
        key.setVisible(self._wide)
        return key

    def _row(self, row: TodayRow) -> Key:
        face = row_face(self.text, row, clash_of(self._view, row))
        key = self.key(f"row:{row.booking}", face)
        following = self._view.next
        key.choose(on=following is not None and row.booking == following.booking)
        return key

    def arrange(self, room: QRect) -> None:
        """Place the card beside the list, or the list alone."""
        gap = self.look.px(self.look.mm.gap)
        rest = self._rail.put(room)
        if self._wide:
            left, rest = cut_left(rest, self.look.px(CARD_MM), 3 * gap)
            self._place_next(left, gap)
            self._place_wide(rest, gap)
        else:
            side, rest = cut_right(rest, self.look.px(SIDE_MM), 2 * gap)
            self._place_all(self._side, in_a_column(side, len(self._side), gap))
            self._place_rows(rest, ROWS_NARROW, gap)

    def _place_next(self, room: QRect, gap: int) -> None:
        self._panel = room
        inner = room.adjusted(2 * gap, 2 * gap, -2 * gap, -2 * gap)
        foot, inner = cut_bottom(inner, self.look.px(self.look.mm.target), 2 * gap)
        self._place_all(self._deeds, in_a_row(foot, 2, gap))
        if self._card is not None:
            head, inner = cut_top(inner, self.look.px(HEAD_MM), gap)
            self._next.put_middle(head)
            self._card.put(inner)
        else:
            stack([self._nobody], inner, gap)

    def _place_wide(self, room: QRect, gap: int) -> None:
        """Place the parts of the day over the list, and what else there is below."""
        target = self.look.px(self.look.mm.target)
        head, room = cut_top(room, target, gap)
        foot, room = cut_bottom(room, target, gap)
        self._place_all(self._slots, in_a_row(head, len(self._slots), gap))
        self._place_all(self._side, in_a_row(foot, len(self._side), gap))
        self._place_rows(room, ROWS_WIDE, gap)

    def _place_rows(self, room: QRect, most: int, gap: int) -> None:
        self._place_all(self._rows, in_a_column(room, most, gap))
        if self._empty.text():
            self._empty.put(room)

    def _place_all(self, keys: Sequence[Key], places: Sequence[QRect]) -> None:
        for key, place in zip(keys, places, strict=False):
            key.setGeometry(place)

    def paint_page(self, painter: QPainter) -> None:
        """Paint the card of whoever is next."""
        self._rail.paint(painter)
        look = self.look
        if self._wide:
            painter.setPen(QPen(look.colour("outline"), 1))
            painter.setBrush(look.colour("card"))
            radius = look.px(look.mm.radius)
            painter.drawRoundedRect(self._panel, radius, radius)
        if self._card is not None:
            self._card.paint(painter)


class At:
    """Which part of the day, and which page of its bookings, is in view."""

    def __init__(self, slot: Slot | None = None, page: int | None = None) -> None:
        self.slot, self.page = slot, page

    def rows(self, view: TodayView, *, wide: bool) -> list[TodayRow]:
        """Return the bookings of the part of the day, or of all of it."""
        slot = self.slot or view.slot
        return [row for row in view.rows if not wide or row.slot == slot]

    def pages(self, view: TodayView, *, wide: bool) -> int:
        """Return how many pages there are, at least one."""
        return max(1, -(-len(self.rows(view, wide=wide)) // _most(wide=wide)))

    def shown(self, view: TodayView, *, wide: bool) -> list[TodayRow]:
        """Return the bookings of the page: at first that of whoever is next."""
        rows, most = self.rows(view, wide=wide), _most(wide=wide)
        page = self.now(view, wide=wide)
        return rows[page * most : (page + 1) * most]

    def now(self, view: TodayView, *, wide: bool) -> int:
        """Return which page it is."""
        rows, most = self.rows(view, wide=wide), _most(wide=wide)
        if self.page is not None:
            return self.page % self.pages(view, wide=wide)
        places = [at for at, row in enumerate(rows) if row.state == "next"]
        return places[0] // most if places else 0


def _most(*, wide: bool) -> int:
    return ROWS_WIDE if wide else ROWS_NARROW
