"""Answers for hands that shake: all over the page, as large as it allows."""

from dataclasses import replace
from math import ceil

from PySide6.QtCore import QRect

from pod.ui.common.key import Key
from pod.ui.common.labels import stack
from pod.ui.common.room import cut_bottom, in_a_column, in_a_row
from pod.ui.kiosk.answers import GRID_RING_MM, IN_A_ROW, WORDS_GAP_MM, Parts

ROWS, ENDS_MM, LEAST_MM, BACK_MM = 2, 9.5, 9.0, 8.0


def place_spread(parts: Parts, room: QRect, back: Key) -> bool:
    """Place answers and the way back in two rows; tell whether the words find room.

    What a scale's ends mean always stands above them.
    """
    look = parts.look
    high = ROWS * look.px(look.mm.target) + parts.gap
    cells, above = cut_bottom(room, high, parts.gap // 2)
    _fill(parts, cells, back)
    if parts.ends:
        strip, above = cut_bottom(above, look.px(ENDS_MM), parts.gap // 2)
        low, high_end = parts.ends
        low.align, high_end.align = "left", "right"
        for words, half in zip(parts.ends, in_a_row(strip, 2, parts.gap), strict=True):
            words.put_middle(half)
    if above.height() < look.px(LEAST_MM):
        return False
    shown = [words for words in parts.words if words.text()]
    return stack(shown, above, look.px(WORDS_GAP_MM)).size_px > 0


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
    if any(not key.geometry().contains(key.ink()) for key in parts.answers):
        for key in parts.answers:
            key.face = replace(key.face, level=None, icon="", shape="row")
