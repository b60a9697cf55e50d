"""Everybody who needs a person, in rows: whom nobody has answered comes first."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pod.desk import Around
from pod.desk.help import HelpBoard, NeedsPerson
from pod.ui.common.face import Face
from pod.ui.common.key import Key
from pod.ui.common.look import Look
from pod.ui.common.room import in_a_column
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.staff.concern_told import age, pressed_where, standing, telling, who
from pod.ui.staff.needs import PART, calls, icon_of
from pod.ui.staff.rail import Rail

ROW_MM = 22.0


class WaitingScreen(Screen):
    """Everybody who waits, whom nobody has answered first. Ids: need:REF, more:N."""

    name = "staff-help-all"

    def __init__(
        self, look: Look, text: Text, board: HelpBoard, around: Around, first: int = 0
    ) -> None:
        super().__init__(look, text)
        self._rail = Rail(self, PART, around)
        self._first, self._board = first, board
        self._rows = [self._row(one) for one in board.needs]
        quiet = "" if board.needs else text.seeing_to.help.quiet
        self._quiet = self.words(quiet, "staff_title", spoken=False)
        more = Face(words="", role="staff_key", icon="next")
        self._more = self.key("more", more, spoken=False)

    def _row(self, need: NeedsPerson) -> Key:
        text, board = self.text, self._board
        who_ = who(text, need)
        first = ". ".join(filter(None, (pressed_where(text, need), who_)))
        said = f"{first}. {age(text, need, board.now)}"
        stands = f"{standing(text, need)} {telling(text, need, board.second)}"
        face = Face(
            words=f"{said}\n{stands.rstrip()}",
            icon=icon_of(need),
            style="danger" if calls(need) else "plain",
            shape="left",
            role="staff_key",
            icon_mm=10,
            outside=True,
        )
        return self.key(f"need:{need.concern}", face, spoken=False)

    def activated(self, id_: str) -> None:
        """Show those after the last in view, then the first ones again."""
        if id_ == "more":
            self._first = self._first + self._fits() - 1
            if self._first >= len(self._rows):
                self._first = 0
            self.lay()
        else:
            self.choose(id_)

    def _fits(self) -> int:
        gap = self.look.mm.gap
        high = self._space.height() / self.look.panel.px_per_mm
        return max(2, int((high + gap) // (ROW_MM + gap)))

    def arrange(self, room: QRect) -> None:
        """Place as many rows as there is room for, and the way to the rest."""
        gap = self.look.px(self.look.mm.gap)
        self._space = self._rail.put(room)
        fits = self._fits()
        places = in_a_column(self._space, fits, gap)
        many = len(self._rows) > fits
        shown = self._rows[self._first : self._first + fits - many]
        for key in self._rows:
            key.setVisible(key in shown)
        for key, place in zip(shown, places, strict=False):
            key.setGeometry(place)
        self._more.setVisible(many)
        left = len(self._rows) - len(shown)
        words = self.text.seeing_to.help.more.format(count=left)
        self._more.reface(Face(words=words, role="staff_key", after="next"))
        self._more.setGeometry(places[-1])
        if self._quiet.text():
            self._quiet.put_middle(self._space)

    def paint_page(self, painter: QPainter) -> None:
        """Paint the ground of the parts."""
        self._rail.paint(painter)
