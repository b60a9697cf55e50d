"""The inbox: what came, what is missing, and what to do about it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from pod.evaluation.intake import Taken
from pod.evaluation.viewing.inbox import STANDS, Held, Inbox, Stands
from pod.ui.evaluator.calm import NOTHING, Calm
from pod.ui.evaluator.cards import button, card, counted, empty, line, mark, words
from pod.ui.evaluator.columns import Columns
from pod.ui.evaluator.coming import Coming, receipts_card
from pod.ui.evaluator.flowing import Flowing
from pod.ui.evaluator.grid import PodGrid
from pod.ui.evaluator.keeping import Keep, keep_menu, said_in
from pod.ui.evaluator.page import Asks
from pod.ui.evaluator.paper import BODY, BOLD, HEAD, MIDDLE, SMALL, TITLE, Paper
from pod.ui.evaluator.story import TIME, Story
from pod.ui.evaluator.words import ViewWords

LEFT, RIGHT, GRID, NEAR = 396, 372, 420, 6
BRING, WRITE = "bring", "receipts"
COUNTED: tuple[Stands, ...] = ("gap", "held", "silent")
STRAYS, RECENT = 5, 4
HEADER = ("site", "pod", "bundle", "stands", "rows_used", "rows_refused", "received")


class InboxPage(QWidget):
    """Three columns: what came in numbers, the grid, and one bundle's story."""

    brought = Signal()
    """Bundles were brought in, or that was stopped."""
    written = Signal()
    """Receipts were written."""

    def __init__(self, paper: Paper, text: ViewWords, asks: Asks) -> None:
        super().__init__()
        self._paper, self._text, self._asks = paper, text.inbox, asks
        self._whole_text = text
        self._said = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._columns = Columns(paper, (LEFT, 0, RIGHT))
        self._calm = Calm(paper)
        outer.addWidget(self._columns)
        outer.addWidget(self._calm)
        self._calm.hide()
        self._left, self._middle, right = self._columns.columns
        self._story = Story(paper, text.inbox, right)
        self._way: Coming | None = None
        self.grid: PodGrid | None = None

    def show_inbox(self, inbox: Inbox) -> None:
        """Show what came; the story begins anew."""
        for column in (self._left, self._middle):
            empty(column)
        self._way = None
        self._calm.setVisible(inbox.bare)
        self._columns.setVisible(not inbox.bare)
        if inbox.bare:
            said = " ".join(filter(None, (self._whole_text.window.empty, self._said)))
            self._calm.say(NOTHING, said, self._text.bring, self._bring)
            return
        self._count(inbox)
        self._lay_grid(inbox)
        self._story.begin()

    def coming(self, name: str, said: str, share: float) -> None:
        """Show how far bundles have come in."""
        if name != BRING:
            return
        if self._way is None:
            self._way = Coming(self._paper, self._text, self._stop)
            self._calm.hide()
            self._columns.show()
            self._left.insertWidget(0, self._way.frame)
        self._way.show(said, share)

    def refuse(self, name: str, said: str) -> None:
        """Say why bundles could not be brought in, or receipts not be written."""
        if name in {BRING, WRITE}:
            self._said = said
            self._asks.read_anew()

    def bring_in(self, folder: Path) -> None:
        """Take in what lies in a folder, such as a stick's; behind, not here."""
        self._asks.ask(
            BRING, lambda study, told: study.bring_in([folder], told), self._came
        )

    def write_receipts(self, out: Path | None) -> None:
        """Write receipts for what is here into a folder; behind, not here."""
        self._asks.ask(
            WRITE, lambda study, told: study.write_receipts(out, told), self._wrote
        )

    def _bring(self) -> None:
        if name := QFileDialog.getExistingDirectory(self, self._text.bring):
            self.bring_in(Path(name))

    def _write(self) -> None:
        if name := QFileDialog.getExistingDirectory(self, self._text.write_receipts):
            self.write_receipts(Path(name))

    def _stop(self) -> None:
        """Stop bringing bundles in; what came stays."""
        self._asks.stop(BRING)
        self._said = self._text.stopped
        self._asks.read_anew()
        self.brought.emit()

    def _came(self, taken: Sequence[Taken]) -> None:
        """Say what came of it, and let all be read anew."""
        text, states = self._text, Counter(one.state for one in taken)
        self._said = text.brought.format(
            count=len(taken), loaded=states["loaded"], already=states["already"]
        )
        if states["refused"]:
            self._said += " " + text.refused.format(count=states["refused"])
        if not taken:
            self._said = text.none_there
        self._asks.read_anew()
        self.brought.emit()

    def _wrote(self, paths: Sequence[Path]) -> None:
        """Say how many receipts lie where, and let all be read anew."""
        folder = paths[0].parent if paths else ""
        self._said = self._text.receipts_written.format(count=len(paths), folder=folder)
        self._asks.read_anew()
        self.written.emit()

    def _count(self, inbox: Inbox) -> None:
        """Say how many came, lack, are held and are silent; and what came last."""
        paper, text, left = self._paper, self._text, self._left
        left.addWidget(words(paper, text.title, TITLE, MIDDLE))
        if self._said:
            left.addWidget(words(paper, self._said))
        came = text.counted["received"].format(expected=inbox.expected)
        for stands in ("on_time", *COUNTED):
            said = text.counted.get(stands, came)
            picture = mark(paper, stands)
            left.addWidget(counted(paper, picture, str(_many(inbox, stands)), said))
        left.addWidget(receipts_card(paper, text, inbox, self._write))
        if inbox.strays:
            left.addWidget(self._strays(inbox.strays))
        left.addWidget(self._recent(inbox))
        self.bring = button(paper, text.bring, "main")
        self.bring.clicked.connect(self._bring)
        left.addWidget(self.bring)
        left.addStretch(1)

    def _recent(self, inbox: Inbox) -> QFrame:
        paper, text = self._paper, self._text
        frame, column = card(paper, "panel")
        column.addWidget(words(paper, text.recent, BODY, BOLD))
        for one in inbox.recent[:RECENT]:
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
        """Lay out the grid under what its marks mean, and above what saves it."""
        paper, text = self._paper, self._text
        self.grid = PodGrid(paper, text, inbox.pods)
        keep = Keep(self.grid, "inbox", HEADER, list(_numbers(inbox)))
        saved = words(paper, "", SMALL)
        head = Flowing(paper.px(NEAR), paper.px(NEAR), last_right=True)
        head.add(line(paper, f"{text.pods} ", HEAD, MIDDLE))
        for stands in STANDS:
            head.add(mark(paper, stands))
            head.add(line(paper, text.stands[stands]))
        saving = self._whole_text.outcomes
        head.add(keep_menu(paper, saving, lambda: keep, said_in(saved), "inbox"))
        self._middle.addWidget(head)
        self._middle.addWidget(saved)
        frame, column = card(paper)
        area = QScrollArea()
        area.setWidget(self.grid)
        for part in (area, area.viewport()):
            part.setObjectName("clear")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumHeight(paper.px(GRID))
        self.grid.follow(area)
        self.grid.chosen.connect(self._story.tell)
        self.grid.chosen.connect(lambda *_told: self._columns.settle())
        column.addWidget(area)
        self._middle.addWidget(frame, stretch=1)


def _many(inbox: Inbox, stands: Stands) -> int:
    """Return how many stand so; of silent ones, pods."""
    if stands == "on_time":
        return inbox.received
    return inbox.silent if stands == "silent" else inbox.count(stands)


def _numbers(inbox: Inbox) -> Iterator[Sequence[object]]:
    """Return a line for every bundle that came, or did not."""
    for pod in inbox.pods:
        for cell in pod.cells:
            one = cell.line
            told = (one.accepted, one.refused, one.received_at) if one else ("",) * 3
            yield (pod.site, pod.pod, cell.number, cell.stands, *told)
