"""The small parts that the window's pages are put together from."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pod.evaluation.viewing.inbox import Stands
from pod.ui.common.icons import draw_icon
from pod.ui.evaluator.marks import draw_mark
from pod.ui.evaluator.paper import BODY, BOLD, GAP, PLAIN, SMALL, Paper

MARK_PX, ROOM_PX, ARROW, INFO = 24, 34, 24, 44


def words(paper: Paper, said: str, size: int = BODY, weight: int = PLAIN) -> QLabel:
    """Return words that break where they have to and can be marked and copied."""
    label = QLabel(said)
    label.setFont(paper.font(size, weight))
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    select = Qt.TextInteractionFlag.TextSelectableByMouse
    label.setTextInteractionFlags(select)
    return label


def line(paper: Paper, said: str, size: int = SMALL, weight: int = PLAIN) -> QLabel:
    """Return words that stay on one line."""
    label = words(paper, said, size, weight)
    label.setWordWrap(False)
    return label


def card(paper: Paper, kind: str = "card") -> tuple[QFrame, QVBoxLayout]:
    """Return a card and the column in it: `card`, `panel` or `held`."""
    frame = QFrame()
    frame.setObjectName(kind)
    column = QVBoxLayout(frame)
    inside = paper.px(GAP)
    column.setContentsMargins(inside, inside, inside, inside)
    column.setSpacing(paper.px(GAP // 2))
    return frame, column


def button(paper: Paper, said: str, kind: str = "") -> QPushButton:
    """Return a button; `main` is the page's one filled one."""
    made = QPushButton(said)
    made.setObjectName(kind)
    made.setFont(paper.font())
    made.setAccessibleName(said)
    return made


class Choice(QComboBox):
    """A list to choose one thing from; its arrow is drawn in the theme's ink."""

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self._paper = paper

    def event(self, event: QEvent) -> bool:
        """Draw the arrow over what Qt paints; leave the rest to Qt."""
        handled = super().event(event)
        if event.type() == QEvent.Type.Paint:
            side = self._paper.px(ARROW)
            room = self.rect().adjusted(0, 0, -self._paper.px(GAP), 0)
            room.setLeft(room.right() - side)
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                draw_icon(painter, "ph.caret-down", room, self._paper.colour("ink"))
        return handled


def choice(paper: Paper, said: str) -> QComboBox:
    """Return a list to choose one thing from, as wide as its longest."""
    box = Choice(paper)
    box.setFont(paper.font(SMALL))
    box.setAccessibleName(said)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


class Picture(QWidget):
    """A small picture beside its words, drawn as sharp as the screen is."""

    def __init__(self, side: int, draw: Callable[[QPainter, QRectF], None]) -> None:
        super().__init__()
        self._draw = draw
        self.setFixedSize(QSize(side, side))
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)

    def event(self, event: QEvent) -> bool:
        """Paint; leave the rest to Qt."""
        if event.type() != QEvent.Type.Paint:
            return super().event(event)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw(painter, QRectF(self.rect()))
        return True


def mark(paper: Paper, stands: Stands) -> QWidget:
    """Return the mark of how a bundle stands."""

    def draw(painter: QPainter, room: QRectF) -> None:
        box = QRectF(0, 0, paper.px(MARK_PX), paper.px(MARK_PX))
        box.moveCenter(room.center())
        draw_mark(painter, paper, stands, box)

    return Picture(paper.px(ROOM_PX), draw)


def icon(paper: Paper, glyph: str, side: int = INFO, colour: str = "accent") -> QWidget:
    """Return an icon, which never stands without words beside it."""

    def draw(painter: QPainter, room: QRectF) -> None:
        draw_icon(painter, glyph, room.toRect(), paper.colour(colour))

    return Picture(paper.px(side), draw)


def counted(paper: Paper, picture: QWidget, count: str, said: str) -> QFrame:
    """Return a card that counts something: its mark, how many, and of what."""
    frame, column = card(paper)
    inside, slim = paper.px(GAP), paper.px(GAP // 2)
    column.setContentsMargins(inside, slim, inside, slim)
    row = QHBoxLayout()
    row.setSpacing(paper.px(GAP))
    row.addWidget(picture)
    number = words(paper, count, BODY, BOLD)
    number.setWordWrap(False)
    row.addWidget(number)
    row.addWidget(words(paper, said), stretch=1)
    column.addLayout(row)
    return frame


def empty(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if isinstance(widget, QWidget):
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty(inner)
