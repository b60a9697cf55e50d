"""The buttons that save a figure and the numbers behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget

from pod.errors import Trouble
from pod.ui.evaluator.cards import button
from pod.ui.evaluator.paper import Paper
from pod.ui.evaluator.saving import asked_for, save_figure, save_numbers
from pod.ui.evaluator.words import OutcomesWords

Save: TypeAlias = Callable[[Path], None]
Say: TypeAlias = Callable[[str], None]
CSV, PICTURES = "CSV (*.csv)", "SVG (*.svg);;PNG (*.png)"


@dataclass(frozen=True)
class Keep:
    """A figure, what its files are called, and the numbers behind it."""

    figure: QWidget
    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[object]]

    @property
    def kinds(self) -> Sequence[tuple[str, str, Save]]:
        """For numbers and picture: kinds of file, how the name ends, what saves it."""
        numbers = partial(save_numbers, header=self.header, rows=self.rows)
        return (CSV, "csv", numbers), (PICTURES, "svg", self._picture)

    def _picture(self, path: Path) -> None:
        save_figure(self.figure, path)


def said_in(label: QLabel) -> Say:
    """Return what says something in a label that is hidden until then."""
    label.hide()

    def say(told: str) -> None:
        label.setText(told)
        label.show()

    return say


def keep_menu(
    paper: Paper,
    text: OutcomesWords,
    keep: Callable[[], Keep | None],
    say: Say,
    of: str,
) -> QPushButton:
    """Return one button that asks what to save: what `keep` gives then, if anything."""
    key = button(paper, text.save)
    key.setAccessibleName(f"{text.save}: {of}")
    menu = QMenu(key)
    menu.setFont(paper.font())
    for place, label in enumerate((text.save_table, text.save_picture)):
        action = menu.addAction(label)
        deed = partial(_save, key, text, (keep, place), say)
        action.triggered.connect(lambda _on, deed=deed: deed())
    key.setMenu(menu)
    return key


def _save(
    parent: QWidget,
    text: OutcomesWords,
    what: tuple[Callable[[], Keep | None], int],
    say: Say,
) -> None:
    """Ask where it goes, save it there, and say what came of it."""
    make, place = what
    keep = make()
    if keep is None:
        return
    kinds, end, save = keep.kinds[place]
    if path := asked_for(parent, f"{keep.name}.{end}", kinds):
        say(_tried(save, path, text.saved.format(file=path.name)))


def _tried(save: Save, path: Path, fine: str) -> str:
    """Save, and return what is to be said of it."""
    try:
        save(path)
    except Trouble as trouble:
        return trouble.say
    return fine
