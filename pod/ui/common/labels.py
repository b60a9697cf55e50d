"""Words on a page: broken, sized and lit by the visual system."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QWidget

from pod.ui.common.draw import draw_spoken
from pod.ui.common.lines import Lines, fit, held, lines_at
from pod.ui.common.look import Look

Align: TypeAlias = Literal["left", "centre", "right"]
FLAGS = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "centre": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}
LIT_MM = 2.4
FAR_PX = 100_000
GAP_SHARES = (1.0, 0.75, 0.55)


class Words(QLabel):
    """One sentence; it may be lit while it is read aloud.

    `outside`: it holds what we did not write, such as a name of any length.
    """

    def __init__(self, look: Look, text: str, role: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.look, self.role = look, role
        self.colour = "ink"
        self.align: Align = "left"
        self.lit = False
        self.outside = False
        self._lines = Lines((), look.font(role), 0.0)
        self._room = QRect()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def lines(self, width_px: int, step: int = 0) -> Lines:
        """Return how the words would be set in this width."""
        lines = lines_at(self.look, self.role, self.text(), width_px, step)
        last = step >= len(self.look.steps(self.role)) - 1
        return self.held(lines, QSize(width_px, FAR_PX)) if last else lines

    def put(self, room: QRect) -> int:
        """Set the words at the top of a room as large as fits; return their height."""
        return self.settle(room, self._fitted(room))

    def put_middle(self, room: QRect) -> None:
        """Set the words in the middle of a room's height."""
        lines = self._fitted(room)
        room = QRect(room)
        top = room.y() + (room.height() - lines.height) // 2
        room.setTop(top)
        room.setHeight(lines.height)
        self.settle(room, lines)

    def _fitted(self, room: QRect) -> Lines:
        lines = fit(self.look, self.role, self.text(), _generous(room))
        return self.held(lines, _generous(room))

    def held(self, lines: Lines, room: QSize) -> Lines:
        """Return lines that stay in a room, where the words are not our own."""
        return held(lines, self.text(), room) if self.outside else lines

    def settle(self, room: QRect, lines: Lines) -> int:
        """Take lines that were measured; the light reaches a little beyond the room."""
        self._lines = lines
        across, down = self.look.px(self.look.mm.pad), self.look.px(LIT_MM)
        around = QRect(room.topLeft(), QSize(room.width(), lines.height))
        self.setGeometry(around.adjusted(-across, -down, across, down))
        self._room = QRect(QPoint(across, down), around.size())
        self.update()
        return lines.height

    def ink(self) -> QRect:
        """Return where the words stand, in the parent's coordinates."""
        width = self._lines.width
        free = self._room.width() - width
        share = {"left": 0, "centre": free // 2, "right": free}[self.align]
        top_left = self.pos() + self._room.topLeft() + QPoint(share, 0)
        return QRect(top_left, QSize(width, self._room.height()))

    def size_px(self) -> int:
        """Return the font size that was used."""
        return self._lines.size_px

    def shortened(self) -> bool:
        """Tell whether not all of the words are shown."""
        return " ".join(self._lines.texts).split() != self.text().split()

    def light(self, *, on: bool) -> None:
        """Light the words up while they are read."""
        if on != self.lit:
            self.lit = on
            self.update()

    def event(self, event: QEvent) -> bool:
        """Paint; leave the rest to Qt."""
        if event.type() != QEvent.Type.Paint:
            return super().event(event)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.lit:
                draw_spoken(painter, self.look, self.rect())
            painter.setPen(self.look.colour("ink" if self.lit else self.colour))
            self._lines.draw(painter, self._room, FLAGS[self.align])
        return True


def _generous(room: QRect) -> QSize:
    """Allow the descender of the last line to touch the room's edge."""
    return QSize(room.width(), room.height() + 2)


def _shared(
    words: Sequence[Words], lines: Sequence[Lines], spare: QSize
) -> list[Lines]:
    """Cut those short that hold what we did not write, each to its share of the room.

    `spare` is the width, and how much height there is besides the lines: too little.
    """
    outside = [
        line.height for one, line in zip(words, lines, strict=True) if one.outside
    ]
    share = (spare.height() + sum(outside)) // max(1, len(outside))
    room = QSize(spare.width(), share)
    return [one.held(line, room) for one, line in zip(words, lines, strict=True)]


class Stacked(NamedTuple):
    """Where a stack ended, and the smallest font size in it; 0 when it did not fit.

    `step` is which of their roles' sizes the words are set in.
    """

    bottom: int
    size_px: int
    step: int


def stack(words: Sequence[Words], room: QRect, gap_px: int, first: int = 0) -> Stacked:
    """Set sentences one under another, all at the largest step from `first` that fits.

    The gaps give way before the letters do, and nothing is drawn smaller than the
    floor of its role.
    """
    if not words:
        return Stacked(room.y(), 0, first)
    steps = max(len(one.look.steps(one.role)) for one in words)
    gaps = [round(gap_px * share) for share in GAP_SHARES]
    for step in range(min(first, steps - 1), steps):
        lines = [one.lines(room.width(), step) for one in words]
        free = room.height() - sum(line.height for line in lines)
        held = (gap for gap in gaps if gap * (len(words) - 1) <= free)
        gap = next(held, gaps[-1])
        height = room.height() - free + gap * (len(words) - 1)
        widest = max(line.width for line in lines)
        fits = height <= room.height() and widest <= room.width()
        if fits:
            break
    else:
        lines = _shared(words, lines, QSize(room.width(), room.height() - height))
    y = room.y()
    for one, line in zip(words, lines, strict=True):
        one.settle(QRect(room.x(), y, room.width(), line.height), line)
        y += line.height + gap
    size = min(line.size_px for line in lines)
    return Stacked(y - gap, size if fits else 0, step)
