"""The inbox: what came, what is missing, and what to do about it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from pod.evaluation.intake import Taken
from pod.evaluation.viewing.inbox import STANDS, Cell, Held, Inbox, PodLine, Stands
from pod.ui.evaluator.cards import button, card, counted, empty, mark, words
from pod.ui.evaluator.grid import PodGrid
from pod.ui.evaluator.page import Ask
from pod.ui.evaluator.paper import (
    BODY,
    BOLD,
    GAP,
    HEAD,
    MARGIN,
    MIDDLE,
    SMALL,
    TITLE,
    Paper,
)
from pod.ui.evaluator.words import InboxWords

LEFT, RIGHT = 410, 380
TIME = "%d %b %H:%M"
COUNTED: tuple[Stands, ...] = ("gap", "held", "silent")
STRAYS = 5
NAMES = {3: "part refused", 4: "trust", 5: "decryption", 6: "validation"}


class InboxPage(QWidget):
    """Three columns: what came in numbers, the grid, and one bundle's story."""

    brought = Signal()
    """Bundles were brought in."""

    def __init__(self, paper: Paper, text: InboxWords, ask: Ask) -> None:
        super().__init__()
        self._paper, self._text, self._ask = paper, text, ask
        self._said = ""
        row = QHBoxLayout(self)
        edge = paper.px(MARGIN)
        row.setContentsMargins(edge, edge // 2, edge, edge)
        row.setSpacing(edge)
        self._left, self._middle = self._column(row, LEFT), self._column(row, 0)
        self._right = self._column(row, RIGHT)
        self.grid: PodGrid | None = None

    def show_inbox(self, inbox: Inbox) -> None:
        """Show what came; the story begins anew."""
        for column in (self._left, self._middle, self._right):
            empty(column)
        self._count(inbox)
        self._lay_grid(inbox)
        self._tell(words(self._paper, self._text.choose), self._text.title)

    def tell(self, pod: PodLine, cell: Cell) -> None:
        """Tell of one bundle: how it stands, why, and what to do."""
        empty(self._right)
        said = self._text.place.format(pod=pod.pod, number=cell.number)
        self._right.addWidget(words(self._paper, said, HEAD, MIDDLE))
        if cell.held is not None:
            self._tell_held(cell.held)
        else:
            self._tell_plain(pod, cell)
        self._right.addWidget(words(self._paper, self._text.nothing_lost, SMALL))
        self._right.addStretch(1)

    def _column(self, row: QHBoxLayout, wide: int) -> QVBoxLayout:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._paper.px(GAP))
        if wide:
            holder.setFixedWidth(self._paper.px(wide))
        row.addWidget(holder, stretch=0 if wide else 1)
        return column

    def _count(self, inbox: Inbox) -> None:
        """Say how many came, lack, are held and are silent; and what came last."""
        paper, text, left = self._paper, self._text, self._left
        left.addWidget(words(paper, text.title, TITLE, MIDDLE))
        came = text.counted["received"].format(expected=inbox.expected)
        left.addWidget(counted(paper, "on_time", str(inbox.received), came))
        for stands in COUNTED:
            number = inbox.silent if stands == "silent" else inbox.count(stands)
            left.addWidget(
                counted(paper, stands, str(number), text.counted[stands]),
            )
        if inbox.strays:
            left.addWidget(self._strays(inbox.strays))
        left.addWidget(self._recent(inbox))
        self.bring = button(paper, text.bring, "main")
        self.bring.clicked.connect(self._bring)
        left.addWidget(self.bring)
        left.addWidget(words(paper, self._said, SMALL))
        left.addStretch(1)

    def bring_in(self, folder: Path) -> None:
        """Take in what lies in a folder, such as a stick's; behind, not here."""
        self.bring.setEnabled(False)
        self._ask(
            "bring", lambda study, told: study.bring_in([folder], told), self._came
        )

    def _bring(self) -> None:
        if name := QFileDialog.getExistingDirectory(self, self._text.bring):
            self.bring_in(Path(name))

    def _came(self, taken: Sequence[Taken]) -> None:
        """Say what came of it, and let all be read anew."""
        states = Counter(one.state for one in taken)
        self._said = self._text.brought.format(
            count=len(taken), loaded=states["loaded"], already=states["already"]
        )
        if states["refused"]:
            self._said += " " + self._text.refused.format(count=states["refused"])
        self.brought.emit()

    def _recent(self, inbox: Inbox) -> QFrame:
        paper, text = self._paper, self._text
        frame, column = card(paper, "panel")
        column.addWidget(words(paper, text.recent, BODY, BOLD))
        for one in inbox.recent:
            time = one.received_at.strftime(TIME)
            said = text.came.format(time=time, pod=one.pod, number=one.sequence)
            column.addWidget(words(paper, said, SMALL))
        if not inbox.recent:
            column.addWidget(words(paper, text.nothing, SMALL))
        return frame

    def _strays(self, strays: tuple[Held, ...]) -> QFrame:
        """Tell of files that were set aside and are no pod's bundle."""
        frame, column = card(self._paper, "held")
        said = f"{self._text.strays}: {len(strays)}"
        column.addWidget(words(self._paper, said, BODY, BOLD))
        for one in strays[:STRAYS]:
            column.addWidget(words(self._paper, f"{one.name}: {one.reason}", SMALL))
        return frame

    def _lay_grid(self, inbox: Inbox) -> None:
        paper, text = self._paper, self._text
        head = QHBoxLayout()
        head.setSpacing(paper.px(8))
        title = words(paper, text.pods, HEAD, MIDDLE)
        title.setWordWrap(False)
        head.addWidget(title, stretch=1)
        for stands in STANDS:
            head.addWidget(mark(paper, stands))
            said = words(paper, text.stands[stands], SMALL)
            said.setWordWrap(False)
            head.addWidget(said)
        self._middle.addLayout(head)
        self.grid = PodGrid(paper, text, inbox.pods)
        self.grid.chosen.connect(self.tell)
        area = QScrollArea()
        area.setWidget(self.grid)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._middle.addWidget(area, stretch=1)

    def _tell_plain(self, pod: PodLine, cell: Cell) -> None:
        """Tell of a bundle that was read, or that never came."""
        told = self._text.told[cell.stands]
        if cell.line is not None:
            one = cell.line
            told += " " + self._text.rows.format(
                accepted=one.accepted,
                refused=one.refused,
                time=one.received_at.strftime(TIME),
            )
        frame, column = card(self._paper)
        row = QHBoxLayout()
        row.addWidget(mark(self._paper, cell.stands))
        stands = self._text.stands[cell.stands]
        row.addWidget(words(self._paper, stands, BODY, BOLD), stretch=1)
        column.addLayout(row)
        column.addWidget(words(self._paper, told))
        self._right.addWidget(frame)
        ask = self._text.ask_again.get(cell.stands, "")
        if ask:
            note = ask.format(pod=pod.pod, number=cell.number)
            column.addWidget(words(self._paper, self._text.do, BODY, BOLD))
            column.addWidget(words(self._paper, note))
            self._copy(note)

    def _tell_held(self, held: Held) -> None:
        """Tell why a bundle is held, what to do, and let that be copied."""
        text = self._text
        frame, column = card(self._paper, "held")
        row = QHBoxLayout()
        row.addWidget(mark(self._paper, "held"))
        row.addWidget(words(self._paper, text.held, BODY, BOLD), stretch=1)
        column.addLayout(row)
        column.addWidget(words(self._paper, held.reason))
        if held.do:
            column.addWidget(words(self._paper, text.do, BODY, BOLD))
            column.addWidget(words(self._paper, held.do))
        code = text.code.format(code=held.code, name=NAMES.get(held.code, "other"))
        column.addWidget(words(self._paper, code, SMALL))
        self._right.addWidget(frame)
        self._copy(f"{held.name}: {held.reason} {held.do}".strip())

    def _copy(self, note: str) -> None:
        """Offer to copy a note for the site."""
        key = button(self._paper, self._text.copy)

        def copied() -> None:
            QGuiApplication.clipboard().setText(note)
            key.setText(self._text.copied)

        key.clicked.connect(copied)
        self._right.addWidget(key)

    def _tell(self, what: QWidget, title: str) -> None:
        self._right.addWidget(words(self._paper, title, HEAD, MIDDLE))
        self._right.addWidget(what)
        self._right.addStretch(1)
