"""Lays widgets side by side, and goes on in the next line where the room ends."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget


class Flowing(QWidget):
    """A line of widgets that breaks like words; it is as high as its lines need.

    With `last_right`, the last widget ends where the line ends, as far as it has room.
    """

    def __init__(self, across: int, down: int = 0, *, last_right: bool = False) -> None:
        super().__init__()
        self._across, self._down, self._last_right = across, down, last_right
        self._inside: list[QWidget] = []
        self.setObjectName("clear")

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end."""
        widget.setParent(self)
        self._inside.append(widget)
        widget.show()
        self.settle()

    def clear(self) -> None:
        """Take everything out."""
        for one in self._inside:
            one.setParent(None)
            one.deleteLater()
        self._inside.clear()
        self.settle()

    def event(self, event: QEvent) -> bool:
        """Lay out anew where the room or what is inside changed."""
        handled = super().event(event)
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self.settle()
        return handled

    def settle(self) -> None:
        """Give every widget its place, line by line, and take the height of that."""
        wide, top = self.contentsRect().width(), 0
        lines = self._lines(wide)
        for line in lines:
            high = max(size.height() for _, size in line)
            x = 0
            for one, size in line:
                last = self._last_right and one is self._inside[-1]
                at = max(x, wide - size.width()) if last else x
                one.setGeometry(
                    QRect(QPoint(at, top + (high - size.height()) // 2), size)
                )
                x += size.width() + self._across
            top += high + self._down
        high = max(0, top - self._down) if lines else 0
        if self.minimumHeight() != high:
            self.setFixedHeight(high)

    def _lines(self, wide: int) -> list[list[tuple[QWidget, QSize]]]:
        """Part what is inside into lines; nothing is wider than the room."""
        lines: list[list[tuple[QWidget, QSize]]] = []
        left = -1
        for one in self._inside:
            size = one.sizeHint().expandedTo(one.minimumSize())
            size.setWidth(min(size.width(), max(1, wide)))
            if not lines or left < size.width():
                lines.append([])
                left = wide
            lines[-1].append((one, size))
            left -= size.width() + self._across
        return lines
