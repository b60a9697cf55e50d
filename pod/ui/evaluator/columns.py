"""Columns side by side; one under another where letters are large or a window small."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from pod.ui.evaluator.paper import GAP, MARGIN, Paper

LEAST, NARROW = 560, 440
"""The narrowest, as drawn, that the column is which takes what the others leave."""
_BESIDE, _UNDER = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class Columns(QScrollArea):
    """A page of columns that scrolls where it must; a width of 0 takes the rest."""

    def __init__(self, paper: Paper, widths: Sequence[int]) -> None:
        super().__init__()
        self._paper, self._widths = paper, widths
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        # Its room is always kept: lines that break for want of it would want it less.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda low, high: bar.setEnabled(high > low))
        holder = QWidget()
        self._row = QBoxLayout(_BESIDE, holder)
        edge = paper.px(MARGIN)
        self._row.setContentsMargins(edge, edge // 2, edge, edge // 2)
        self._row.setSpacing(edge)
        self._holders = [QWidget() for _ in widths]
        self.columns = [
            self._column(*each) for each in zip(self._holders, widths, strict=True)
        ]
        if 0 not in widths:
            self._row.addStretch(1)
        self.setWidget(holder)

    def event(self, event: QEvent) -> bool:
        """Turn the columns where the room calls for it; leave the rest to Qt."""
        if event.type() == QEvent.Type.Resize:
            self._turn()
        return super().event(event)

    def settle(self) -> None:
        """Take the height that the columns need now, once all has its place."""
        QTimer.singleShot(0, self, self._heighten)

    def _heighten(self) -> None:
        """Give columns that stand under one another all the height of their lines."""
        for holder in self._holders:
            inside, need = holder.layout(), 0
            if inside is not None and inside.hasHeightForWidth() and not self.beside:
                inside.invalidate()
                need = inside.totalHeightForWidth(holder.width())
            holder.setMinimumHeight(need)

    @property
    def beside(self) -> bool:
        """Whether the columns stand side by side."""
        return self._row.direction() == _BESIDE

    def _column(self, holder: QWidget, wide: int) -> QVBoxLayout:
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._paper.px(GAP))
        self._row.addWidget(holder, stretch=0 if wide else 1)
        return column

    def _turn(self) -> None:
        """Stand side by side where there is room for that."""
        rest = LEAST * (0 in self._widths)
        air = MARGIN * (len(self._widths) + 1)
        beside = self.width() >= self._paper.px(sum(self._widths) + rest + air)
        self._row.setDirection(_BESIDE if beside else _UNDER)
        for holder, wide in zip(self._holders, self._widths, strict=True):
            if wide and beside:
                holder.setFixedWidth(self._paper.px(wide))
            else:
                holder.setMinimumWidth(0)
                holder.setMaximumWidth(self.maximumWidth())


class Pairs(QWidget):
    """Cards two in a row; one in a row where that would make them narrow."""

    def __init__(self, paper: Paper, cards: Sequence[QWidget]) -> None:
        super().__init__()
        self._paper, self._cards = paper, cards
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(paper.px(GAP))
        self._lay(2)

    def event(self, event: QEvent) -> bool:
        """Lay the cards out anew where the room calls for it; leave the rest to Qt."""
        if event.type() == QEvent.Type.Resize:
            self._lay(2 if self.width() >= self._paper.px(2 * NARROW) else 1)
        return super().event(event)

    def _lay(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for place, one in enumerate(self._cards):
            self._grid.addWidget(one, place // across, place % across)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
