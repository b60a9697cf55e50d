"""Where a question, its answers and its ways stand: in a row, a list or a grid."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QRect, QSize

from pod.ui.common.actions import cut_row, place_row
from pod.ui.common.face import Face
from pod.ui.common.key import Key
from pod.ui.common.labels import Words, stack
from pod.ui.common.lines import fit
from pod.ui.common.look import Look
from pod.ui.common.room import cut_bottom, cut_right, in_a_column, in_a_row
from pod.ui.kiosk.stepline import StepLine

WIDE_MM, NARROW_MM = 102.0, 80.0
ROW_MM, RING_MM, GRID_MM, GRID_RING_MM = 48.5, 22.4, 20.0, 11.0
LIST_RING_MM, ONE_LINE_MM, TWO_LINES_MM = 15.0, 9.0, 23.0
GRID_ROWS_MM = (28.0, 24.0, GRID_MM)
NUMBER_RING_MM = 8.0
IN_A_ROW = 5
WORDS_GAP_MM, DROP_MM = 5.0, 4.0


@dataclass(frozen=True)
class Parts:
    """What has to be placed; `faces` are the answers' own looks.

    `ends` say what the ends of a scale mean; they and a short note stand by the ways.
    """

    look: Look
    step: StepLine | None
    words: Sequence[Words]
    answers: Sequence[Key]
    ways: Sequence[Key]
    note: Words | None = None
    ends: Sequence[Words] = field(default=())
    faces: Sequence[Face] = field(default=())

    @property
    def gap(self) -> int:
        """The gap between keys."""
        return self.look.px(self.look.mm.gap)


def place(parts: Parts, room: QRect) -> int:
    """Place a question with its answers; return its font size, 0 when it is cut off.

    For hands that shake a list is never made into a grid: its keys would be too small.
    A scale is one on any panel: only there have the words of its ends a place.
    """
    body = parts.look.steps("body")[0][0]
    if fits_a_row(parts, room) and (size := _row(parts, room)) >= body:
        return size
    least = parts.look.px(parts.look.mm.target)
    number = len(parts.answers)
    too_many = number * least + (number - 1) * parts.gap > room.height()
    if too_many or parts.ends:
        return 0 if parts.look.steady else _grid(parts, room)
    wide = _list(parts, room, WIDE_MM)
    if wide >= body:
        return wide
    narrow = _list(parts, room, NARROW_MM)
    return narrow if narrow > wide else _list(parts, room, WIDE_MM)


def place_reading(parts: Parts, room: QRect) -> int:
    """Place only the words of a question and the ways on; return the font size."""
    row, rest = cut_row(parts.look, room, main=not parts.look.large)
    place_row(parts.look, row, parts.ways)
    return _words(parts, rest)


def fits_a_row(parts: Parts, room: QRect) -> bool:
    """Tell whether short answers can stand side by side under their rings."""
    number, look = len(parts.answers), parts.look
    if number > IN_A_ROW or any(face.level is None for face in parts.faces):
        return False
    if len([words for words in parts.words if words.text()]) > 1:
        return False
    across = (room.width() - (number - 1) * parts.gap) // number - look.px(4.4)
    down = look.px(TWO_LINES_MM if look.large else ONE_LINE_MM)
    cell, full = QSize(across, down), look.steps("key")[0][0]
    lines = [fit(look, "key", face.words, cell) for face in parts.faces]
    return all(one.size_px == full and one.fits(cell) for one in lines)


def _row(parts: Parts, room: QRect) -> int:
    look = parts.look
    foot, rest = cut_row(look, room, main=not look.large)
    free = place_row(look, foot, parts.ways) if parts.ways else foot
    beside = _beside(parts, free, [parts.note] if parts.note else [])
    for key, face in zip(parts.answers, parts.faces, strict=True):
        ring = LIST_RING_MM if look.large else RING_MM
        key.face = replace(face, shape="over", role="key", icon_mm=ring)
    height = min(look.px(ROW_MM), rest.height() * 3 // 5)
    answers, rest = cut_bottom(rest, height, look.px(look.mm.pad))
    answers.translate(0, -look.px(2) if rest.height() > look.px(20) else 0)
    _set(parts.answers, in_a_row(answers, len(parts.answers), parts.gap))
    return min(beside, _words(parts, rest, with_note=False))


def _list(parts: Parts, room: QRect, width_mm: float) -> int:
    look = parts.look
    between = look.px(look.mm.column_gap if width_mm == WIDE_MM else look.mm.pad)
    right, left = cut_right(room, look.px(width_mm), between)
    for key, face in zip(parts.answers, parts.faces, strict=True):
        key.face = replace(face, shape="left", role="answer")
    _set(parts.answers, in_a_column(right, len(parts.answers), parts.gap))
    foot, rest = cut_bottom(left, look.px(look.mm.target), look.px(look.mm.pad))
    if len(parts.ways) == 1:
        place_row(look, foot, parts.ways)
    elif parts.ways:
        _set(parts.ways, in_a_row(foot, len(parts.ways), parts.gap))
    else:
        rest = left
    return _words(parts, rest)


def _grid(parts: Parts, room: QRect) -> int:
    """Two rows of answers across the page; the ends' words stand beside the ways.

    Where a word would be cut off beside its ring, all of them go without rings.
    """
    look, gap = parts.look, parts.gap
    foot, rest = cut_bottom(room, look.px(look.mm.target), gap)
    free = place_row(look, foot, parts.ways) if parts.ways else foot
    beside = _beside(parts, free, parts.ends)
    tried = []
    for row_mm in GRID_ROWS_MM:
        cells, above = cut_bottom(rest, 2 * look.px(row_mm) + gap, look.px(2.4))
        tried.append((_words(parts, above), row_mm, cells, above))
    size, _, cells, above = max(tried, key=lambda one: one[:2])
    _words(parts, above)
    for key, face in zip(parts.answers, parts.faces, strict=True):
        key.face = _grid_face(face, numbers=len(parts.answers) > IN_A_ROW)
    _set(parts.answers, _cells(parts, cells))
    if any(not key.geometry().contains(key.ink()) for key in parts.answers):
        for key in parts.answers:
            key.face = replace(key.face, level=None)
    return min(beside, size)


def _grid_face(face: Face, *, numbers: bool) -> Face:
    if numbers:
        return replace(face, role="digit", icon_mm=NUMBER_RING_MM)
    return replace(face, shape="left", role="key", icon_mm=GRID_RING_MM)


def _cells(parts: Parts, room: QRect) -> list[QRect]:
    """Return two rows of places; numbers end at the right, words begin at the left."""
    number = len(parts.answers)
    half = (number + 1) // 2
    upper, lower = in_a_column(room, 2, parts.gap)
    second = in_a_row(lower, half, parts.gap)
    spare = half - (number - half) if number > IN_A_ROW else 0
    return [*in_a_row(upper, half, parts.gap), *second[spare : spare + number - half]]


def _beside(parts: Parts, free: QRect, beside: Sequence[Words]) -> int:
    """Put a note or a scale's ends beside the ways; return 0 when one is cut off."""
    shown = [words for words in beside if words.text()]
    places = in_a_row(free, max(1, len(shown)), parts.gap)
    for words, spot in zip(shown, places, strict=False):
        words.align = "right" if words is shown[-1] else "left"
        words.put_middle(spot)
    cut = any(
        not spot.contains(words.ink().adjusted(0, 1, 0, -1))
        for words, spot in zip(shown, places, strict=False)
    )
    return 0 if cut else parts.look.steps("question")[0][0]


def _words(parts: Parts, room: QRect, *, with_note: bool = True) -> int:
    """Set the question's words in what remains; return the font size, 0 if cut."""
    if parts.step is not None:
        room = parts.step.put(room)
    noted = [parts.note] if with_note and parts.note else []
    shown = [words for words in (*parts.words, *noted) if words.text()]
    for words in noted:
        words.align = "left"
    gap = parts.look.px(WORDS_GAP_MM)
    stacked = stack(shown, room, gap)
    spare = room.y() + room.height() - stacked.bottom
    drop = min(spare // 3, parts.look.px(DROP_MM))
    if drop > 0:
        stack(shown, room.adjusted(0, drop, 0, 0), gap)
    return stacked.size_px


def _set(keys: Sequence[Key], places: Sequence[QRect]) -> None:
    for key, spot in zip(keys, places, strict=True):
        key.setGeometry(spot)
