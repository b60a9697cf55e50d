"""Every screen: what tests measure and eyes look over.

`pod rehearse --journey screens` draws them all in every language, size and theme;
`python -m pod.ui.gallery DIR cream large cy` draws those of one kind.
"""

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from pod.desk import PICTURES
from pod.desk.practice import Practising
from pod.rehearse import pages_of
from pod.settings import LANGUAGES, THEMES, Language, Panel, TextSize, ThemeName
from pod.task import every_task
from pod.ui import sample_mine, sample_sound, sample_staff, sample_tongues, samples
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import read_text
from pod.ui.kiosk.activity_page import screen_of
from pod.ui.kiosk.bar import Mode, Open
from pod.ui.kiosk.frame import Frame
from pod.ui.kiosk.practice_band import beneath
from pod.ui.kiosk.practising import said_over

INVENTED = Practising((("1001", "246810"), ("1002", "135792")), PICTURES[:4])
EYED = frozenset(
    f"practice-{name}"
    for name in (
        "locked",
        "staff-code",
        "staff-next",
        "staff-today",
        "pictures",
        "plan",
    )
)
SIZES: tuple[TextSize, ...] = ("standard", "large")


class Exhibit(NamedTuple):
    """A screen, and how the bar stands under it."""

    name: str
    screen: Screen
    mode: Mode = "page"
    open: Open = ""
    band: str = ""
    """What the band of practice says over it."""


def every_exhibit(look: Look, language: Language) -> Iterator[Exhibit]:
    """Make every screen once with sample values."""
    text = read_text(language)
    for screen in samples.way_in(look, text):
        mode: Mode = "locked" if screen.name.startswith("locked") else "page"
        yield Exhibit(screen.name, screen, mode)
    for screen in sample_tongues.about_the_pod(look, text):
        yield Exhibit(screen.name, screen, "locked")
    for screen in sample_staff.staff(look, text):
        yield Exhibit(screen.name, screen, "hidden")
    for screen in samples.sitting(look, text):
        yield Exhibit(screen.name, screen, "task" if screen.dark else "page")
    for screen in samples.tasks(look):
        yield Exhibit(screen.name, screen, "task")
    yield Exhibit("paused", samples.paused(look, text), "page", "pause")
    own = (sample_sound.pages(look, text), sample_mine.pages(look, text))
    for screen in chain(*own):
        yield Exhibit(screen.name, screen, "page", "pause")
    for screen in samples.helping(look, text):
        yield Exhibit(screen.name, screen, "page", "help")


def framed(exhibit: Exhibit, look: Look, language: Language) -> Frame:
    """Return a window that shows one screen."""
    text = read_text(language)
    frame = Frame(look, language, text)
    if exhibit.band:
        frame.practise(exhibit.band, text.practice.end)
        frame.dress(look.on_panel(frame.room(look.panel)), language, text)
    frame.bar(exhibit.mode, exhibit.open)
    frame.put(exhibit.screen)
    return frame


def in_practice(look: Look, language: Language) -> Iterator[Exhibit]:
    """Make every screen once more, beneath the band of practice."""
    text = read_text(language)
    for one in every_exhibit(look.on_panel(beneath(look.panel)), language):
        band = said_over(text, INVENTED, one.screen.name)
        yield one._replace(name=f"practice-{one.name}", band=band)


def a_few_in_practice(look: Look, language: Language) -> Iterator[Exhibit]:
    """Make a few of them, for eyes."""
    return (one for one in in_practice(look, language) if one.name in EYED)


def every_activity_page(look: Look, language: Language) -> Iterator[Exhibit]:
    """Make every page of every activity, as people who do it meet them."""
    text = read_text(language)
    for task in every_task():
        for page in pages_of(task, language):
            screen = screen_of(look, text, page)
            name, turns = f"{task.name}-{screen.name}", "answers" in screen.targets()
            yield Exhibit(name, screen)
            if turns:
                turned = screen_of(look, text, page)
                turned.activated("answers")
                yield Exhibit(f"{name}-answers", turned)


def draw_all(where: Path, theme: ThemeName, size: TextSize, language: Language) -> None:
    """Draw every screen of one combination as PNG files."""
    look = Look(theme, size, Panel())
    every, practice = every_exhibit(look, language), a_few_in_practice(look, language)
    draw(where, chain(every, practice), look, language)


def draw(
    where: Path, exhibits: Iterable[Exhibit], look: Look, language: Language
) -> int:
    """Draw screens as PNG files, numbered in their order; return how many."""
    where.mkdir(parents=True, exist_ok=True)
    number = 0
    for number, exhibit in enumerate(exhibits, 1):
        frame = framed(exhibit, look, language)
        frame.show()
        QApplication.processEvents()
        size = "large" if look.large else "standard"
        name = f"{number:04}-{exhibit.name}-{language}-{size}-{look.theme}.png"
        frame.grab().save(str(where / name))
        frame.deleteLater()
        QCoreApplication.sendPostedEvents(frame, QEvent.Type.DeferredDelete)
    return number


if __name__ == "__main__":
    app = QApplication(["pod"])
    wanted = sys.argv[2:]
    for theme_ in THEMES:
        for size_ in SIZES:
            for language_ in LANGUAGES:
                if all(w in (theme_, size_, language_) for w in wanted):
                    draw_all(Path(sys.argv[1]), theme_, size_, language_)
