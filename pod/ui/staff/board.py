"""The wing board on the console's wall: no sign-in, for it names nobody."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pod.desk.wing import Board
from pod.ui.common.face import Face
from pod.ui.common.look import Look
from pod.ui.common.room import cut_bottom, cut_right, cut_top
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.staff.tiles import TileBoard

STAFF_MM, CLOCK_MM = 62.0, 34.0


class BoardScreen(Screen):
    """Every pod of the wing. Ids: staff."""

    name = "staff-board"

    def __init__(self, look: Look, text: Text, board: Board) -> None:
        super().__init__(look, text)
        self.board = board
        self._title = self.words("", "staff_title", spoken=False)
        self._clock = self.words("", "clock", spoken=False)
        self._clock.align = "right"
        self._note = self.words("", "staff", spoken=False)
        face = Face(words=text.wing.staff, icon="staff", role="staff_key")
        self._staff = self.key("staff", face, spoken=False)
        self._tiles = TileBoard(self)
        self.show_board(board)

    def show_board(self, board: Board) -> None:
        """Show how all stand now; a key that is being pressed stays pressed."""
        self.board, words = board, self.text.wing
        said = (
            (self._title, words.title.format(wing=board.wing)),
            (self._clock, board.clock),
            (self._note, _note(self.text, board)),
        )
        news = [(one, text) for one, text in said if one.text() != text]
        for one, text in news:
            one.setText(text)
        self._tiles.show(board.tiles)
        if news:
            self.lay()

    def arrange(self, room: QRect) -> None:
        """Lay out the head line, the tiles, and what is amiss with the board."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        head, rest = cut_top(room, look.px(look.mm.target), gap)
        staff, head = cut_right(head, look.px(STAFF_MM), 2 * gap)
        self._staff.setGeometry(staff)
        clock, head = cut_right(head, look.px(CLOCK_MM), gap)
        self._clock.put_middle(clock)
        self._title.put_middle(head)
        if self._note.text():
            note, rest = cut_bottom(rest, look.px(8.0), gap)
            self._note.put_middle(note)
        self._note.setVisible(bool(self._note.text()))
        self._tiles.put(rest)

    def paint_page(self, painter: QPainter) -> None:
        """Paint the tiles behind their words."""
        self._tiles.paint(painter)


def _note(text: Text, board: Board) -> str:
    """Return what is amiss with the board itself, if anything is."""
    if board.away:
        return text.wing.away
    return "" if board.tiles else text.wing.none
