"""One bundle's story: how it stands, why, and what to do about it."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pod.evaluation.viewing.inbox import Cell, Held, PodLine, Stands
from pod.ui.evaluator.cards import button, card, empty, mark, words
from pod.ui.evaluator.paper import BODY, BOLD, HEAD, MIDDLE, SMALL, Paper
from pod.ui.evaluator.words import InboxWords

TIME = "%d %b %H:%M"
NAMES = {3: "part refused", 4: "trust", 5: "decryption", 6: "validation"}


class Story:
    """The column that tells of the bundle that is chosen in the grid."""

    def __init__(self, paper: Paper, text: InboxWords, column: QVBoxLayout) -> None:
        self._paper, self._text, self._column = paper, text, column

    def begin(self) -> None:
        """Say how a bundle is chosen."""
        empty(self._column)
        self._add(self._text.title, HEAD, MIDDLE)
        self._add(self._text.choose)
        self._column.addStretch(1)

    def tell(self, pod: PodLine, cell: Cell) -> None:
        """Tell of one bundle, and of its pod's receipts."""
        empty(self._column)
        text = self._text
        self._add(text.place.format(pod=pod.pod, number=cell.number), HEAD, MIDDLE)
        if cell.held is not None:
            self._tell_held(cell.held)
        else:
            self._tell_plain(pod, cell)
        if pod.waiting:
            self._add(text.receipts_head, BODY, BOLD)
            self._add(text.receipts_of.format(count=pod.waiting, pod=pod.pod))
        self._add(text.nothing_lost, SMALL)
        self._column.addStretch(1)

    def _add(self, said: str, size: int = BODY, weight: int = 400) -> None:
        self._column.addWidget(words(self._paper, said, size, weight))

    def _titled(self, column: QVBoxLayout, stands: Stands, said: str) -> None:
        """Put a mark and its words at the top of a card."""
        row = QHBoxLayout()
        row.addWidget(mark(self._paper, stands))
        row.addWidget(words(self._paper, said, BODY, BOLD), stretch=1)
        column.addLayout(row)

    def _tell_plain(self, pod: PodLine, cell: Cell) -> None:
        """Tell of a bundle that was read, or that never came."""
        text, told = self._text, self._text.told[cell.stands]
        if cell.line is not None:
            one = cell.line
            told += " " + text.rows.format(
                accepted=one.accepted,
                refused=one.refused,
                time=one.received_at.strftime(TIME),
            )
        frame, column = card(self._paper)
        self._titled(column, cell.stands, text.stands[cell.stands])
        column.addWidget(words(self._paper, told))
        ask = text.ask_again.get(cell.stands, "")
        note = ask.format(pod=pod.pod, number=cell.number)
        if note:
            column.addWidget(words(self._paper, text.do, BODY, BOLD))
            column.addWidget(words(self._paper, note))
        self._column.addWidget(frame)
        if note:
            self._copy(note)

    def _tell_held(self, held: Held) -> None:
        """Tell why a bundle is held, what to do, and let that be copied."""
        text, paper = self._text, self._paper
        frame, column = card(paper, "held")
        self._titled(column, "held", text.held)
        column.addWidget(words(paper, f"{held.reason.rstrip('.')}."))
        if held.do:
            column.addWidget(words(paper, text.do, BODY, BOLD))
            column.addWidget(words(paper, held.do))
        code = text.code.format(code=held.code, name=NAMES.get(held.code, "other"))
        column.addWidget(words(paper, code, SMALL))
        self._column.addWidget(frame)
        self._copy(f"{held.name}: {held.reason} {held.do}".strip())

    def _copy(self, note: str) -> None:
        """Offer to copy a note for the site."""
        key = button(self._paper, self._text.copy)

        def copied() -> None:
            QGuiApplication.clipboard().setText(note)
            key.setText(self._text.copied)

        key.clicked.connect(copied)
        self._column.addWidget(key)
