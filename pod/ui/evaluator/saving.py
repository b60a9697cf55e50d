"""Saves what is seen, small numbers withheld: as CSV, and figures as SVG or PNG."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QFileDialog, QWidget

from pod.errors import Storage

SVG = ".svg"


def asked_for(parent: QWidget, suggested: str, kinds: str) -> Path | None:
    """Ask where something goes; None where nobody wants it after all."""
    name, _ = QFileDialog.getSaveFileName(parent, "", suggested, kinds)
    return Path(name) if name else None


def save_figure(figure: QWidget, path: Path) -> None:
    """Write a figure as it stands; Storage where that does not work."""
    if path.suffix != SVG:
        if not figure.grab().save(str(path)):
            raise Storage(f"The figure could not be written to {path.name}.")
        return
    drawing = QSvgGenerator()
    drawing.setFileName(str(path))
    drawing.setSize(QSize(figure.size()))
    drawing.setViewBox(figure.rect())
    drawing.setTitle(figure.accessibleName()[:200])
    figure.render(drawing)
    if not path.exists():
        raise Storage(f"The figure could not be written to {path.name}.")


def save_numbers(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Write numbers as CSV; Storage where that does not work."""
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)
    except OSError as error:
        raise Storage(f"The numbers could not be written: {error.strerror}.") from error
