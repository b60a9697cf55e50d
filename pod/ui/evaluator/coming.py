"""The card that shows bundles coming in, and the one that writes their receipts."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QProgressBar

from pod.evaluation.viewing.inbox import Inbox
from pod.ui.evaluator.cards import button, card, counted, icon, words
from pod.ui.evaluator.paper import BODY, BOLD, SMALL, Paper
from pod.ui.evaluator.words import InboxWords

WHOLE = 1000
ICON, GLYPH = 34, "ph.receipt"


class Coming:
    """How far bundles have come in, with a way to stop that."""

    def __init__(
        self, paper: Paper, text: InboxWords, stopped: Callable[[], None]
    ) -> None:
        self.frame, column = card(paper)
        column.addWidget(words(paper, text.coming, BODY, BOLD))
        self._said = words(paper, "", SMALL)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, WHOLE)
        self._bar.setAccessibleName(text.coming)
        self.stop = button(paper, text.stop)
        self.stop.clicked.connect(stopped)
        for part in (self._said, self._bar, words(paper, text.stop_loses, SMALL)):
            column.addWidget(part)
        column.addWidget(self.stop)

    def show(self, said: str, share: float) -> None:
        """Show how far it is."""
        self._said.setText(said)
        self._bar.setValue(round(share * WHOLE))


def receipts_card(
    paper: Paper, text: InboxWords, inbox: Inbox, write: Callable[[], None]
) -> QFrame:
    """Return the card that tells how many receipts are waiting, and writes them."""
    picture = icon(paper, GLYPH, ICON)
    frame = counted(paper, picture, str(inbox.waiting), text.receipts)
    column = frame.layout()
    if column is not None:
        why = text.receipts_why if inbox.waiting else text.receipts_none
        column.addWidget(words(paper, why, SMALL))
        key = button(paper, text.write_receipts)
        key.clicked.connect(write)
        column.addWidget(key)
    return frame
