"""How every figure is drawn: one look, and the same bytes each time."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import TypeAlias

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from pod.evaluation.report.words import FOLDER
from pod.settings.glyphs import lexend_file
from pod.values import Value

CARD, PANEL, TINT = "#FFFDF8", "#F1E9DA", "#DDEAE8"
INK, MUTED, OUTLINE = "#1F2A30", "#4A565C", "#75807F"
TEAL, DARK_TEAL, AMBER, BLUE = "#0F5F66", "#0A464C", "#8A4B00", "#1D4F91"
Several: TypeAlias = list[Axes]
WIDE = 7.2
"""Inches: the width of every figure, that of a printed page's text."""


class Room(Value, frozen=True):
    """Inches left free around what is drawn."""

    left: float
    right: float
    top: float = 0.1
    bottom: float = 0.55


@contextmanager
def drawn(height: float, room: Room, many: int = 1) -> Iterator[tuple[Figure, Several]]:
    """Give a figure of so many inches, and so many axes beside one another."""
    font_manager.fontManager.addfont(lexend_file())
    with mpl.rc_context(fname=FOLDER / "figure.mplstyle"):
        figure = Figure(figsize=(WIDE, height))
        several = figure.subplots(ncols=many, squeeze=False)
        figure.subplots_adjust(
            left=room.left / WIDE,
            right=1 - room.right / WIDE,
            top=1 - room.top / height,
            bottom=room.bottom / height,
            wspace=0.22,
        )
        yield figure, list(several[0])


def svg_of(figure: Figure) -> str:
    """Return a figure as SVG to stand inside a page: no date, no name of a program."""
    out = StringIO()
    about = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    figure.savefig(out, format="svg", metadata=about)
    text = out.getvalue()
    return text[text.index("<svg") :]


def bare(axes: Axes, *, keep: tuple[str, ...] = ("bottom",)) -> None:
    """Take away the edges that say nothing."""
    for side, spine in axes.spines.items():
        spine.set_visible(side in keep)
