"""A sentence built from cards: what was chosen above, the next part chosen below."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pod.script import Build
from pod.ui.common.actions import cut_row, place_row
from pod.ui.common.draw import draw_panel
from pod.ui.common.face import Face
from pod.ui.common.icons import draw_icon
from pod.ui.common.look import Look
from pod.ui.common.room import cut_left, cut_top, in_a_row, square_in
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.kiosk.card import way_face

ICON_MM, PANEL_MM, KEEP = 9.6, 17.7, "keep"


class BuildScreen(Screen):
    """Ids: those of the choices and ways, and `keep`, which goes on with the mark."""

    name = "build"

    def __init__(self, look: Look, text: Text, build: Build) -> None:
        super().__init__(look, text)
        self._build, self._marked = build, ""
        self._lead = self.words(build.lead, "title")
        self._given = self.words(build.given.words)
        self._ask = self.words(build.ask, "title")
        self._choices = [
            self.key(one.id, Face(words=one.words, icon=one.icon, shape="over"))
            for one in build.choices
        ]
        self._ways = [self.key(way.id, way_face(way)) for way in build.ways]
        kept = Face(words=build.keep, icon="done", style="main")
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
        place_row(look, row, [*self._ways, self._keep])
        top, rest = cut_top(rest, look.px(PANEL_MM), gap)
        self._place_given(top, gap)
        ask, rest = cut_top(rest, self._ask.put(rest), gap)
        self._ask.put(ask)
        cells = in_a_row(rest, len(self._choices), gap)
        for key, cell in zip(self._choices, cells, strict=True):
            key.setGeometry(cell)

    def _place_given(self, top: QRect, gap: int) -> None:
        look = self.look
        wide = min(self._lead.lines(top.width()).width, top.width() // 3)
        lead, self._panel = cut_left(top, wide, look.px(look.mm.pad))
        self._lead.put_middle(lead)
        inside = self._panel.adjusted(2 * gap, 0, -gap, 0)
        if self._build.given.icon:
            spot, inside = cut_left(inside, look.px(ICON_MM), 2 * gap)
            self._icon = square_in(spot, look.px(ICON_MM))
        self._given.put_middle(inside)

    def paint_page(self, painter: QPainter) -> None:
        """Paint the panel of what was chosen."""
        look, icon = self.look, self._build.given.icon
        draw_panel(painter, look, self._panel)
        if icon:
            draw_icon(painter, look.icon(icon), self._icon, look.colour("accent"))
