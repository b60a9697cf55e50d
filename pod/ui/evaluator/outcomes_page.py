"""Flow and outcomes: who came how far, what changed, and what that cannot show."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pod.evaluation.analysis.findings import Findings, Flow
from pod.ui.evaluator.cards import card, choice, empty, icon, line, words
from pod.ui.evaluator.change_table import Row, change_table, rows_of, shares_of
from pod.ui.evaluator.columns import Columns
from pod.ui.evaluator.flow_bars import flow_bars, lost_told
from pod.ui.evaluator.flowing import Flowing
from pod.ui.evaluator.keeping import Keep, keep_menu, said_in
from pod.ui.evaluator.paper import BODY, BOLD, GAP, HEAD, MIDDLE, SMALL, Paper
from pod.ui.evaluator.words import OutcomesWords

FLOW_WIDE, INFORMS = 540, "ph.info"
FLOW_HEADER = ("step", "people", "cannot_show")
HEADER = (
    "task",
    "score",
    "chosen_beforehand",
    "group",
    "n",
    "missing",
    "g_better",
    "low",
    "high",
    "better",
    "no_reliable_change",
    "worse",
    "design",
    "who",
    "cannot_show",
)


class OutcomesPage(QWidget):
    """Two columns: the flow, and the table of change with its limits."""

    def __init__(self, paper: Paper, text: OutcomesWords) -> None:
        super().__init__()
        self._paper, self._text = paper, text
        self._findings: Findings | None = None
        self.rows: Sequence[Row] = ()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        columns = Columns(paper, (FLOW_WIDE, 0))
        outer.addWidget(columns)
        self._flow, self._change = columns.columns
        self.group = choice(paper, text.group)
        self.group.currentIndexChanged.connect(lambda _at: self._show_group())

    def show_findings(self, findings: Findings) -> None:
        """Show what was found; everybody first."""
        self._findings = findings
        self._show_flow(findings.flow)
        self._fill_groups(findings)
        self._show_group()

    def _show_flow(self, flow: Flow) -> None:
        """Show who came how far, and what is known of why others did not."""
        empty(self._flow)
        paper, text = self._paper, self._text
        bars = flow_bars(paper, text, flow)
        rows = [(one.name, _told(one.n), flow.honest.cannot) for one in flow.steps]
        rows += [(f"lost: {one.name}", _told(one.n), "") for one in flow.lost]
        if held := flow.held:
            why = held.honest.cannot
            rows += [
                (f"kept back: {one.name}", _told(one.n), why) for one in held.steps
            ]
        self._head(self._flow, text.flow, Keep(bars, "flow", FLOW_HEADER, rows))
        self._flow.addWidget(bars)
        if lost := lost_told(flow, text):
            self._flow.addWidget(words(paper, lost, SMALL))
        self._flow.addWidget(words(paper, flow.honest.cannot, SMALL))
        self._flow.addStretch(1)

    def _head(
        self, column: QVBoxLayout, title: str, keep: Keep, *more: QWidget
    ) -> None:
        """Put a title over a figure, and what chooses and saves it beside that."""
        paper = self._paper
        head = Flowing(paper.px(GAP), paper.px(GAP), last_right=True)
        head.add(line(paper, title, HEAD + 4, MIDDLE))
        saved, holder = words(paper, "", SMALL), QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        save = keep_menu(paper, self._text, lambda: keep, said_in(saved), title)
        for one in (*more, save):
            row.addWidget(one)
        head.add(holder)
        column.addWidget(head)
        column.addWidget(saved)

    def _fill_groups(self, findings: Findings) -> None:
        names = {one.group for out in findings.outcomes for one in out.groups}
        with QSignalBlocker(self.group):
            self.group.clear()
            self.group.addItem(self._text.everyone, "")
            for name in sorted(names):
                self.group.addItem(name, name)

    def _show_group(self) -> None:
        """Show the group that is chosen."""
        findings, text, paper = self._findings, self._text, self._paper
        if findings is None:
            return
        self.group.setParent(None)
        empty(self._change)
        self.rows = rows_of(findings.outcomes, str(self.group.currentData() or ""))
        frame, column = card(paper)
        figure = change_table(paper, text, self.rows)
        column.addWidget(figure)
        keep = Keep(figure, "change", HEADER, list(_numbers(self.rows)))
        self._head(self._change, text.change, keep, self.group)
        self._change.addWidget(frame)
        self._change.addWidget(self._limits(findings))
        self._change.addStretch(1)

    def _limits(self, findings: Findings) -> QWidget:
        """Say the design, whom the table counts, and what it cannot show."""
        paper = self._paper
        frame, whole = card(paper, "panel")
        row = QHBoxLayout()
        row.setSpacing(paper.px(GAP))
        row.addWidget(icon(paper, INFORMS), alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        row.addLayout(column, stretch=1)
        whole.addLayout(row)
        for honest in dict.fromkeys(one.honest for one in findings.outcomes):
            column.addWidget(words(paper, honest.design, BODY, BOLD))
            column.addWidget(words(paper, f"{honest.who} {honest.cannot}", SMALL))
        if findings.notes:
            column.addWidget(words(paper, self._text.notes, BODY, BOLD))
            column.addWidget(words(paper, " ".join(findings.notes), SMALL))
        return frame


def _told(n: int | None) -> object:
    return "withheld" if n is None else n


def _numbers(rows: Sequence[Row]) -> Iterator[Sequence[object]]:
    """Return the figure's numbers, with what they cannot show on every line."""
    for row in rows:
        out, effect = row.outcome, row.effect
        told = row.group.reliable[0] if row.group.reliable else None
        found = (effect.value, effect.low, effect.high) if effect else ("", "", "")
        yield (
            out.task,
            out.score,
            "yes" if out.chosen else "no",
            row.group.group,
            _told(row.group.n),
            "" if row.missing is None else row.missing,
            *found,
            *(shares_of(told) if told else ("", "", "")),
            out.honest.design,
            out.honest.who,
            out.honest.cannot,
        )
