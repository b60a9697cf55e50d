"""Words broken into lines: measured once, drawn as measured."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from pod.ui.common.letters import drawable, in_pieces, letters
from pod.ui.common.look import Look

ELLIPSIS = "…"
REMEMBERED = 4096
"""How many words, and how many sentences, are measured once until somebody leaves."""


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

    @cached_property
    def width(self) -> int:
        """The width of the widest line, in whole pixels."""
        widths = (_width(text, self.font) for text in self.texts)
        return max((round(width + 0.5) for width in widths), default=0)

    @cached_property
    def height(self) -> int:
        """The height of the ink, in whole pixels."""
        more = (len(self.texts) - 1) * self.pitch_px
        return round(_ink(self.font) + more)

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


@lru_cache(REMEMBERED)
def wrap(
    text: str, font: QFont, width_px: float, *, anywhere: bool = False
) -> tuple[str, ...]:
    """Break text at spaces into as few lines as possible, about equally long.

    With `anywhere` a word that is wider than its place is broken too.
    """
    done: list[str] = []
    for part in drawable(text, font).split("\n"):
        words = part.split()
        if anywhere:
            words = [one for word in words for one in _pieces(word, font, width_px)]
        sizes = [_width(word, font) for word in words]
        breaks = _balanced(sizes, _width(" ", font), width_px)
        done += [" ".join(words[a:b]) for a, b in breaks]
    return tuple(done)


def _pieces(word: str, font: QFont, width_px: float) -> Iterable[str]:
    fits = _width(word, font) <= width_px
    return (word,) if fits else in_pieces(word, font, width_px)


def forget_words() -> None:
    """Remember nothing that was set: it may have been somebody's name or answer."""
    _set.cache_clear()
    wrap.cache_clear()
    _width.cache_clear()


@lru_cache(REMEMBERED)
def _width(text: str, font: QFont) -> float:
    """Return how far text reaches, in pixels."""
    return QFontMetricsF(font).horizontalAdvance(text)


@cache
def _ink(font: QFont) -> float:
    """Return how high one line is, from its capitals to its descenders."""
    metrics = QFontMetricsF(font)
    return metrics.capHeight() + metrics.descent()


@lru_cache(REMEMBERED)
def _set(text: str, font: QFont, width_px: float, pitch_px: float) -> Lines:
    """Return text in lines; the same again is not measured again."""
    return Lines(wrap(text, font, width_px), font, pitch_px)


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
    return _set(text, font, width_px, size_px * leading)


def fit(look: Look, role: str, text: str, room: QSize, first: int = 0) -> Lines:
    """Set text as large as its role wants from its `first` step, and room allows."""
    for step in range(first, len(look.steps(role))):
        lines = lines_at(look, role, text, room.width(), step)
        if lines.fits(room):
            return lines
    return lines


def held(lines: Lines, text: str, room: QSize) -> Lines:
    """Return lines of a text from outside, such as a name, that stay in their room.

    Where they are too long, words are broken, then cut short with an ellipsis.
    """
    if lines.fits(room):
        return lines
    texts = wrap(text, lines.font, room.width(), anywhere=True)
    broken = Lines(texts, lines.font, lines.pitch_px)
    return broken if broken.fits(room) else _short(broken, room)


def _ended(line: str, font: QFont, width_px: float) -> str:
    """Return a line with an ellipsis, as much of it as then fits."""
    kept = list(letters(line))
    while kept and _width("".join(kept) + ELLIPSIS, font) > width_px:
        kept.pop()
    return "".join(kept) + ELLIPSIS


def _short(lines: Lines, room: QSize) -> Lines:
    """Return as many of the lines as fit in a room, the last with an ellipsis."""
    for number in range(len(lines.texts) - 1, 0, -1):
        last = _ended(lines.texts[number - 1], lines.font, room.width())
        shorter = Lines((*lines.texts[: number - 1], last), lines.font, lines.pitch_px)
        if shorter.height <= room.height():
            return shorter
    return lines
