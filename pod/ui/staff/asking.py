"""A question of the training with its three answers, one under another."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pod.ui.common.draw import draw_panel
from pod.ui.common.face import Face
from pod.ui.common.key import make_even
from pod.ui.common.look import Look
from pod.ui.common.room import cut_bottom, cut_left, cut_top, in_a_column, inset
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.values import Value

HEAD_MM, BACK_MM = 24.0, 48.0


class Asked(Value, frozen=True, kw_only=True):
    """What is asked, and the answers in the order dealt, each by its own place."""

    asks: str
    answers: tuple[tuple[int, str], ...]


class AskingScreen(Screen):
    """Ids: answer:PLACE for each answer, and back."""

    name = "staff-training-question"

    def __init__(self, look: Look, text: Text, asked: Asked) -> None:
        super().__init__(look, text)
        self._asks = self.words(asked.asks, "staff_title", spoken=False)
        self._answers = [
            self.key(
                f"answer:{place}",
                Face(words=words, role="staff_key", shape="left"),
                spoken=False,
            )
            for place, words in asked.answers
        ]
        back = Face(words=text.ways.back, icon="back", role="staff_key")
        self._back = self.key("back", back, spoken=False)
        self._card = QRect()

    def arrange(self, room: QRect) -> None:
        """Place the question on top, the answers below it, back at the foot."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        self._card, rest = cut_top(room, look.px(HEAD_MM), 2 * gap)
        self._asks.put_middle(inset(self._card, 2 * gap, gap))
        foot, rest = cut_bottom(rest, look.px(look.mm.target), 2 * gap)
        self._back.setGeometry(cut_left(foot, look.px(BACK_MM), 0)[0])
        places = in_a_column(rest, len(self._answers), gap)
        for key, place in zip(self._answers, places, strict=True):
            key.setGeometry(place)
        make_even(self._answers)

    def paint_page(self, painter: QPainter) -> None:
        """Paint a panel behind the question."""
        draw_panel(painter, self.look, self._card)
