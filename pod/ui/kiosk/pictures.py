"""Sign-in without reading: four of nine pictures, and nobody is ever locked out."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen

from pod.desk import PICTURES, Picture
from pod.settings import one_form
from pod.ui.common.face import Face
from pod.ui.common.labels import stack
from pod.ui.common.look import Look
from pod.ui.common.room import cut_bottom, cut_right, in_a_column, in_a_row
from pod.ui.common.said import Ears
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text

NUMBER = 4
ACROSS, OVER_MM = 5, 8.0
PAD_MM, PAD_LARGE_MM = 102.0, 128.6
DOT_MM, DOT_GAP_MM, ROOMY_MM = 9.5, 6.1, 85.0


class PicturesScreen(Screen):
    """Ids: the pictures' names, again, ask; the four tapped are carried by `tapped`."""

    tapped = Signal(tuple)
    """Four pictures; when choosing, only after the same four were tapped twice."""
    turned = Signal()
    """The page says something new."""

    name = "pictures"
    ears = Ears(keys=True)

    def __init__(self, look: Look, text: Text, *, choosing: bool) -> None:
        super().__init__(look, text)
        self.name = "pictures-choosing" if choosing else "pictures"
        self._choosing = choosing
        self._first: tuple[Picture, ...] = ()
        self._now: list[Picture] = []
        self._told = False
        words = text.pictures
        self._title = self.words(words.pick if choosing else words.tap, "question")
        self._note = self.words("", "body")
        for picture in PICTURES:
            face = Face(words=words.names[picture], icon=picture, shape="over")
            self.key(picture, face, spoken=False)
        self._pad = list(self._keys)
        self._again = self.key("again", Face(words=words.again, icon="again"))
        self._ask = self.key("ask", Face(words=words.ask, icon="ask"))
        self._dots, self._dotted = QPoint(), True

    def not_those(self, *, ask_staff: bool, wait_s: int = 0) -> None:
        """Say calmly that it was not those four, when to go on, and who can help."""
        self._told = False
        words = self.text.pictures
        helps = words.staff_help if ask_staff else ""
        if wait_s:
            forms = self.text.counted.again_seconds
            wait = one_form(self.text.language, forms, wait_s)
            self._begin(words.not_those_now, f"{wait} {helps}".rstrip())
        else:
            self._begin(words.not_those, helps)

    def activated(self, id_: str) -> None:
        """Take a picture, begin again, or pass on the wish to ask staff.

        Once four are told, nothing is taken until the answer comes.
        """
        if self._told:
            return
        if id_ == "again":
            self._first = ()
            words = self.text.pictures
            self._begin(words.pick if self._choosing else words.tap)
        elif id_ == "ask":
            self.choose(id_)
        else:
            self._now += [picture for picture in PICTURES if picture == id_]
            self._look_at_four()
            self.update(self._dots_room())

    def _look_at_four(self) -> None:
        if len(self._now) < NUMBER:
            return
        four, words = tuple(self._now), self.text.pictures
        if self._choosing and not self._first:
            self._first = four
            self._begin(words.repeat)
        elif self._choosing and four != self._first:
            self._first = ()
            self._begin(words.differ)
        elif not self._left:
            self._told = True
            self.tapped.emit(four)

    def repeat_ms(self, id_: str) -> float:
        """Let the same picture be meant twice."""
        return self.look.picture_ms if id_ in PICTURES else super().repeat_ms(id_)

    def _begin(self, title: str, note: str = "") -> None:
        self._now = []
        self._title.setText(title)
        self._note.setText(note)
        self.lay()
        self.turned.emit()

    def arrange(self, room: QRect) -> None:
        """Say left, do right; what hands that shake do stands all over the page."""
        look = self.look
        gap = look.px(look.mm.gap)
        if look.steady:
            self._spread(room, gap)
            return
        widest = max(key.natural_width() for key in self._pad)
        least = look.px(PAD_LARGE_MM if look.large else PAD_MM)
        width = min(max(least, 3 * widest + 2 * gap), look.px(PAD_LARGE_MM))
        pad, left = cut_right(room, width, look.px(look.mm.column_gap))
        rows = in_a_column(pad, 3, gap)
        self._place_pad([place for row in rows for place in in_a_row(row, 3, gap)])
        for key in (self._ask, self._again):
            row, left = cut_bottom(left, look.px(look.mm.target), gap)
            roomy = left.width() > look.px(ROOMY_MM)
            key.setGeometry(row.adjusted(0, 0, -2 * gap if roomy else 0, 0))
        self._place_words(left)

    def _spread(self, room: QRect, gap: int) -> None:
        """Place the pictures in two rows; what is said and the ways on above them."""
        look = self.look
        target = look.px(look.mm.target)
        rows, above = cut_bottom(room, 2 * target + gap, gap)
        upper, lower = in_a_column(rows, 2, gap)
        row = in_a_row(upper, ACROSS, gap)
        below = in_a_row(lower, ACROSS, gap)
        self._place_pad([*row, *below][: len(self._pad)])
        for key, place in zip((self._again, self._ask), row[-2:], strict=True):
            key.face = replace(key.face, shape="over", icon_mm=OVER_MM)
            key.setGeometry(place.x(), above.y(), place.width(), target)
        above.setRight(row[-2].x() - gap)
        self._place_said(above, gap)

    def _place_said(self, room: QRect, gap: int) -> None:
        """Say it; the dots below give way to more words."""
        dots, said = cut_bottom(room, self.look.px(DOT_MM), gap // 2)
        self._dots = dots.topLeft()
        shown = [one for one in (self._title, self._note) if one.text()]
        self._dotted = stack(shown, said, gap).size_px > 0
        if not self._dotted:
            stack(shown, room, gap)

    def _place_pad(self, places: Sequence[QRect]) -> None:
        look = self.look
        cell = places[0].height()
        for key, place in zip(self._pad, places, strict=True):
            shown = look.px(14.6) if cell > look.px(28) else round(cell * 0.42)
            key.face = Face(
                words=key.face.words,
                icon=key.face.icon,
                shape="over",
                icon_mm=shown / look.panel.px_per_mm,
            )
            key.setGeometry(place)

    def _place_words(self, left: QRect) -> None:
        look = self.look
        dots, left = cut_bottom(left, look.px(DOT_MM), look.px(look.mm.pad))
        if self._note.text():
            stack((self._title, self._note), left, look.px(6))
            self._dots = dots.topLeft()
            return
        height = self._title.put(left.adjusted(0, look.px(3.4), 0, 0))
        spare = left.height() - height - look.px(3.4)
        drop = max(0, spare - look.px(4)) if spare < look.px(14) else spare // 2
        self._dots = QPoint(left.x(), dots.y() - max(0, drop - look.px(4)))

    def _dots_room(self) -> QRect:
        """Return where the dots stand, and a little around them."""
        size, gap = self.look.px(DOT_MM), self.look.px(DOT_GAP_MM)
        return QRect(self._dots, QSize(6 + NUMBER * (size + gap), size + 1))

    def paint_page(self, painter: QPainter) -> None:
        """Paint how many were tapped, never which."""
        if not self._dotted:
            return
        look = self.look
        size, gap = look.px(DOT_MM), look.px(DOT_GAP_MM)
        line = look.px(look.mm.outline) + 1
        for number in range(NUMBER):
            x = self._dots.x() + 6 + number * (size + gap) + size / 2
            middle = QPointF(x, self._dots.y() + size / 2)
            done = number < len(self._now)
            edge = look.colour("main" if done else "outline")
            painter.setPen(QPen(edge, line))
            painter.setBrush(edge if done else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, (size - line) / 2, (size - line) / 2)
