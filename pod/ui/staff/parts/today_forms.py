"""What is asked before something changes: what became of it, who swaps, who waits."""

from collections.abc import Sequence

from PySide6.QtCore import QRect

from pod.desk.diary import TodayRow, TodayView, WaitingTile
from pod.diary.terms import REASONS
from pod.ui.common.face import Face
from pod.ui.common.key import Key
from pod.ui.common.look import Look
from pod.ui.common.room import cut_bottom, cut_top, in_a_column, in_a_row
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.staff.parts.today_rows import clash_of, noted, row_face, still_open

ACROSS, DOWN, SWAPS_ACROSS, WAITING_MOST = 4, 3, 2, 4
HEAD_MM, LOW_MM = 16.0, 9.0


class WhatScreen(Screen):
    """Ids: reason:NAME, swap, slip, back."""

    name = "staff-what"

    def __init__(self, look: Look, text: Text, row: TodayRow, *, swaps: bool) -> None:
        super().__init__(look, text)
        words, was = text.diary, noted(row)
        said = words.today.what.format(name=row.first_name, time=row.starts)
        self._title = self.words(said, "staff_title")
        self._title.outside = True
        self._reasons = [
            self.key(f"reason:{one}", Face(words=words.states[one], role="staff_key"))
            for one in REASONS
        ]
        for key, reason in zip(self._reasons, REASONS, strict=True):
            key.choose(on=reason == was)
        ways = [("back", text.ways.back), ("swap", words.today.swap)]
        ways.append(("slip", words.today.slip))
        self._ways = [
            self.key(id_, Face(words=word, role="staff_key")) for id_, word in ways
        ]
        self._ways[1].setEnabled(swaps and was is None)

    def arrange(self, room: QRect) -> None:
        """Every reason at once: one tap says it."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        top, rest = cut_top(room, look.px(HEAD_MM), gap)
        self._title.put_middle(top)
        foot, rest = cut_bottom(rest, look.px(look.mm.target), 2 * gap)
        for key, place in zip(self._ways, in_a_row(foot, 3, gap), strict=True):
            key.setGeometry(place)
        places = _grid(rest, ACROSS, gap)
        for key, place in zip(self._reasons, places, strict=False):
            key.setGeometry(place)


class SwapScreen(Screen):
    """Ids: with:REF, back."""

    name = "staff-swap"

    def __init__(self, look: Look, text: Text, row: TodayRow, view: TodayView) -> None:
        super().__init__(look, text)
        said = text.diary.today.with_whom.format(name=row.first_name)
        self._title = self.words(said, "staff_title")
        self._title.outside = True
        others = [one for one in still_open(view.rows) if one.booking != row.booking]
        self._others = [
            self.key(f"with:{one.booking}", row_face(text, one, clash_of(view, one)))
            for one in _nearest(others, row)
        ]
        self._back = self.key("back", Face(words=text.ways.back, role="staff_key"))

    def arrange(self, room: QRect) -> None:
        """Those whose turn is nearest, as many as there is room for."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        top, rest = cut_top(room, look.px(HEAD_MM), gap)
        self._title.put_middle(top)
        foot, rest = cut_bottom(rest, look.px(look.mm.target), 2 * gap)
        self._back.setGeometry(in_a_row(foot, 3, gap)[0])
        places = _grid(rest, SWAPS_ACROSS, gap)
        for key, place in zip(self._others, places, strict=False):
            key.setGeometry(place)


def _nearest(others: Sequence[TodayRow], row: TodayRow) -> list[TodayRow]:
    """Return those whose turn is soonest after this one, then those before it."""
    after = [one for one in others if one.starts >= row.starts]
    before = [one for one in others if one.starts < row.starts]
    return [*after, *reversed(before)][: SWAPS_ACROSS * DOWN]


def _grid(room: QRect, across: int, gap: int) -> list[QRect]:
    """Return places in rows, as many beside each other as are asked for."""
    lines = in_a_column(room, DOWN, gap)
    return [place for line in lines for place in in_a_row(line, across, gap)]


class WaitingScreen(Screen):
    """Ids: who:REF, join, more, book, back."""

    name = "staff-waiting"

    def __init__(self, look: Look, text: Text, view: TodayView, page: int = 0) -> None:
        super().__init__(look, text)
        words, waiting = text.diary.today, view.waiting
        self._title = self.words(words.waiting, "staff_title")
        shown = waiting[page * WAITING_MOST : (page + 1) * WAITING_MOST]
        self._nobody = self.words("" if shown else words.nobody_waits, "staff")
        self._who = [self._row(one) for one in shown]
        self._back = self.key("back", Face(words=text.ways.back, role="staff_key"))
        self._more = self.key("more", Face(words=words.more, role="staff_key"))
        self._more.setVisible(len(waiting) > WAITING_MOST)
        self._join = self.key("join", Face(words=words.join, role="staff_key"))
        self._book = self.key("book", Face(words=words.book, role="staff_key"))
        self._book.setEnabled(bool(view.pods))

    def _row(self, one: WaitingTile) -> Key:
        said = _waits(self.text, one)
        face = Face(words=said, role="staff", shape="left", outside=True)
        return self.key(f"who:{one.person}", face)

    def arrange(self, room: QRect) -> None:
        """One row under another."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        top, rest = cut_top(room, look.px(LOW_MM), gap)
        self._title.put_middle(top)
        foot, rest = cut_bottom(rest, look.px(look.mm.target), gap)
        foot_keys = (self._back, self._more, self._join, self._book)
        for key, place in zip(foot_keys, in_a_row(foot, 4, gap), strict=True):
            key.setGeometry(place)
        self._nobody.put(rest)
        rows = in_a_column(rest, WAITING_MOST, gap)
        for key, place in zip(self._who, rows, strict=False):
            key.setGeometry(place)


def _waits(text: Text, one: WaitingTile) -> str:
    """Say who waits since when, how it stands, and who asked."""
    words = text.diary
    asked = words.today.asked.format(
        status=words.waiting[one.status],
        day=f"{one.asked_on:%d/%m}",
        by=words.requested_by[one.requested_by],
    )
    return f"{one.first_name}, {one.cell}. {asked}"
