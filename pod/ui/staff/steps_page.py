"""Three steps by which something leaves or comes; and what came of it."""

from typing import Literal, TypeAlias

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPen

from pod.ui.common.draw import draw_tick
from pod.ui.common.face import Face, Style
from pod.ui.common.key import Key
from pod.ui.common.labels import stack
from pod.ui.common.look import Look
from pod.ui.common.room import (
    cut_bottom,
    cut_left,
    cut_top,
    in_a_row,
    inset,
    square_in,
)
from pod.ui.common.screen import Screen
from pod.ui.common.steps_words import ThreeSteps
from pod.ui.common.words import Text
from pod.values import Value

At: TypeAlias = Literal["ready", "under_way", "done", "failed"]
Road: TypeAlias = Literal["stick", "link", "making", "taking", "update"]
"""Bundles by stick or link; a record that is made, or taken in; an update."""
STEPS: tuple[At, ...] = ("ready", "under_way", "done")
HEAD_MM, STEP_MM, MARK_MM, BAR_MM = 12.0, 22.0, 9.0, 7.0
EDGE_MM = 0.8


class Steps(Value, frozen=True):
    """By which road, how far it is, and what there is to say of it."""

    by: Road
    at: At
    lines: tuple[str, ...]
    title: str = ""
    """Where the road's own is not enough: whose record it is."""


def road_of(text: Text, by: Road) -> ThreeSteps:
    """Return what each step of a road is called."""
    exports, moves = text.room.pods.exports, text.room.moves
    roads: dict[Road, ThreeSteps] = {
        "stick": exports.steps,
        "link": exports.sending,
        "making": moves.making,
        "taking": moves.taking,
        "update": text.room.pods.updates,
    }
    return roads[by]


class StepsScreen(Screen):
    """Ids: back, go to begin or begin again, finish; none while it is under way."""

    def __init__(self, look: Look, text: Text, steps: Steps) -> None:
        super().__init__(look, text)
        self.name = f"staff-{steps.by}"
        self.at, self.share = steps.at, 0.0
        road = road_of(text, steps.by)
        self._title = self.words(steps.title or road.title, "title", spoken=False)
        self._title.outside = True
        self._go = road.go
        named = (road.first, road.second, road.third)
        self._steps = [
            self.words(f"{number}. {one}", "staff", spoken=False)
            for number, one in enumerate(named, 1)
        ]
        self._lines = [
            self.words(one, "staff_title", spoken=False) for one in steps.lines
        ]
        self._foot = self._ways()
        self._spots: list[QRect] = []
        self._bar = self._card = QRect()

    def _ways(self) -> list[Key]:
        steps, back = self.text.room.pods.exports.steps, self.text.ways.back
        match self.at:
            case "ready":
                ways = [("back", back), ("go", self._go)]
            case "failed":
                ways = [("back", back), ("go", steps.again)]
            case "done":
                ways = [("finish", steps.finish)]
            case "under_way":
                ways = []
        return [self._way(*one) for one in ways]

    def _way(self, id_: str, words: str) -> Key:
        style: Style = "plain" if id_ == "back" else "main"
        face = Face(words=words, role="staff_key", style=style)
        return self.key(id_, face, spoken=False)

    def wrote(self, done: int, of: int) -> None:
        """Let the bar show how much is there: `done` of `of`."""
        self.share = min(1.0, done / of) if of else 0.0
        self.update(self._bar)

    def arrange(self, room: QRect) -> None:
        """Place the steps in a row, what there is to say under them, the keys below."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        head, rest = cut_top(room, look.px(HEAD_MM), gap)
        self._title.put_middle(head)
        row, rest = cut_top(rest, look.px(STEP_MM), 2 * gap)
        self._spots = in_a_row(row, len(STEPS), gap)
        for words, spot in zip(self._steps, self._spots, strict=True):
            words.put_middle(spot.adjusted(look.px(MARK_MM) + 2 * gap, 0, -gap, 0))
        foot, rest = cut_bottom(rest, look.px(look.mm.target), gap)
        for key, place in zip(self._foot, in_a_row(foot, 3, gap), strict=False):
            key.setGeometry(place)
        self._card = rest
        inside = inset(rest, 2 * gap, gap)
        if self.at == "under_way":
            self._bar, inside = cut_bottom(inside, look.px(BAR_MM), gap)
        drop = (inside.bottom() - stack(self._lines, inside, look.px(3)).bottom) // 2
        stack(self._lines, inside.adjusted(0, max(0, drop), 0, 0), look.px(3))

    def paint_page(self, painter: QPainter) -> None:
        """Paint each step with its mark, the card, and the bar while it is written."""
        look, radius = self.look, self.look.px(self.look.mm.radius)
        reached = STEPS.index("ready" if self.at == "failed" else self.at)
        for place, spot in enumerate(self._spots):
            edge = QPen(look.colour("outline"))
            if place == reached:
                edge = QPen(look.colour("main"), look.px(EDGE_MM))
            painter.setPen(edge)
            painter.setBrush(look.colour("card" if place == reached else "panel"))
            painter.drawRoundedRect(spot, radius, radius)
            if place < reached:
                self._tick(painter, spot)
        painter.setPen(look.colour("outline"))
        painter.setBrush(look.colour("card"))
        painter.drawRoundedRect(self._card, radius, radius)
        if self.at == "under_way":
            self._paint_bar(painter)

    def _tick(self, painter: QPainter, spot: QRect) -> None:
        look, gap = self.look, self.look.px(self.look.mm.gap)
        left, _ = cut_left(spot.adjusted(gap, 0, 0, 0), look.px(MARK_MM), 0)
        draw_tick(painter, look, square_in(left, look.px(MARK_MM)))

    def _paint_bar(self, painter: QPainter) -> None:
        look, radius = self.look, self.look.px(1.5)
        painter.setPen(look.colour("outline"))
        painter.setBrush(look.colour("panel"))
        painter.drawRoundedRect(self._bar, radius, radius)
        full = QRect(self._bar)
        full.setWidth(round(self._bar.width() * self.share))
        if full.width():
            painter.setBrush(look.colour("main"))
            painter.drawRoundedRect(full, radius, radius)
