"""One measure's course on a card: what it is, the chart, and what it says in words."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pod.need.of_person import Part
from pod.need.over_time import Course
from pod.ui.common.labels import Words, stack
from pod.ui.common.look import Look
from pod.ui.common.room import cut_left, cut_top, inset
from pod.ui.common.screen import Screen
from pod.ui.staff.charts import CourseChart
from pod.ui.staff.progress_words import course_said, measure_named, point_named
from pod.ui.staff.rail import is_wide

LINE_MM, PAD_MM, WORDS_SHARE = 9.0, 2.2, 0.46


def draw_card(painter: QPainter, look: Look, room: QRect) -> None:
    """Draw a card that is only read: a hair-thin edge."""
    radius = look.px(look.mm.radius)
    painter.setPen(look.colour("outline"))
    painter.setBrush(look.colour("card"))
    painter.drawRoundedRect(room, radius, radius)


class CourseCard:
    """The words and the chart of one measure."""

    def __init__(self, screen: Screen, part: Part, course: Course) -> None:
        self._look, text = screen.look, screen.text
        named = measure_named(text, part.component)
        self._named = screen.words(named, "staff_key", spoken=False)
        said = course_said(text, part, course)
        role = "staff" if is_wide(screen.look) else "staff_key"
        self._said = screen.words(said, role, spoken=False)
        ticks = [point_named(text, one) for one in course.spots]
        short = [ticks[0], *(str(one.week) for one in course.spots[1:])]
        self.chart = CourseChart(screen.look, screen, course, ticks, short)
        self.room = QRect()

    def put_row(self, room: QRect) -> None:
        """Place the words at the left of the card, the chart at its right."""
        pad = self._look.px(PAD_MM)
        self.room = room
        wide = round(room.width() * WORDS_SHARE)
        words, chart = cut_left(inset(room, pad, pad), wide, pad)
        stack([self._named, self._said], words, pad)
        self.chart.put(chart)

    def put_beside(self, room: QRect, side: QRect, also: Words) -> None:
        """Place the chart on the card; its words beside, over what is said besides."""
        pad = self._look.px(PAD_MM)
        self.room = room
        head, rest = cut_top(inset(room, pad, pad), self._look.px(LINE_MM), 0)
        self._named.put_middle(head)
        self.chart.put(rest)
        stack([self._said, also], side, self._look.px(self._look.mm.gap))
