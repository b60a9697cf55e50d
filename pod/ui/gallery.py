"""Every screen with sample values: what tests measure and eyes look over.

`python -m pod.ui.gallery DIR` draws them all in every language, size and theme.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QApplication

from pod.settings import LANGUAGES, THEMES, Language, Panel, TextSize, ThemeName
from pod.ui import sample_mine, sample_staff, samples
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import read_text
from pod.ui.kiosk.bar import Mode, Open
from pod.ui.kiosk.frame import Frame

SIZES: tuple[TextSize, ...] = ("standard", "large")


class Exhibit(NamedTuple):
    """A screen, and how the bar stands under it."""

    name: str
    screen: Screen
    mode: Mode = "page"
    open: Open = ""


def every_exhibit(look: Look, language: Language) -> Iterator[Exhibit]:
    """Make every screen once with sample values."""
    text = read_text(language)
    for screen in samples.way_in(look, text):
        mode: Mode = "locked" if screen.name.startswith("locked") else "page"
        yield Exhibit(screen.name, screen, mode)
    for screen in sample_staff.staff(look, text):
        yield Exhibit(screen.name, screen, "hidden")
    for screen in samples.sitting(look, text):
        yield Exhibit(screen.name, screen, "task" if screen.dark else "page")
    for screen in samples.tasks(look):
        yield Exhibit(screen.name, screen, "task")
    yield Exhibit("paused", samples.paused(look, text), "page", "pause")
    for screen in sample_mine.pages(look, text):
        yield Exhibit(screen.name, screen, "page", "pause")
    for screen in samples.helping(look, text):
        yield Exhibit(screen.name, screen, "page", "help")


def framed(exhibit: Exhibit, look: Look, language: Language) -> Frame:
    """Return a window that shows one screen."""
    frame = Frame(look, language, read_text(language))
    frame.bar(exhibit.mode, exhibit.open)
    frame.put(exhibit.screen)
    return frame


def draw_all(where: Path, theme: ThemeName, size: TextSize, language: Language) -> None:
    """Draw every screen of one combination as PNG files."""
    where.mkdir(parents=True, exist_ok=True)
    look = Look(theme, size, Panel())
    for number, exhibit in enumerate(every_exhibit(look, language), 1):
        frame = framed(exhibit, look, language)
        frame.show()
        QApplication.processEvents()
        name = f"{number:02}-{exhibit.name}-{language}-{size}-{theme}.png"
        frame.grab().save(str(where / name))
        frame.deleteLater()


if __name__ == "__main__":
    app = QApplication(["pod"])
    wanted = sys.argv[2:]
    for theme_ in THEMES:
        for size_ in SIZES:
            for language_ in LANGUAGES:
                if all(w in (theme_, size_, language_) for w in wanted):
                    draw_all(Path(sys.argv[1]), theme_, size_, language_)
