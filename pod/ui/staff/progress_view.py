"""One person's need and progress: a course with its band, places with their doubt.

Nothing is added up, nothing ranked. At a staff PC all of it stands on one page; at the
pod's small panel one chart after another.
"""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pod.desk.need import NeedView
from pod.ui.common.draw import draw_panel
from pod.ui.common.face import Face
from pod.ui.common.icons import draw_icon
from pod.ui.common.labels import Words, stack
from pod.ui.common.look import Look
from pod.ui.common.room import (
    cut_bottom,
    cut_left,
    cut_right,
    cut_top,
    in_a_column,
    in_a_row,
    inset,
)
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.staff.course_card import CourseCard, draw_card
from pod.ui.staff.places_card import PlacesCard
from pod.ui.staff.progress_words import emphasis_said
from pod.ui.staff.rail import is_wide

HEAD_MM, BANNER_MM, NARROW_BANNER_MM, KEYS_MM = 11.0, 11.0, 18.0, 200.0
ICON_MM, BAR_MM, LINE_MM = 8.0, 6.0, 9.0
SIDE_MM, WIDE_SIDE_MM, PLACES_MM, ROWS = 76.0, 128.0, 78.0, 3


class ProgressScreen(Screen):
    """Ids: back, turn (the next measure), change."""

    name = "staff-progress-view"

    def __init__(self, look: Look, text: Text, told: NeedView, shown: int = 0) -> None:
        super().__init__(look, text)
        self.told, self._wide = told, is_wide(look)
        words = text.need
        title = words.looking.title.format(name=told.first_name)
        self._title = self._put(title, "staff_title")
        reason = words.reasons[told.reason]
        opened = words.looking.opened.format(reason=reason, name=told.first_name)
        self._opened = self._put(opened)
        self.cards = self._made_cards(shown)
        self.places = PlacesCard(self, told.needs)
        self._letters = "staff" if self._wide else "staff_key"
        self._beside = [
            self._put(one, self._letters) for one in emphasis_said(text, told)
        ]
        minutes = told.minutes
        done = words.chart.minutes.format(done=minutes.done, planned=minutes.planned)
        self._minutes = self._put(done, self._letters)
        self._no_cause = self._put(words.group.no_cause, self._letters)
        self._foot = [
            self.key(id_, Face(words=said, icon=icon, role="staff_key"), spoken=False)
            for id_, icon, said in (
                ("back", "back", text.ways.back),
                ("turn", "next", words.looking.turn),
                ("change", "likes", words.choosing.change),
            )
        ]
        self._banner = self._bar = QRect()

    def _put(self, said: str, role: str = "staff") -> Words:
        words = self.words(said, role, spoken=False)
        words.outside = True
        return words

    def _made_cards(self, shown: int) -> list[CourseCard]:
        """Make the card in view first, then those of the other areas, if they fit."""
        parts = {one.component: one for area in self.told.needs for one in area.parts}
        courses = [one for one in self.told.courses if one.spots]
        pages = pages_of(self.told)
        first = courses[shown % pages] if shown % pages < len(courses) else None
        wanted = [] if first is None else [first]
        if self._wide:
            leads = {one.leads for one in self.told.needs}
            rest = [one for one in courses if one.component in leads and one != first]
            wanted = [*wanted, *rest][: self._rows()]
        return [CourseCard(self, parts[one.component], one) for one in wanted]

    def arrange(self, room: QRect) -> None:
        """Title, banner and keys around the charts."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        if self._wide:
            head, rest = cut_top(room, look.px(look.mm.target), gap)
            foot, head = cut_right(head, look.px(KEYS_MM), gap)
        else:
            head, rest = cut_top(room, look.px(HEAD_MM), 0)
            foot, rest = cut_bottom(rest, look.px(look.mm.target), gap)
        self._title.put_middle(head)
        for key, place in zip(self._foot, in_a_row(foot, 3, gap), strict=True):
            key.setGeometry(place)
        high = BANNER_MM if self._wide else NARROW_BANNER_MM
        self._banner, rest = cut_top(rest, look.px(high), gap)
        inside = cut_left(inset(self._banner, gap, 0), look.px(ICON_MM), gap)[1]
        self._opened.put_middle(inside)
        if self._wide:
            self._arrange_wide(rest, gap)
        else:
            self._arrange_narrow(rest, gap)

    def _arrange_wide(self, room: QRect, gap: int) -> None:
        """Everything at once: the courses at the left, all else at the right."""
        look = self.look
        side, rest = cut_right(room, look.px(WIDE_SIDE_MM), gap)
        for card, place in zip(
            self.cards, in_a_column(rest, self._rows(), gap), strict=False
        ):
            card.put_row(place)
        place, side = cut_top(side, look.px(PLACES_MM), gap)
        self.places.put(place)
        self._arrange_beside(side, [*self._beside, self._minutes], [self._no_cause])

    def _rows(self) -> int:
        """Return how many courses have room under one another."""
        if not self._wide:
            return 1
        return ROWS - 1 if self.look.large else ROWS

    def _arrange_narrow(self, room: QRect, gap: int) -> None:
        """Show one chart, and its words beside it; the places come last."""
        side, large = cut_right(room, self.look.px(SIDE_MM), gap)
        for card in self.cards:
            card.put_beside(large, side, self._no_cause)
        alone = not self.cards
        for words in (*self._beside, self._minutes):
            words.setVisible(alone)
        self._no_cause.setVisible(not alone)
        self.places.show(on=alone)
        if alone:
            self.places.put(large)
            self._arrange_beside(side, [*self._beside, self._minutes], [])

    def _arrange_beside(
        self, room: QRect, over: list[Words], under: list[Words]
    ) -> None:
        """Stack words over the bar of minutes, and words under it."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        below = look.px(BAR_MM) + gap + len(under) * look.px(2 * LINE_MM)
        bottom = stack(over, room.adjusted(0, 0, 0, -below), gap).bottom
        high = look.px(BAR_MM)
        self._bar = QRect(room.x(), bottom + gap, room.width(), high)
        stack(under, room.adjusted(0, self._bar.bottom() + gap - room.y(), 0, 0), gap)

    def paint_page(self, painter: QPainter) -> None:
        """Paint the banner, the cards and how far the minutes have come."""
        look = self.look
        draw_panel(painter, look, self._banner)
        gap = look.px(look.mm.gap)
        icon = cut_left(inset(self._banner, gap, 0), look.px(ICON_MM), 0)[0]
        draw_icon(painter, look.icon("eye"), icon, look.colour("accent"))
        shown = [card.room for card in self.cards]
        if self._wide or not self.cards:
            shown.append(self.places.room)
        for card in shown:
            draw_card(painter, look, card)
        if self._wide or not self.cards:
            self._paint_minutes(painter)

    def _paint_minutes(self, painter: QPainter) -> None:
        look, minutes = self.look, self.told.minutes
        draw_panel(painter, look, self._bar)
        full = QRect(self._bar)
        full.setWidth(round(self._bar.width() * share_done(self.told)))
        if minutes.done:
            painter.setBrush(look.colour("main"))
            painter.drawRoundedRect(full, look.px(1.5), look.px(1.5))


def share_done(told: NeedView) -> float:
    """Return the share of the planned minutes that were done, at most all of them."""
    planned = told.minutes.planned
    return min(1.0, told.minutes.done / planned) if planned else 0.0


def pages_of(told: NeedView) -> int:
    """Return after how many turns the first measure is shown again.

    The last page has no course: at the small panel the places stand on it.
    """
    return sum(bool(one.spots) for one in told.courses) + 1
