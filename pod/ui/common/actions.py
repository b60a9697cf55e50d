"""The row of ways on at the foot of a page: others at the left, the main one right."""

from collections.abc import Sequence

from PySide6.QtCore import QRect

from pod.ui.common.key import Key
from pod.ui.common.look import Look
from pod.ui.common.room import cut_bottom, in_a_row

LEAST_MM, LEAST_MAIN_MM = 44.2, 54.4
ROW_GAP_MM = 4.0


def row_height(look: Look, *, main: bool) -> int:
    """Return the height of an action row in pixels."""
    return look.px(look.mm.main_target if main else look.mm.target)


def place_row(look: Look, row: QRect, keys: Sequence[Key]) -> QRect:
    """Place keys along a row as wide as their words; return what remains between."""
    gap = look.px(look.mm.gap)
    widths = [_width(look, key) for key in keys]
    if sum(widths) + gap * (len(keys) - 1) > row.width():
        for key, place in zip(keys, _squeezed(row, widths, gap), strict=True):
            key.setGeometry(place)
        return QRect(row.right(), row.y(), 0, row.height())
    left, right = row.x(), row.x() + row.width()
    for key, width in zip(keys, widths, strict=True):
        if key.face.style != "main":
            key.setGeometry(left, row.y(), width, row.height())
            left += width + gap
        else:
            right -= width
            key.setGeometry(right, row.y(), width, row.height())
            right -= gap
    more = look.px(ROW_GAP_MM) - gap
    return QRect(left + more, row.y(), right - left - 2 * more, row.height())


def place_equal(look: Look, row: QRect, keys: Sequence[Key]) -> None:
    """Place keys of equal weight along a row."""
    places = in_a_row(row, len(keys), look.px(look.mm.gap))
    for key, place in zip(keys, places, strict=True):
        key.setGeometry(place)


def place_filled(look: Look, row: QRect, keys: Sequence[Key]) -> None:
    """Place keys so that they fill a row, each as its words need."""
    gap = look.px(look.mm.gap)
    widths = [_width(look, key) for key in keys]
    for key, place in zip(keys, _squeezed(row, widths, gap), strict=True):
        key.setGeometry(place)


def cut_row(look: Look, room: QRect, *, main: bool) -> tuple[QRect, QRect]:
    """Return the action row at the foot of a room, and the room above it."""
    return cut_bottom(room, row_height(look, main=main), look.px(look.mm.gap))


def _width(look: Look, key: Key) -> int:
    least = LEAST_MAIN_MM if key.face.style == "main" else LEAST_MM
    return max(look.px(least), key.natural_width())


def _squeezed(row: QRect, widths: Sequence[int], gap: int) -> list[QRect]:
    """Share a row in the proportion of what each would want."""
    free = row.width() - gap * (len(widths) - 1)
    x, places = row.x(), []
    for width in widths:
        share = free * width // sum(widths)
        places.append(QRect(x, row.y(), share, row.height()))
        x += share + gap
    return places
