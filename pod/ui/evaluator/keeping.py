"""The row of buttons that saves a figure and the numbers behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

from PySide6.QtWidgets import QHBoxLayout, QWidget

from pod.errors import Trouble
from pod.ui.evaluator.cards import button, words
from pod.ui.evaluator.paper import SMALL, Paper
from pod.ui.evaluator.saving import asked_for, save_figure, save_numbers
from pod.ui.evaluator.words import OutcomesWords

Save: TypeAlias = Callable[[Path], None]
CSV, PICTURES = "CSV (*.csv)", "SVG (*.svg);;PNG (*.png)"


@dataclass(frozen=True)
class Keep:
    """A figure, what its files are called, and the numbers behind it."""

    figure: QWidget
    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[object]]


def keep_row(
    parent: QWidget, paper: Paper, text: OutcomesWords, keep: Keep
) -> QHBoxLayout:
    """Return the buttons, and beside them what came of it."""
    said = words(paper, "", SMALL)
    row = QHBoxLayout()
    numbers = partial(save_numbers, header=keep.header, rows=keep.rows)
    picture = partial(save_figure, keep.figure)
    for label, kinds, end, save in (
        (text.save_table, CSV, "csv", numbers),
        (text.save_picture, PICTURES, "svg", picture),
    ):
        key = button(paper, label)
        name = f"{keep.name}.{end}"

        def deed(name: str = name, kinds: str = kinds, save: Save = save) -> None:
            if path := asked_for(parent, name, kinds):
                said.setText(_tried(save, path, text.saved.format(file=path.name)))

        key.clicked.connect(lambda _on, deed=deed: deed())
        row.addWidget(key)
    row.addWidget(said, stretch=1)
    return row


def _tried(save: Save, path: Path, fine: str) -> str:
    """Save, and return what is to be said of it."""
    try:
        save(path)
    except Trouble as trouble:
        return trouble.say
    return fine
