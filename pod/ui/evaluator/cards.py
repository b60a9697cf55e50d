"""The small parts that the window's pages are put together from."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
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
from pod.ui.evaluator.marks import draw_mark
from pod.ui.evaluator.paper import BODY, BOLD, GAP, PLAIN, SMALL, Paper

MARK_PX, ROOM_PX = 24, 34


def words(paper: Paper, said: str, size: int = BODY, weight: int = PLAIN) -> QLabel:
    """Return words that break where they have to and can be marked and copied."""
    label = QLabel(said)
    label.setFont(paper.font(size, weight))
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    select = Qt.TextInteractionFlag.TextSelectableByMouse
    label.setTextInteractionFlags(select)
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


def choice(paper: Paper, said: str) -> QComboBox:
    """Return a list to choose one thing from, as wide as its longest."""
    box = QComboBox()
    box.setFont(paper.font(SMALL))
    box.setAccessibleName(said)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def mark(paper: Paper, stands: Stands) -> QLabel:
    """Return the mark of how a bundle stands, as a picture beside its words."""
    side = paper.px(ROOM_PX)
    picture = QPixmap(QSize(side, side))
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, 0, paper.px(MARK_PX), paper.px(MARK_PX))
        box.moveCenter(QRectF(picture.rect()).center())
        draw_mark(painter, paper, stands, box)
    label = QLabel()
    label.setPixmap(picture)
    return label


def counted(paper: Paper, stands: Stands, count: str, said: str) -> QFrame:
    """Return a card that counts something: its mark, how many, and of what."""
    frame, column = card(paper)
    row = QHBoxLayout()
    row.setSpacing(paper.px(GAP))
    row.addWidget(mark(paper, stands))
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
