"""Staff number, then personal code, on one page; dots, never digits."""

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPen

from pod.ui.common.face import Face
from pod.ui.common.labels import stack
from pod.ui.common.look import Look
from pod.ui.common.room import cut_bottom, cut_left, cut_top, in_a_column, in_a_row
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text

PAD = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "ok")
NUMBER_LEAST, NUMBER_MOST, CODE_LENGTH = 4, 8, 6
PAD_MM, HEAD_MM, DOT_MM, DOT_GAP_MM = 69.4, 18.0, 4.4, 3.4


class CodeScreen(Screen):
    """Ids: the digits, clear, ok, back; `entered` carries number and code."""

    entered = Signal(str, str)
    turned = Signal()
    """The page asks for something else."""

    name = "staff-code"

    def __init__(self, look: Look, text: Text) -> None:
        super().__init__(look, text)
        self._number = ""
        self._typed = ""
        words = text.code
        self._title = self.words(words.number, "title")
        self._help = self.words(words.number_help)
        self._note = self.words("", "body")
        self._pad = [self.key(id_, self._pad_face(id_), spoken=False) for id_ in PAD]
        self._back = self.key("back", Face(words=text.ways.back, icon="back"))
        self._side = QRect()
        self._dots = QRect()
        self._judge()

    def refused(self, wait_s: int) -> None:
        """Say that it was not accepted, never which part, and how long to wait."""
        words = self.text.code
        form = words.wait_one if wait_s == 1 else words.wait
        wait = form.format(seconds=wait_s) if wait_s > 0 else ""
        self._number = ""
        self._ask(" ".join(part for part in (words.refused, wait) if part))

    def activated(self, id_: str) -> None:
        """Take a digit, clear, go on or back."""
        if id_ == "back":
            self.choose(id_)
        elif id_ == "clear":
            self._typed = ""
        elif id_ == "ok":
            self._take()
        elif len(self._typed) < self._most():
            self._typed += id_
        self._judge()

    def repeat_ms(self, id_: str) -> float:
        """Let a digit be typed twice as fast as a hand can."""
        return self.look.digit_ms if id_.isdigit() else super().repeat_ms(id_)

    def _take(self) -> None:
        """Go on from the number to the code, or hand both over."""
        if not self._number:
            self._number = self._typed
            self._ask("")
            return
        number, code = self._number, self._typed
        self._number = ""
        self._ask("")
        if not self._left:
            self.entered.emit(number, code)

    def _ask(self, note: str) -> None:
        words, self._typed = self.text.code, ""
        self._title.setText(words.code if self._number else words.number)
        self._help.setText(words.code_help if self._number else words.number_help)
        self._note.setText(note)
        self._judge()
        self.lay()
        self.turned.emit()

    def _most(self) -> int:
        return CODE_LENGTH if self._number else NUMBER_MOST

    def _judge(self) -> None:
        """Let OK live only when there is enough to send."""
        least = CODE_LENGTH if self._number else NUMBER_LEAST
        ok = self._pad[-1]
        ready = len(self._typed) >= least
        ok.setEnabled(ready)
        ok.reface(
            Face(
                words=self.text.ways.ok,
                style="main" if ready else "plain",
                role="staff_key",
            )
        )
        self._pad[PAD.index("clear")].setEnabled(bool(self._typed))
        self.update()

    def _pad_face(self, id_: str) -> Face:
        if id_.isdigit():
            return Face(words=id_, role="digit")
        named = {"clear": self.text.code.clear, "ok": self.text.ways.ok}
        return Face(words=named[id_], role="staff_key")

    def arrange(self, room: QRect) -> None:
        """Place the pad at the left, what is asked at the right."""
        look, gap = self.look, self.look.px(self.look.mm.gap)
        left, right = cut_left(room, look.px(PAD_MM), 2 * look.px(8))
        head = min(look.px(HEAD_MM), room.height() - 4 * look.px(20) - 3 * gap - gap)
        top, pad = cut_top(left, max(head, 0), gap)
        self._dots = top
        rows = in_a_column(pad, 4, gap)
        places = [place for row in rows for place in in_a_row(row, 3, gap)]
        for key, place in zip(self._pad, places, strict=True):
            key.setGeometry(place)
        self._side = right.adjusted(-look.px(8), -room.y(), room.x(), room.y())
        foot, rest = cut_bottom(right, look.px(look.mm.main_target), gap)
        width = max(look.px(44), self._back.natural_width())
        self._back.setGeometry(foot.x(), foot.y(), width, foot.height())
        words = [one for one in (self._title, self._help, self._note) if one.text()]
        stack(words, rest.adjusted(0, look.px(2), 0, 0), look.px(8))

    def paint_page(self, painter: QPainter) -> None:
        """Paint the side panel, and how much was entered, never what."""
        look = self.look
        painter.fillRect(self._side, look.colour("panel"))
        if look.theme == "yellow":
            edge = self._side.adjusted(0, 0, look.px(2) - self._side.width(), 0)
            edge.setWidth(look.px(look.mm.outline))
            painter.fillRect(edge, look.colour("outline"))
        size, gap = look.px(DOT_MM), look.px(DOT_GAP_MM)
        y = self._dots.y() + self._dots.height() / 2
        for number in range(self._most()):
            done = number < len(self._typed)
            edge_colour = look.colour("main" if done else "outline")
            painter.setPen(QPen(edge_colour, look.px(look.mm.outline)))
            painter.setBrush(edge_colour if done else Qt.BrushStyle.NoBrush)
            x = self._dots.x() + number * (size + gap) + size / 2
            painter.drawEllipse(QPointF(x, y), size / 2 - 1.5, size / 2 - 1.5)
