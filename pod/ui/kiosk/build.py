"""A sentence built from cards: what was chosen above, the next part chosen below."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pod.script import Build, Choice
from pod.ui.common.actions import cut_row
from pod.ui.common.draw import draw_panel
from pod.ui.common.face import ARROWS, Face
from pod.ui.common.icons import draw_icon
from pod.ui.common.key import Key, make_even
from pod.ui.common.look import Look
from pod.ui.common.room import cut_left, cut_right, cut_top, in_a_row, square_in
from pod.ui.common.said import Ears
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.kiosk.card import way_face

ICON_MM, PANEL_MM, KEEP = 9.6, 17.7, "keep"
PANELS_LOW_MM = (12.0, 17.2)
CARD_MM, PICTURE_MM, SMALL_MM = 40.0, 15.0, 8.5
LEAST_CARD_MM, LEAST_WAY_MM, CLOSER_MM = 26.0, 44.2, 5.0


class BuildScreen(Screen):
    """Ids: those of the choices and ways, and `keep`, which goes on with the mark.

    A mark that was not kept is not an answer: after a Pause nothing is marked.
    """

    name = "build"
    ears = Ears(words=True, keys=True)

    def __init__(self, look: Look, text: Text, build: Build) -> None:
        super().__init__(look, text)
        self._build, self._marked = build, ""
        self._lead = self.words(build.lead, "title")
        self._given = self.words(build.given.words)
        self._ask = self.words(build.ask, "title")
        self._choices = [self.key(one.id, card_face(one)) for one in build.choices]
        self._ways = [self.key(way.id, way_face(way)) for way in build.ways]
        self._faces = [way_face(way) for way in build.ways]
        onward = build.keep == text.ways.next
        kept = Face(
            words=build.keep,
            icon="" if onward else "done",
            after="next" if onward else "",
            style="main",
        )
        self._keep = self.key(KEEP, kept)
        self._keep.setEnabled(False)
        self._panel = self._icon = QRect()

    def activated(self, id_: str) -> None:
        """Mark a choice; keep the one marked; or take a way off the page."""
        if id_ == KEEP:
            self.choose(self._marked)
        elif id_ in {choice.id for choice in self._build.choices}:
            self._marked = id_
            for key in self._choices:
                key.choose(on=key.id == id_)
            self._keep.setEnabled(True)
        else:
            self.choose(id_)

    def arrange(self, room: QRect) -> None:
        """Place the sentence so far, the cards it may go on with, and the ways on."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        row, rest = cut_row(look, room, main=True)
        self._place_ways(row)
        if self._build.given.words:
            rest = self._given_above(rest, gap)
        least = look.px(max(LEAST_CARD_MM, look.mm.target))
        below = gap if look.steady else look.px(look.mm.pad)
        words = rest.adjusted(0, 0, 0, -least - look.px(look.mm.pad))
        ask, rest = cut_top(rest, self._ask.put(words), below)
        cards = QRect(rest)
        cards.setHeight(min(rest.height(), look.px(CARD_MM)))
        spare = rest.height() - cards.height()
        self._ask.put(ask.translated(0, spare // 3))
        cards.translate(0, spare * 2 // 3)
        self._place_cards(cards, gap)

    def _place_cards(self, room: QRect, gap: int) -> None:
        """Place the cards, with their pictures as large as leaves room for words."""
        for size_mm in (PICTURE_MM, (PICTURE_MM + SMALL_MM) / 2, SMALL_MM):
            cells = in_a_row(room, len(self._choices), gap)
            for key, cell in zip(self._choices, cells, strict=True):
                key.face = replace(key.face, icon_mm=size_mm, step=0)
                key.setGeometry(cell)
            if all(_full(key) for key in self._choices):
                break
        make_even(self._choices)

    def _place_ways(self, row: QRect) -> None:
        """Place the ways on; where they crowd the row, arrows give way to words."""
        look = self.look
        keys = [*self._ways, self._keep]
        for key, face in zip(self._ways, self._faces, strict=True):
            key.face = face
        natural = [key.natural_width() for key in keys]
        wide = [max(width, look.px(LEAST_WAY_MM)) for width in natural]
        over = sum(natural) + look.px(look.mm.gap) * (len(keys) - 1) - row.width()
        less = min(look.px(CLOSER_MM), max(0, ceil(over / len(keys))))
        for widths in (wide, [width - less for width in natural]):
            if self._set_row(row, widths):
                return
        for key, face in zip(self._ways, self._faces, strict=True):
            key.face = replace(face, icon=_kept(face.icon), after=_kept(face.after))
        least = look.px(look.mm.target)
        bare = [max(least, key.natural_width()) for key in self._ways]
        taken = sum(bare) + look.px(look.mm.gap) * len(bare)
        self._set_row(row, [*bare, row.width() - taken])

    def _set_row(self, row: QRect, widths: Sequence[int]) -> bool:
        """Set ways at the left and the main one at the right, if they find room."""
        gap = self.look.px(self.look.mm.gap)
        if sum(widths) + gap * (len(widths) - 1) > row.width():
            return False
        *ways, keep = widths
        self._keep.setGeometry(cut_right(row, keep, 0)[0])
        for key, width in zip(self._ways, ways, strict=True):
            place, row = cut_left(row, width, gap)
            key.setGeometry(place)
        return True

    def _given_above(self, room: QRect, gap: int) -> QRect:
        """Place what was chosen at the top; return the room below its panel.

        Above cards for hands that shake it is as low as its words allow.
        """
        for high_mm in PANELS_LOW_MM if self.look.steady else (PANEL_MM,):
            top, rest = cut_top(room, self.look.px(high_mm), gap)
            self._place_given(top, gap)
            if self._panel.contains(self._given.ink()):
                break
        return rest

    def _place_given(self, top: QRect, gap: int) -> None:
        look = self.look
        self._panel, inside = top, top.adjusted(2 * gap, 0, -gap, 0)
        if self._build.lead:
            wide = min(self._lead.lines(top.width()).width, top.width() * 2 // 5)
            lead, self._panel = cut_left(top, wide, look.px(look.mm.pad))
            self._lead.put_middle(lead)
            inside = self._panel.adjusted(2 * gap, 0, -gap, 0)
        if self._build.given.icon:
            spot, inside = cut_left(inside, look.px(ICON_MM), 2 * gap)
            self._icon = square_in(spot, look.px(ICON_MM))
        self._given.put_middle(inside)

    def paint_page(self, painter: QPainter) -> None:
        """Paint the panel of what was chosen."""
        look, given = self.look, self._build.given
        if not given.words:
            return
        draw_panel(painter, look, self._panel)
        if given.icon:
            draw_icon(painter, look.icon(given.icon), self._icon, look.colour("accent"))


def card_face(choice: Choice) -> Face:
    """Return how a card looks: a picture, or a ring as full as its level, and words."""
    return Face(words=choice.words, icon=choice.icon, level=choice.level, shape="over")


def _full(key: Key) -> bool:
    """Tell whether a card's words are at their full size and inside it."""
    lines = key.placed().lines
    whole = lines.size_px == key.look.steps("key")[0][0]
    return whole and key.geometry().contains(key.ink())


def _kept(icon: str) -> str:
    return "" if icon in ARROWS else icon
