"""Words broken into lines: measured once, drawn as measured."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from pod.ui.common.look import Look


@dataclass(frozen=True)
class Lines:
    """Lines of one font; `height` is from the first capital to the last descender."""

    texts: tuple[str, ...]
    font: QFont
    pitch_px: float

    @property
    def size_px(self) -> int:
        """The font size."""
        return self.font.pixelSize()

    @property
    def width(self) -> int:
        """The width of the widest line, in whole pixels."""
        measure = QFontMetricsF(self.font).horizontalAdvance
        return max((round(measure(text) + 0.5) for text in self.texts), default=0)

    @property
    def height(self) -> int:
        """The height of the ink, in whole pixels."""
        metrics = QFontMetricsF(self.font)
        more = (len(self.texts) - 1) * self.pitch_px
        return round(metrics.capHeight() + more + metrics.descent())

    def fits(self, room: QSize) -> bool:
        """Tell whether no line is cut off in this room."""
        return self.width <= room.width() and self.height <= room.height()

    def draw(self, painter: QPainter, room: QRect, align: Qt.AlignmentFlag) -> None:
        """Draw from the top of the room, each line aligned within it."""
        metrics = QFontMetricsF(self.font)
        painter.setFont(self.font)
        for number, text in enumerate(self.texts):
            free = room.width() - metrics.horizontalAdvance(text)
            x = room.x() + free * _share(align)
            y = room.y() + metrics.capHeight() + number * self.pitch_px
            painter.drawText(QPointF(x, y), text)


def _share(align: Qt.AlignmentFlag) -> float:
    if align == Qt.AlignmentFlag.AlignHCenter:
        return 0.5
    return 1.0 if align == Qt.AlignmentFlag.AlignRight else 0.0


def wrap(text: str, font: QFont, width_px: float) -> tuple[str, ...]:
    """Break text at spaces into as few lines as possible, about equally long."""
    measure = QFontMetricsF(font).horizontalAdvance
    widths = [[measure(word) for word in part.split()] for part in text.split("\n")]
    space = measure(" ")
    done: list[str] = []
    for part, sizes in zip(text.split("\n"), widths, strict=True):
        breaks = _balanced(sizes, space, width_px)
        words = part.split()
        done += [" ".join(words[a:b]) for a, b in breaks]
    return tuple(done)


def _balanced(
    sizes: Sequence[float], space: float, width_px: float
) -> list[tuple[int, int]]:
    """Find the narrowest width that still needs no more lines; break there."""
    best = _greedy(sizes, space, width_px)
    low, high = max(sizes, default=0.0), width_px
    while high - low > 1 and len(best) > 1:
        middle = (low + high) / 2
        tried = _greedy(sizes, space, middle)
        if len(tried) == len(best):
            best, high = tried, middle
        else:
            low = middle
    return best


def _greedy(
    sizes: Sequence[float], space: float, width_px: float
) -> list[tuple[int, int]]:
    breaks, first, used = [], 0, 0.0
    for number, size in enumerate(sizes):
        if number > first and used + space + size > width_px:
            breaks.append((first, number))
            first, used = number, size
        else:
            used += size + (space if number > first else 0)
    if sizes:
        breaks.append((first, len(sizes)))
    return breaks


def lines_at(look: Look, role: str, text: str, width_px: int, step: int) -> Lines:
    """Set text in a role at one of its steps (see `Look.steps`)."""
    steps = look.steps(role)
    size_px, leading = steps[min(step, len(steps) - 1)]
    font = look.font_at(role, size_px)
    return Lines(wrap(text, font, width_px), font, size_px * leading)


def fit(look: Look, role: str, text: str, room: QSize, first: int = 0) -> Lines:
    """Set text as large as its role wants from its `first` step, and room allows."""
    for step in range(first, len(look.steps(role))):
        lines = lines_at(look, role, text, room.width(), step)
        if lines.fits(room):
            return lines
    return lines
