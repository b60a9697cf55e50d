"""Who is booked next, on a card: name and cell, when, and if there is time enough."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pod.desk import NextBooked
from pod.ui.common.icons import draw_icon
from pod.ui.common.labels import stack
from pod.ui.common.room import cut_bottom, cut_left
from pod.ui.common.screen import Screen
from pod.ui.common.words import minutes

ICON_MM, BESIDE_MM = 6.0, 9.0


class NextCard:
    """The words of the card, and the icons beside its lines; `pod` where it is said."""

    def __init__(self, screen: Screen, one: NextBooked, pod: str = "") -> None:
        self._look, text = screen.look, screen.text
        self._name = screen.words(one.first_name, "display")
        self._cell = screen.words(text.staff.cell.format(cell=one.cell))
        self._name.outside = self._cell.outside = True
        words = text.diary.today
        about = minutes(text, one.minutes)
        said = [("clock", words.at.format(time=one.starts, minutes=about))]
        if pod:
            said.append(("screen", pod))
        if one.late:
            said.append(("clash", words.late))
        if one.lock_up:
            form = words.enough if one.enough else words.not_enough
            icon = "calendar" if one.enough else "clash"
            said.append((icon, form.format(time=one.lock_up)))
        said += [("note", text.diary.alerts[alert]) for alert in one.alerts]
        self._lines = [(icon, screen.words(line, "staff")) for icon, line in said]
        self._spots: list[tuple[str, QRect]] = []

    def put(self, room: QRect) -> None:
        """Place name and cell over the lines, all of it in the middle of the room."""
        look, gap = self._look, self._look.px(1.5)
        across, names = room.width() - look.px(BESIDE_MM), [self._name, self._cell]
        for step in range(1, len(look.steps("staff"))):
            heights = [words.lines(across, step).height for _, words in self._lines]
            below, above = cut_bottom(room, sum(heights) + gap * len(heights), 2 * gap)
            stacked = stack(names, above, look.px(4))
            if stacked.size_px:
                break
        drop = max(0, (above.bottom() - stacked.bottom) // 2)
        stack(names, above.adjusted(0, drop, 0, 0), look.px(4))
        self._place_lines(below.adjusted(0, -drop, 0, -drop), heights, gap)

    def _place_lines(self, room: QRect, heights: list[int], gap: int) -> None:
        look, y = self._look, room.y()
        self._spots = []
        for (icon, words), height in zip(self._lines, heights, strict=True):
            row = QRect(room.x(), y, room.width(), height)
            at, beside = cut_left(row, look.px(ICON_MM), look.px(BESIDE_MM - ICON_MM))
            words.put_middle(beside)
            self._spots.append((icon, at))
            y += height + gap

    def paint(self, painter: QPainter) -> None:
        """Paint the icons."""
        look, size = self._look, self._look.px(ICON_MM)
        for icon, room in self._spots:
            colour = look.colour("attention" if icon == "clash" else "muted")
            draw_icon(painter, look.icon(icon), cut_left(room, size, 0)[0], colour)
