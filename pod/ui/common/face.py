"""What stands on a key: words, an icon or a ring, and how they share the room."""

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from PySide6.QtCore import QPoint, QRect, QSize, Qt

from pod.ui.common.lines import Lines, fit, held, lines_at
from pod.ui.common.look import Look

Style: TypeAlias = Literal["plain", "main", "danger", "bar"]
Shape: TypeAlias = Literal["row", "left", "over"]

ARROWS = ("back", "next", "skip", "start")
ACROSS_MM, DOWN_MM = 2.2, 1.6
CLEAR_MM, CLOSE = 2.1, 1.1
LEAST_ICON_MM = 6.0
RING_MM = 15.0
ICON_RATIO, GAP_RATIO = 1.1, 0.5


@dataclass(frozen=True, kw_only=True)
class Face:
    """A key's looks; `icon` goes before the words and `after` behind them.

    `shape` puts things in a row in the middle, at the left, or the picture over the
    words. `icon_mm` is the picture's size where it is not that of the words. Words are
    set no larger than at `step` of their role's sizes. `outside`: they hold a name.
    """

    words: str
    icon: str = ""
    after: str = ""
    level: float | None = None
    style: Style = "plain"
    shape: Shape = "row"
    role: str = ""
    icon_mm: float = 0.0
    step: int = 0
    outside: bool = False

    @property
    def letters(self) -> str:
        """The role the words are set in."""
        return self.role or ("main" if self.style in ("main", "danger") else "key")

    @property
    def pictured(self) -> bool:
        """Whether a picture belongs to the words."""
        return bool(self.icon) or self.level is not None


@dataclass(frozen=True)
class Placed:
    """Where everything on a key stands."""

    lines: Lines
    words: QRect
    align: Qt.AlignmentFlag
    picture: QRect
    after: QRect
    face: Face


def place(look: Look, face: Face, body: QRect) -> Placed:
    """Share out a key's body; in large text an arrow gives way to its words."""
    room = body.adjusted(
        look.px(ACROSS_MM), look.px(DOWN_MM), -look.px(ACROSS_MM), -look.px(DOWN_MM)
    )
    if face.shape == "over":
        return _over(look, face, room)
    arrange = _left if face.shape == "left" else _row
    placed = arrange(look, face, room)
    bare = _without_arrows(face)
    if look.large and bare != face and _cramped(look, placed):
        other = arrange(look, bare, room)
        if _rank(other) > _rank(placed):
            return other
    return placed


def natural_width(look: Look, face: Face) -> int:
    """Return the width at which the words stand on one line at full size."""
    lines = fit(look, face.letters, face.words, QSize(10_000, 10_000), face.step)
    icon, gap = _icon_px(look, face), _gap_px(look, face)
    over = face.shape == "over"
    icons = (icon + gap) * ((face.pictured and not over) + bool(face.after))
    return (
        lines.width + icons + 2 * look.px(ACROSS_MM) + (0 if over else 2 * look.px(3.0))
    )


def _lines(look: Look, face: Face, room: QSize) -> Lines:
    lines = _clear(look, face, room)
    lines = lines or fit(look, face.letters, face.words, room, face.step)
    return held(lines, face.words, room) if face.outside else lines


def _clear(look: Look, face: Face, room: QSize) -> Lines | None:
    """Set several lines clear of the key's edge, closer together where they must be."""
    down = 2 * (look.px(CLEAR_MM) - look.px(DOWN_MM))
    inner = QSize(room.width(), room.height() - down)
    for step in range(face.step, len(look.steps(face.letters))):
        lines = lines_at(look, face.letters, face.words, room.width(), step)
        if lines.fits(inner if len(lines.texts) > 1 else room):
            return lines
        if len(lines.texts) > 1 and lines.width <= room.width():
            close = replace(lines, pitch_px=lines.size_px * CLOSE)
            if close.fits(inner):
                return close
    return None


def _without_arrows(face: Face) -> Face:
    return replace(
        face,
        icon="" if face.icon in ARROWS else face.icon,
        after="" if face.after in ARROWS else face.after,
    )


def _cramped(look: Look, placed: Placed) -> bool:
    full = look.steps(placed.face.letters)[0][0]
    return len(placed.lines.texts) > 1 or placed.lines.size_px < full


def _rank(placed: Placed) -> tuple[int, int]:
    return placed.lines.size_px, -len(placed.lines.texts)


def _icon_px(look: Look, face: Face) -> int:
    if face.icon_mm:
        return look.px(face.icon_mm)
    return round(look.steps(face.letters)[-1][0] * ICON_RATIO)


def _gap_px(look: Look, face: Face) -> int:
    return round(look.steps(face.letters)[-1][0] * GAP_RATIO)


def _row(look: Look, face: Face, room: QRect) -> Placed:
    icon, gap = _icon_px(look, face), _gap_px(look, face)
    before = (icon + gap) * face.pictured
    behind = (icon + gap) * bool(face.after)
    size = QSize(room.width() - before - behind, room.height())
    lines = _lines(look, face, size)
    x = room.x() + (room.width() - before - behind - lines.width) // 2
    words = _middle(QRect(x + before, room.y(), lines.width, room.height()), lines)
    picture = QRect(x, room.y(), icon, room.height()) if face.pictured else QRect()
    right = QRect(words.x() + lines.width + gap, room.y(), icon, room.height())
    align = Qt.AlignmentFlag.AlignHCenter if not before else Qt.AlignmentFlag.AlignLeft
    return Placed(lines, words, align, picture, right if behind else QRect(), face)


def _left(look: Look, face: Face, room: QRect) -> Placed:
    size = min(look.px(face.icon_mm or RING_MM), room.height())
    pad, gap = look.px(2.6), look.px(5.0)
    picture = QRect(room.x() + pad, room.y(), size, room.height())
    taken = pad + size + gap if face.pictured else pad
    space = room.adjusted(taken, 0, -look.px(1.0), 0)
    lines = _lines(look, face, space.size())
    words = _middle(space, lines)
    shown = picture if face.pictured else QRect()
    return Placed(lines, words, Qt.AlignmentFlag.AlignLeft, shown, QRect(), face)


def _over(look: Look, face: Face, room: QRect) -> Placed:
    """Put the picture over the words; it gives way to words that cannot be smaller."""
    icon = _icon_px(look, face)
    gap = max(look.px(1.6), min(look.px(6.0), icon // 4))
    size = QSize(room.width(), room.height() - icon - gap)
    lines = _lines(look, face, size)
    least = min(icon, look.px(LEAST_ICON_MM))
    icon = min(icon, max(least, room.height() - gap - lines.height))
    top = room.y() + (room.height() - icon - gap - lines.height) // 2
    picture = QRect(room.x(), top, room.width(), icon)
    words = QRect(room.x(), top + icon + gap, room.width(), lines.height)
    align = Qt.AlignmentFlag.AlignHCenter
    return Placed(lines, words, align, picture, QRect(), face)


def _middle(room: QRect, lines: Lines) -> QRect:
    """Put the capitals, not the descenders, in the middle: so the eye sees it."""
    sink = min(lines.size_px // 10, max(0, (room.height() - lines.height) // 2))
    top = room.y() + (room.height() - lines.height) // 2 + sink
    return QRect(QPoint(room.x(), top), QSize(room.width(), lines.height))
