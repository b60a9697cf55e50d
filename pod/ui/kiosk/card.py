"""One idea: a title, at most two lines, an icon or figures, ways on."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from pod.script import Arrows, Card, Choice, Figure, Ink
from pod.ui.common.actions import cut_row, place_equal, place_row
from pod.ui.common.draw import draw_panel
from pod.ui.common.face import ARROWS, Face
from pod.ui.common.icons import draw_icon
from pod.ui.common.labels import stack
from pod.ui.common.look import Look
from pod.ui.common.paint import paint_figure
from pod.ui.common.room import cut_bottom, cut_left, cut_top, in_a_row, inset
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.kiosk.stepline import StepLine

PANEL_MM, FIGURE_MM, FIGURE_SCALE = 56.1, 45.6, 0.58


class CardScreen(Screen):
    """Any card of a script; ids: those of its choices."""

    name = "card"

    def __init__(self, look: Look, text: Text, card: Card) -> None:
        super().__init__(look, text)
        self._card = card
        self._step = StepLine(self, card.step) if card.step else None
        self._title = self.words(card.title, "title")
        self._figures = [
            self.words(one.words.replace(": ", ":\n", 1), "figure")
            for one in card.figures
        ]
        self._lines = [self.words(line) for line in card.lines]
        for one in (self._title, *self._lines):
            one.outside = True
        ordered = sorted(card.choices, key=lambda choice: choice.main)
        self._ways = [self.key(one.id, way_face(one)) for one in ordered]
        self._panel, self._stepped = QRect(), True
        self._grounds: list[QRect] = []

    def arrange(self, room: QRect) -> None:
        """Words above, the action row below."""
        look = self.look
        main = any(choice.main for choice in self._card.choices)
        row, rest = cut_row(look, room, main=main or not look.large)
        if main or len(self._ways) == 1:
            place_row(look, row, self._ways)
        else:
            place_equal(look, row, self._ways)
        if self._figures:
            self._with_figures(self._below_step(rest))
        elif not self._with_icon(self._below_step(rest)) and self._step is not None:
            self._stepped = False
            self._step.words.setVisible(False)
            self._with_icon(rest)

    def _below_step(self, room: QRect) -> QRect:
        """Place the step; where words would be cut off below it, it gives way."""
        if self._step is None:
            return room
        self._stepped = True
        self._step.words.setVisible(True)
        return self._step.put(room)

    def _with_icon(self, room: QRect) -> bool:
        """Place words beside the icon; tell whether they find room."""
        look = self.look
        room = room.adjusted(0, 0, 0, -look.px(2))
        if self._card.icon:
            size = min(look.px(PANEL_MM), room.height())
            width = look.px(30) if look.large else size
            self._panel, room = cut_left(room, width, look.px(12))
            self._panel.setHeight(size)
            room = room.adjusted(0, 0, 0, size - room.height())
        words = [self._title, *self._lines]
        stacked = stack(words, room.adjusted(0, look.px(1), 0, 0), look.px(9))
        spare = (room.bottom() - stacked.bottom) // 2
        if spare > 0:
            stack(words, room.adjusted(0, spare, 0, 0), look.px(9))
        return stacked.size_px > 0

    def _with_figures(self, room: QRect) -> None:
        look = self.look
        gap = look.px(look.mm.gap)
        title, rest = cut_top(room, self._title.put(room), look.px(look.mm.pad))
        rest.setTop(max(rest.y(), title.y() + look.px(14.6)))
        if self._lines:
            high = look.px(9.5 if look.large else 8.5) * len(self._lines)
            low, rest = cut_bottom(rest, high, gap)
            stack(self._lines, low.adjusted(0, look.px(1.5), 0, 0), look.px(4))
        rest.setHeight(min(rest.height(), look.px(FIGURE_MM)))
        self._grounds = in_a_row(rest, len(self._figures), gap)
        for panel, words in zip(self._grounds, self._figures, strict=True):
            taken = self._ground_of(panel).width() + look.px(8)
            words.put_middle(panel.adjusted(taken, gap // 2, -gap, -gap // 2))

    def _ground_of(self, panel: QRect) -> QRect:
        pad = self.look.px(self.look.mm.gap)
        inside = inset(panel, pad, pad)
        width = min(inside.height(), panel.width() * 2 // 5)
        return cut_left(inside, width, 0)[0]

    def paint_page(self, painter: QPainter) -> None:
        """Paint step, icon and figures."""
        look = self.look
        if self._step is not None and self._stepped:
            self._step.paint(painter)
        if self._card.icon and not self._figures:
            draw_panel(painter, look, self._panel)
            size = min(self._panel.width() - look.px(6), look.px(30))
            spot = QRect(0, 0, size, size)
            spot.moveCenter(self._panel.center())
            draw_icon(painter, look.icon(self._card.icon), spot, look.colour("accent"))
        for panel, figure in zip(self._grounds, self._card.figures, strict=False):
            draw_panel(painter, look, panel)
            ground = self._ground_of(panel)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.task_colour("ground"))
            painter.drawRoundedRect(QRectF(ground), 9, 9)
            fill = min(ground.width(), ground.height()) / look.px(39.8)
            scale = FIGURE_SCALE * fill * shrink(figure)
            paint_figure(painter, look, ground, figure.shape, scale)


def way_face(choice: Choice) -> Face:
    """Return how a way on looks: arrows that lead on stand behind the words."""
    behind = choice.icon in ARROWS and choice.icon != "back"
    return Face(
        words=choice.words,
        icon="" if behind else choice.icon,
        after=choice.icon if behind else "",
        style="main" if choice.main else "plain",
    )


def shrink(figure: Figure) -> float:
    """Return how much smaller a figure is drawn so that all of it is in the card."""
    match figure.shape:
        case Arrows():
            return 0.45
        case Ink():
            return 0.56
        case shape if shape.at != "middle":
            return 0.46
        case shape:
            return 0.82 if shape.stop else 1.0
