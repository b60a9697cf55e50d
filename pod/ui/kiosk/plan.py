"""Where I am and what is next: circles and words, never a percentage."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPen

from pod.desk import StepState
from pod.ui.common.actions import cut_row, place_row
from pod.ui.common.face import Face
from pod.ui.common.icons import draw_icon
from pod.ui.common.labels import Words, stack
from pod.ui.common.look import Look
from pod.ui.common.room import cut_bottom, cut_right, cut_top, in_a_row, square_in
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text, minutes
from pod.values import Value

MOST = 4
CIRCLE_MM, LEAST_MM, RING_MM = 22.4, 12.0, 26.5
CLOCK_MM = 26.0


class Facts(Value, frozen=True, kw_only=True):
    """The sitting: its parts in order, and how long the present one takes."""

    titles: tuple[str, ...]
    icons: tuple[str, ...]
    states: tuple[StepState, ...]
    minutes: int
    clock: str
    resuming: bool = False


class PlanScreen(Screen):
    """Id: start. At most four parts are drawn, around the present one."""

    name = "plan"
    roomy = True

    def __init__(self, look: Look, text: Text, facts: Facts) -> None:
        super().__init__(look, text)
        self._facts, words = facts, text.plan
        self._now = facts.states.index("now") if "now" in facts.states else 0
        self._first = max(0, min(self._now - 1, len(facts.titles) - MOST))
        self._seen = range(self._first, min(self._first + MOST, len(facts.titles)))
        part = words.part.format(number=self._now + 1, of=len(facts.titles))
        self._title = self.words(part, "display")
        self._clock = self.words(facts.clock, spoken=False)
        self._clock.colour, self._clock.align = "muted", "right"
        self._pairs = [self._pair(number) for number in self._seen]
        lines = [words.kept] if facts.resuming else []
        about = words.about.format(minutes=minutes(text, facts.minutes))
        self._lines = [self.words(line) for line in (*lines, about)]
        label = text.ways.carry_on if facts.resuming else words.start
        face = Face(words=label, after="start", style="main")
        self._start = self.key("start", face)
        self._circles: list[QRect] = []
        self._icon = QRect()

    def _pair(self, number: int) -> tuple[Words, Words]:
        state = self._facts.states[number]
        now = state == "now"
        title = self.words(self._facts.titles[number], "strong" if now else "body")
        word = self.words(
            str(getattr(self.text.plan, state)), "strong" if now else "body"
        )
        word.colour = "muted"
        title.align = word.align = "centre"
        return title, word

    def tell_time(self, clock: str) -> None:
        """Show another time, in place."""
        self._clock.setText(clock)
        self.lay()

    def arrange(self, room: QRect) -> None:
        """Title, circles with their words, and the one way on."""
        look = self.look
        row, rest = cut_row(look, room, main=True)
        free = place_row(look, row, [self._start])
        self._place_lines(free)
        top, rest = cut_top(rest, look.px(13 if look.large else 16), look.px(2))
        clock, title = cut_right(top, look.px(CLOCK_MM), look.px(look.mm.gap))
        self._title.put(title.adjusted(0, look.px(2), 0, 0))
        self._clock.put(clock.adjusted(0, look.px(1.6), 0, 0))
        self._place_steps(rest)

    def _place_lines(self, free: QRect) -> None:
        look = self.look
        self._icon, space = QRect(free), free
        self._icon.setWidth(look.px(8.2))
        space = free.adjusted(look.px(13), 0, 0, 0)
        stacked = stack(self._lines, space, look.px(4.5))
        drop = max(0, (space.y() + space.height() - stacked.bottom) // 2)
        stack(self._lines, space.adjusted(0, drop, 0, 0), look.px(4.5))

    def _place_steps(self, rest: QRect) -> None:
        """Give the words what they need, in one size, and the circles what remains."""
        look = self.look
        cells = in_a_row(rest, len(self._seen), look.px(2))
        gap, pad = look.px(2.6), look.px(3)
        tall = rest.height() - look.px(LEAST_MM + RING_MM - CIRCLE_MM) - pad
        rooms = [cut_bottom(cell, tall, 0)[0] for cell in cells]
        step = max(stack(*one, gap).step for one in self._cells(rooms))
        used = [
            stack(*one, gap, step).bottom - one[1].y() for one in self._cells(rooms)
        ]
        size = min(look.px(RING_MM), rest.height() - max(used) - pad)
        parts = [cut_top(cell, size, pad) for cell in cells]
        self._circles = [square_in(top, size) for top, _ in parts]
        for one in self._cells([low for _, low in parts]):
            stack(*one, gap, step)

    def _cells(
        self, rooms: Sequence[QRect]
    ) -> Sequence[tuple[tuple[Words, Words], QRect]]:
        """Return each part's words with the room they have."""
        return list(zip(self._pairs, rooms, strict=True))

    def paint_page(self, painter: QPainter) -> None:
        """Paint the way: shape, not colour alone, tells done from now and later."""
        look = self.look
        draw_icon(painter, look.icon("clock"), self._icon, look.colour("ink"))
        for place in range(len(self._circles) - 1):
            self._paint_line(painter, place)
        for circle, number in zip(self._circles, self._seen, strict=False):
            self._paint_circle(painter, circle, number)

    def _paint_line(self, painter: QPainter, place: int) -> None:
        look, (a, b) = self.look, self._circles[place : place + 2]
        done = self._facts.states[self._first + place] == "done"
        line = look.px(look.mm.edge) if done else look.px(look.mm.outline)
        colour = look.colour("main" if done else "outline")
        style = Qt.PenStyle.SolidLine if done else Qt.PenStyle.DotLine
        painter.setPen(QPen(colour, line, style))
        gap = QPoint(look.px(0.6), 0)
        painter.drawLine(
            QPoint(a.right(), a.center().y()) + gap,
            QPoint(b.left(), b.center().y()) - gap,
        )

    def _paint_circle(self, painter: QPainter, circle: QRect, number: int) -> None:
        look, state = self.look, self._facts.states[number]
        middle = QPointF(circle.center())
        line = look.px(look.mm.outline)
        radius = circle.width() * CIRCLE_MM / RING_MM / 2
        main = look.colour("main")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        match state:
            case "done":
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(main)
            case "now":
                edge = look.px(look.mm.edge)
                around = (circle.width() - edge) / 2
                painter.setPen(QPen(main, edge))
                painter.drawEllipse(middle, around, around)
                painter.setPen(QPen(main, line))
                painter.setBrush(look.colour("selected"))
            case "later":
                painter.setPen(
                    QPen(look.colour("outline"), line + 1, Qt.PenStyle.DashLine)
                )
        painter.drawEllipse(middle, radius, radius)
        name = "done" if state == "done" else self._facts.icons[number]
        inks = {"done": "main_ink", "now": "main", "later": "ink"}
        spot = square_in(circle, round(radius * 0.95))
        draw_icon(painter, look.icon(name), spot, look.colour(inks[state]))
