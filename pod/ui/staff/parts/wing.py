"""The wing board as a part of the staff's room; a pod not linked shows itself alone."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pod import desk
from pod.desk import Around
from pod.desk.wing import Board, SeeBoard
from pod.ui.common.face import Face
from pod.ui.common.look import Look
from pod.ui.common.room import cut_bottom, cut_right
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.staff.part import Here
from pod.ui.staff.rail import Rail
from pod.ui.staff.tiles import TileBoard, is_calling
from pod.wing.board import Tile

NOTE_MM, MORE_MM = 8.0, 24.0


class WingPart:
    """How every pod of the wing stands."""

    name = "wing"
    told = Board

    def __init__(self, room: Here) -> None:
        self._room = room

    def asks(self) -> desk.Request:
        """Ask how every pod stands."""
        return SeeBoard()

    def page(self, told: Board, around: Around) -> Screen:
        """Show the tiles that there is room for, whoever needs help first."""
        return WingScreen(self._room.look, self._room.text, told, around)

    def chosen(self, id_: str) -> None:
        """Nothing is chosen on the board: what needs somebody is the next part's."""


class WingScreen(Screen):
    """Ids: more (other pods), and those of the rail."""

    name = "staff-wing"

    def __init__(self, look: Look, text: Text, board: Board, around: Around) -> None:
        super().__init__(look, text)
        self._board, self._first = board, 0
        note = text.wing.away if board.away else "" if board.tiles else text.wing.none
        self._note = self.words(note, "staff", spoken=False)
        self._tiles = TileBoard(self)
        more = Face(words=text.staff.more, role="staff_key")
        self._more = self.key("more", more, spoken=False)
        self._rail = Rail(self, WingPart.name, around)

    def activated(self, id_: str) -> None:
        """Turn to other pods, or pass on what was chosen."""
        if id_ == "more":
            self._first += 1
            self.lay()
        else:
            self.choose(id_)

    def arrange(self, room: QRect) -> None:
        """Lay out the tiles; where not all fit, who needs help comes first."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        rest = self._rail.put(room)
        if self._note.text():
            note, rest = cut_bottom(rest, look.px(NOTE_MM), gap)
            self._note.put_middle(note)
        tiles: Sequence[Tile] = self._board.tiles
        all_fit = len(tiles) <= self._tiles.fit(rest)
        self._more.setVisible(not all_fit)
        if not all_fit:
            side, rest = cut_right(rest, look.px(MORE_MM), gap)
            more, _ = cut_bottom(side, look.px(look.mm.target), 0)
            self._more.setGeometry(more)
            tiles = self._turned(self._tiles.fit(rest))
        self._tiles.show(tiles)
        self._tiles.put(rest)

    def _turned(self, fit: int) -> Sequence[Tile]:
        """Return the tiles of the page that is turned to."""
        tiles = sorted(self._board.tiles, key=lambda one: not is_calling(one))
        pages = -(-len(tiles) // fit)
        first = (self._first % pages) * fit
        return tiles[first : first + fit]

    def paint_page(self, painter: QPainter) -> None:
        """Paint the ground of the parts and of the tiles."""
        self._rail.paint(painter)
        self._tiles.paint(painter)


PART = WingPart
