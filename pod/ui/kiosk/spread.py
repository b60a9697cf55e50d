"""Answers for hands that shake: all over the page, as large as it allows."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from PySide6.QtCore import QRect

from pod.ui.common.key import Key
from pod.ui.common.labels import Words, stack
from pod.ui.common.room import cut_bottom, cut_right, in_a_column, in_a_row
from pod.ui.kiosk.answers import GRID_RING_MM, IN_A_ROW, WORDS_GAP_MM, Parts

ROWS, MOST_IN_ONE = 2, 4
ENDS_MM, LEAST_MM, BACK_MM = 9.5, 9.0, 8.0


def place_spread(parts: Parts, room: QRect, back: Key) -> bool:
    """Place answers, the way back and the words; tell whether these find room.

    Two rows of keys under the words, or else one, with the way back beside them.
    """
    if _place_two(parts, room, back):
        return True
    if len(parts.answers) <= MOST_IN_ONE and _place_one(parts, room, back):
        return True
    _place_two(parts, room, back)
    return False


def _place_two(parts: Parts, room: QRect, back: Key) -> bool:
    """Place two rows; tell whether the words find room above them.

    What a scale's ends mean stands between, unless the question itself says it.
    """
    look = parts.look
    high = ROWS * look.px(look.mm.target) + parts.gap
    cells, above = cut_bottom(room, high, parts.gap // 2)
    _fill(parts, cells, back)
    if parts.ends and _said(parts.ends, parts.words):
        for words in parts.ends:
            words.setVisible(False)
    elif parts.ends:
        above = _place_ends(parts, above)
    return above.height() >= look.px(LEAST_MM) and _place_words(parts, above)


def _place_one(parts: Parts, room: QRect, back: Key) -> bool:
    """Place the answers in one row, without rings, and the way back over the last."""
    row, above = cut_bottom(room, parts.look.px(parts.look.mm.target), parts.gap)
    for key, face, place in zip(
        parts.answers,
        parts.faces,
        in_a_row(row, len(parts.answers), parts.gap),
        strict=True,
    ):
        key.face = replace(face, level=None, icon="", shape="row")
        key.setGeometry(place)
    side, words = cut_right(above, back.width(), parts.gap)
    back.setGeometry(cut_bottom(side, row.height(), 0)[0])
    return _place_words(parts, words) and _whole(parts)


def _place_ends(parts: Parts, above: QRect) -> QRect:
    """Place what a scale's ends mean over them; return what remains above."""
    strip, above = cut_bottom(above, parts.look.px(ENDS_MM), parts.gap // 2)
    low, high_end = parts.ends
    low.align, high_end.align = "left", "right"
    for words, half in zip(parts.ends, in_a_row(strip, 2, parts.gap), strict=True):
        words.put_middle(half)
    return above


def _place_words(parts: Parts, room: QRect) -> bool:
    shown = [words for words in parts.words if words.text()]
    return stack(shown, room, parts.look.px(WORDS_GAP_MM)).size_px > 0


def _said(ends: Sequence[Words], words: Sequence[Words]) -> bool:
    """Tell whether a question says of itself what the ends of its scale mean."""
    asked = " ".join(one.text() for one in words)
    return all(end.text().partition(" ")[2] in asked for end in ends)


def _whole(parts: Parts) -> bool:
    """Tell whether no answer's words leave its key."""
    return all(key.geometry().contains(key.ink()) for key in parts.answers)


def _fill(parts: Parts, room: QRect, back: Key) -> None:
    """Fill two rows of equal cells; where words are cut beside rings, these go."""
    number = len(parts.answers) + 1
    across = ceil(number / ROWS)
    places = [
        place
        for row in in_a_column(room, ROWS, parts.gap)
        for place in in_a_row(row, across, parts.gap)
    ]
    scale = len(parts.answers) > IN_A_ROW
    for key, face, place in zip(parts.answers, parts.faces, places, strict=False):
        ringed = replace(face, shape="left", role="key", icon_mm=GRID_RING_MM)
        key.face = replace(face, role="digit", level=None) if scale else ringed
        key.setGeometry(place)
    back.face = replace(back.face, shape="over", icon_mm=BACK_MM)
    back.setGeometry(places[-1])
    if not _whole(parts):
        for key in parts.answers:
            key.face = replace(key.face, level=None, icon="", shape="row")
