"""Cuts rectangles: every page is laid out by taking room away from its edges."""

from PySide6.QtCore import QRect


def inset(room: QRect, across: int, down: int) -> QRect:
    """Return the room without its edges."""
    return room.adjusted(across, down, -across, -down)


def cut_left(room: QRect, width: int, gap: int) -> tuple[QRect, QRect]:
    """Return a piece at the left, and what remains beyond the gap."""
    piece = QRect(room.x(), room.y(), width, room.height())
    return piece, room.adjusted(width + gap, 0, 0, 0)


def cut_right(room: QRect, width: int, gap: int) -> tuple[QRect, QRect]:
    """Return a piece at the right, and what remains beyond the gap."""
    x = room.x() + room.width() - width
    piece = QRect(x, room.y(), width, room.height())
    return piece, room.adjusted(0, 0, -width - gap, 0)


def cut_top(room: QRect, height: int, gap: int) -> tuple[QRect, QRect]:
    """Return a piece at the top, and what remains beyond the gap."""
    piece = QRect(room.x(), room.y(), room.width(), height)
    return piece, room.adjusted(0, height + gap, 0, 0)


def cut_bottom(room: QRect, height: int, gap: int) -> tuple[QRect, QRect]:
    """Return a piece at the bottom, and what remains beyond the gap."""
    y = room.y() + room.height() - height
    piece = QRect(room.x(), y, room.width(), height)
    return piece, room.adjusted(0, 0, 0, -height - gap)


def in_a_row(room: QRect, number: int, gap: int) -> list[QRect]:
    """Return `number` equal pieces side by side."""
    width = (room.width() - (number - 1) * gap) / number
    return [
        QRect(
            room.x() + round(place * (width + gap)), room.y(), int(width), room.height()
        )
        for place in range(number)
    ]


def in_a_column(room: QRect, number: int, gap: int) -> list[QRect]:
    """Return `number` equal pieces one under another."""
    height = (room.height() - (number - 1) * gap) / number
    return [
        QRect(
            room.x(),
            room.y() + round(place * (height + gap)),
            room.width(),
            int(height),
        )
        for place in range(number)
    ]


def square_in(room: QRect, size: int) -> QRect:
    """Return a square in the middle of the room."""
    square = QRect(0, 0, size, size)
    square.moveCenter(room.center())
    return square
