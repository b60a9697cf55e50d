"""A question to staff with fixed choices: one tap, no form."""

from collections.abc import Sequence

from PySide6.QtCore import QRect

from pod.ui.common.face import Face
from pod.ui.common.key import Key, make_even
from pod.ui.common.look import Look
from pod.ui.common.room import cut_bottom, cut_left, cut_top, in_a_column, in_a_row
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.values import Value

ACROSS, MOST = 3, 12
HEAD_MM, BACK_MM, BESIDE_MM = 11.0, 48.0, 60.0


class Choices(Value, frozen=True, kw_only=True):
    """What is asked, and each choice by id with its words; `below` stands by the title.

    `beside` is one more way on, beside back. `outside`: the choices hold names.
    """

    name: str
    title: str
    choices: tuple[tuple[str, str], ...]
    below: str = ""
    beside: tuple[str, str] = ("", "")
    outside: bool = False


class ChoosingScreen(Screen):
    """Ids: those of the choices, back, and what stands beside it."""

    def __init__(self, look: Look, text: Text, asked: Choices) -> None:
        super().__init__(look, text)
        self.name = asked.name
        self._title = self.words(asked.title, "title", spoken=False)
        self._below = self.words(asked.below, "staff", spoken=False)
        self._below.align = "right"
        self._keys_ = [
            self.key(
                id_,
                Face(words=words, role="staff_key", outside=asked.outside),
                spoken=False,
            )
            for id_, words in asked.choices[:MOST]
        ]
        back = Face(words=text.ways.back, icon="back", role="staff_key")
        self._back = self.key("back", back, spoken=False)
        beside, words = asked.beside
        face = Face(words=words, role="staff_key")
        self._beside = self.key(beside, face, spoken=False) if beside else None

    def arrange(self, room: QRect) -> None:
        """Place the question on top, the choices in rows of three, back below."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        head, rest = cut_top(room, look.px(HEAD_MM), gap)
        title, below = cut_left(head, head.width() * 3 // 4, gap)
        self._title.put_middle(title)
        self._below.put_middle(below)
        foot, rest = cut_bottom(rest, look.px(look.mm.target), gap)
        back, foot = cut_left(foot, look.px(BACK_MM), gap)
        self._back.setGeometry(back)
        if self._beside is not None:
            self._beside.setGeometry(cut_left(foot, look.px(BESIDE_MM), 0)[0])
        for key, place in zip(self._keys_, _grid(self._keys_, rest, gap), strict=True):
            key.setGeometry(place)
        make_even(self._keys_)


def _grid(keys: Sequence[Key], room: QRect, gap: int) -> list[QRect]:
    rows = max(1, -(-len(keys) // ACROSS))
    places = in_a_column(room, rows, gap)
    return [one for row in places for one in in_a_row(row, ACROSS, gap)][: len(keys)]
