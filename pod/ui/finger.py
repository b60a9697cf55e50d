"""A finger that is put on the glass and lifted."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget


def touch(frame: QWidget, place: QPoint) -> None:
    """Put a finger down at a place of the window, and lift it there."""
    widget = frame.childAt(place) or frame
    inside = QPointF(widget.mapFrom(frame, place))
    whole = QPointF(frame.mapToGlobal(place))
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, held in (
        (QEvent.Type.MouseButtonPress, left),
        (QEvent.Type.MouseButtonRelease, none),
    ):
        event = QMouseEvent(
            kind, inside, whole, left, held, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(widget, event)
