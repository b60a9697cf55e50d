"""Flow and outcomes: who came how far, what changed, and what that cannot show."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from pod.evaluation.analysis.findings import Findings
from pod.ui.evaluator.cards import card, choice, empty, words
from pod.ui.evaluator.change_table import Row, change_table, rows_of, shares_of
from pod.ui.evaluator.flow_bars import flow_bars
from pod.ui.evaluator.keeping import Keep, keep_row
from pod.ui.evaluator.paper import BODY, BOLD, GAP, HEAD, MARGIN, MIDDLE, SMALL, Paper
from pod.ui.evaluator.words import OutcomesWords

FLOW_WIDE = 580
HEADER = (
    "task",
    "score",
    "chosen_beforehand",
    "group",
    "n",
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
        row = QHBoxLayout(self)
        edge = paper.px(MARGIN)
        row.setContentsMargins(edge, edge // 2, edge, edge)
        row.setSpacing(edge)
        self._flow = self._column(row, stretch=0)
        self._change = self._column(row, stretch=1)
        self.group = choice(paper, text.group)
        self.group.currentIndexChanged.connect(lambda _at: self._show_group())

    def show_findings(self, findings: Findings) -> None:
        """Show what was found; everybody first."""
        self._findings = findings
        empty(self._flow)
        title = words(self._paper, self._text.flow, HEAD + 4, MIDDLE)
        self._flow.addWidget(title)
        bars = flow_bars(self._paper, self._text, findings.flow)
        bars.setFixedWidth(self._paper.px(FLOW_WIDE))
        self._flow.addWidget(bars)
        limits = words(self._paper, findings.flow.honest.cannot, SMALL)
        limits.setFixedWidth(self._paper.px(FLOW_WIDE))
        self._flow.addWidget(limits)
        self._flow.addStretch(1)
        self._fill_groups(findings)
        self._show_group()

    def _column(self, row: QHBoxLayout, *, stretch: int) -> QVBoxLayout:
        """Return a column that scrolls where the screen is low."""
        holder, area = QWidget(), QScrollArea()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._paper.px(GAP))
        area.setWidgetResizable(True)
        area.setWidget(holder)
        if not stretch:
            area.setFixedWidth(self._paper.px(FLOW_WIDE + GAP))
        row.addWidget(area, stretch=stretch)
        return column

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
        head = QHBoxLayout()
        head.addWidget(words(paper, text.change, HEAD + 4, MIDDLE), stretch=1)
        head.addWidget(self.group)
        self._change.addLayout(head)
        self.rows = rows_of(findings.outcomes, str(self.group.currentData() or ""))
        frame, column = card(paper)
        figure = change_table(paper, text, self.rows)
        column.addWidget(figure)
        self._change.addWidget(frame)
        keep = Keep(figure, "change", HEADER, list(_numbers(self.rows)))
        self._change.addLayout(keep_row(self, paper, text, keep))
        self._change.addWidget(self._limits(findings))
        self._change.addStretch(1)

    def _limits(self, findings: Findings) -> QWidget:
        """Say the design, whom the table counts, and what it cannot show."""
        paper = self._paper
        frame, column = card(paper, "panel")
        for honest in dict.fromkeys(one.honest for one in findings.outcomes):
            column.addWidget(words(paper, honest.design, BODY, BOLD))
            column.addWidget(words(paper, f"{honest.who} {honest.cannot}", SMALL))
        if findings.notes:
            column.addWidget(words(paper, self._text.notes, BODY, BOLD))
            column.addWidget(words(paper, " ".join(findings.notes), SMALL))
        return frame


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
            "withheld" if row.group.n is None else row.group.n,
            *found,
            *(shares_of(told) if told else ("", "", "")),
            out.honest.design,
            out.honest.who,
            out.honest.cannot,
        )
