"""The tiles of the wing board: how each pod stands, in words, a picture and a ground.

State is never told by colour alone, and red stands for nothing but a call for help.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from pod.ui.common.icons import draw_icon
from pod.ui.common.labels import Words
from pod.ui.common.look import Look
from pod.ui.common.room import cut_right, cut_top, inset
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.wing.board import Shown, Tile

LEAST_MM = (41.0, 34.0)
"""No tile is narrower or lower than this."""
ICON_MM, INSIDE_MM, APART_MM = 8.5, 2.0, 0.5
SPARE_MM, ROOMY_MM = 3.0, 70.0
ROWS_MM: Sequence[tuple[float, float, float]] = (
    (44.0, 11.5, 13.7),
    (36.5, 7.2, 12.8),
    (0.0, 7.2, 10.2),
)
"""From a tile's height on: how high its number stands, and its state.

The lowest are on a pod's own panel, which is read from near by.
"""
FAULT_MM = 1.0
FEW = 4
"""So many stand in one row before there is a second."""
ICONS: Mapping[Shown, str] = {"unknown": "silent"}


class TileBoard:
    """Puts a page's tiles in a grid and paints what is behind their words."""

    def __init__(self, screen: Screen) -> None:
        self._screen, self._look, self._text = screen, screen.look, screen.text
        self._tiles: tuple[Tile, ...] = ()
        self._words: list[tuple[Words, Words, Words]] = []
        self._spots: list[QRect] = []
        self._room = QRect()

    def show(self, tiles: Sequence[Tile]) -> None:
        """Show these tiles from now on; only what has changed is set anew."""
        while len(self._words) < len(tiles):
            roles = ("wing_place", "wing_state", "staff")
            place, state, more = (
                self._screen.words("", role, spoken=False) for role in roles
            )
            self._words.append((place, state, more))
        before, self._tiles = self._tiles, tuple(tiles)
        changed = [
            number
            for number, tile in enumerate(self._tiles)
            if number >= len(before) or before[number] != tile
        ]
        for number in changed:
            self._say(self._words[number], self._tiles[number])
        if len(before) != len(self._tiles):
            self.put(self._room)
        for number in changed:
            if number < len(self._spots):
                self._place(self._spots[number], self._words[number])
                self._screen.update(self._spots[number])

    def fit(self, room: QRect) -> int:
        """Return how many tiles there is room for."""
        columns, rows = self._most(room)
        return columns * rows

    def put(self, room: QRect) -> None:
        """Lay the tiles out in a room, as large as all of them can be."""
        self._room = QRect(room)
        if room.isNull():
            return
        shown = self._tiles[: self.fit(room)]
        self._spots = self._grid(room, len(shown))
        for number, words in enumerate(self._words):
            for one in words:
                one.setVisible(number < len(shown))
            if number < len(shown):
                self._place(self._spots[number], words)
        self._screen.update()

    def paint(self, painter: QPainter) -> None:
        """Paint each tile's ground, edge and picture."""
        for spot, tile in zip(self._spots, self._tiles, strict=False):
            self._paint(painter, spot, tile)

    def _most(self, room: QRect) -> tuple[int, int]:
        gap = self._look.px(self._look.mm.gap)
        wide, high = (self._look.px(one) + gap for one in LEAST_MM)
        columns, rows = (room.width() + gap) // wide, (room.height() + gap) // high
        return max(1, columns), max(1, rows)

    def _grid(self, room: QRect, count: int) -> list[QRect]:
        """Return equal places, in as few columns as there are rows for."""
        if not count:
            return []
        gap = self._look.px(self._look.mm.gap)
        most, rows = self._most(room)
        columns = min(most, max(math.ceil(count / rows), min(count, FEW)))
        rows = math.ceil(count / columns)
        wide = (room.width() + gap) // max(columns, FEW - 1)
        high = min((room.height() + gap) // rows, wide)
        return [
            QRect(room.x() + wide * x, room.y() + high * y, wide - gap, high - gap)
            for y in range(rows)
            for x in range(columns)
        ][:count]

    def _place(self, spot: QRect, words: tuple[Words, Words, Words]) -> None:
        top, state, rest = self._rows(spot)
        words[0].put_middle(cut_right(top, self._look.px(ICON_MM), 0)[1])
        words[1].put_middle(state)
        words[2].put_middle(rest)

    def _rows(self, spot: QRect) -> tuple[QRect, QRect, QRect]:
        """Return a tile's row of number and picture, of its state, and what is left."""
        look = self._look
        high, apart = spot.height(), look.px(APART_MM)
        fits = (rows for rows in ROWS_MM if high >= look.px(rows[0]))
        least_mm, top_mm, state_mm = next(fits)
        edge = look.px(INSIDE_MM)
        if spot.width() >= look.px(ROOMY_MM):
            edge += min((high - look.px(least_mm)) // 4, look.px(SPARE_MM))
        inside = inset(spot, edge, edge)
        top, rest = cut_top(inside, look.px(top_mm), apart)
        state, rest = cut_top(rest, look.px(state_mm), apart)
        return top, state, rest

    def _say(self, words: tuple[Words, Words, Words], tile: Tile) -> None:
        state = self._text.wing.states[tile.state]
        said = (tile.place, state, detail(self._text, tile))
        colour = "danger_ink" if is_calling(tile) else "ink"
        for one, text in zip(words, said, strict=True):
            one.colour = colour
            one.setText(text)
        words[0].setAccessibleName(f"{tile.place}: {state}. {said[2]}")

    def _paint(self, painter: QPainter, spot: QRect, tile: Tile) -> None:
        look, calling = self._look, is_calling(tile)
        edge, line = _edge(look, tile)
        painter.setPen(QPen(edge, line))
        painter.setBrush(_ground(look, tile))
        half = line / 2
        body = QRectF(spot).adjusted(half, half, -half, -half)
        radius = look.px(look.mm.radius)
        painter.drawRoundedRect(body, radius, radius)
        icon, _ = cut_right(self._rows(spot)[0], look.px(ICON_MM), 0)
        ink = "danger_ink" if calling else "ink"
        draw_icon(
            painter,
            look.icon(ICONS.get(tile.state, tile.state)),
            icon,
            look.colour(ink),
        )


def is_calling(tile: Tile) -> bool:
    """Tell whether somebody waits there to whom nobody is on the way."""
    return tile.state == "help" and not tile.taken_on


def detail(text: Text, tile: Tile) -> str:
    """Return the sentence under a tile's state."""
    words = text.wing
    if tile.clock:
        return words.early if tile.clock == "early" else words.late
    number = tile.minutes or 0
    nobody = words.nobody.format(number=number)
    said: Mapping[Shown, str] = {
        "free": _at(words.next_at, tile.next_at, words.no_booking),
        "in_use": words.stop.format(number=number) if number else words.stop_now,
        "paused": _at(words.kept, tile.since_at, ""),
        "help": words.taken_on if tile.taken_on else nobody,
        "fault": _fault(text, tile),
        "silent": _at(words.since, tile.silent_since, ""),
        "unknown": words.unheard,
    }
    return said[tile.state]


def _fault(text: Text, tile: Tile) -> str:
    words = text.wing
    if tile.device is None:
        return _at(words.pod_fault, tile.since_at, words.broken)
    device = words.devices[tile.device]
    return _at(words.fault.replace("{device}", device), tile.since_at, device)


def _at(form: str, moment: datetime | None, otherwise: str) -> str:
    """Fill a moment in, as it is read off a wall here."""
    if moment is None:
        return otherwise
    return form.format(clock=f"{moment.astimezone():%H:%M}")


def _ground(look: Look, tile: Tile) -> QColor:
    if is_calling(tile):
        return look.colour("danger")
    grounds = {"in_use": "selected", "paused": "panel", "silent": "panel"}
    return look.colour(grounds.get(tile.state, "card"))


def _edge(look: Look, tile: Tile) -> tuple[QColor, int]:
    """Return the colour and width of a tile's edge."""
    line = max(2, look.px(look.mm.outline))
    match tile.state:
        case "help":
            return look.colour("danger"), look.px(FAULT_MM)
        case "fault":
            return look.colour("attention"), look.px(FAULT_MM)
        case "in_use":
            return look.colour("main"), line
    return look.colour("outline"), line
