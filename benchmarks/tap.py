"""How long from a tap to what is seen of it, on every page of the gallery.

A finger goes down on a page's first key and is lifted, in the real window. The first
figure ends when the key that gave way has been painted, the second when the next page,
made anew as the pod makes it, has. Beside both stands an empty widget of the same size
that changes its colour when it is tapped: what Qt itself takes, in the same run.
"""

import time
from collections.abc import Iterable, Iterator
from itertools import product

import click
from figures import Beside, figure
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from pod.app.qt import application
from pod.settings import LANGUAGES, THEMES, Language, Panel, TextSize, ThemeName
from pod.task import tasks
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.gallery import SIZES, Exhibit, every_exhibit
from pod.ui.kiosk.frame import Frame

GOAL = ("p99", 50.0)
BARE = "an empty widget that changes its colour"
KINDS = tuple(product(LANGUAGES, SIZES, THEMES))
QUICK = (("cy", "large", "cream"),)
DOWN, UP = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease
BREATH_MS = 10_000.0


class Bare(QWidget):
    """Two colours, one after the other."""

    flushed_s = 0.0

    def __init__(self, panel: Panel) -> None:
        super().__init__()
        self._taps = 0
        self.resize(panel.width_px, panel.height_px)

    def event(self, event: QEvent) -> bool:
        """Change the colour on every press and release."""
        if event.type() in (DOWN, UP):
            self._taps += 1
            self.update()
            return True
        if event.type() == QEvent.Type.Paint:
            with QPainter(self) as painter:
                painter.fillRect(self.rect(), "black" if self._taps % 2 else "white")
            return True
        done = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            self.flushed_s = time.perf_counter()
        return done


class Seen(Frame):
    """The pod's window; it knows when what was painted was handed over."""

    flushed_s = 0.0

    def event(self, event: QEvent) -> bool:
        """Note when the window has been flushed."""
        done = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            self.flushed_s = time.perf_counter()
        return done


class Walk:
    """Pages one after another: each is tapped and brings the next."""

    def __init__(self, frame: Seen, pages: Iterator[Exhibit]) -> None:
        self._frame, self._pages = frame, pages
        self.over = False
        self.turn()

    def turn(self, _chosen: str = "") -> None:
        """Make the next page and put it in view."""
        page = next(self._pages, None)
        self.over = page is None
        if page is not None:
            page.screen.chosen.connect(self.turn)
            self._frame.put(page.screen)
            self._frame.bar(page.mode, page.open)

    def tap(self) -> tuple[float, float | None]:
        """Tap the page; return what the press and the next page took, ms."""
        here, frame = self._frame.screen_shown, self._frame
        settle()
        targets = here.targets() if here is not None else {}
        if not targets:
            self.turn()
            return 0.0, None
        place = next(iter(targets.values())).center()
        pressed_ms = seen_after(frame, DOWN, place)
        turned_ms = seen_after(frame, UP, place)
        if frame.screen_shown is not here:
            return pressed_ms, turned_ms
        self.turn()
        return pressed_ms, None


def settle() -> None:
    """Let everything that can happen now happen."""
    for _ in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


def seen_after(window: Bare | Seen, kind: QEvent.Type, place: QPoint) -> float:
    """Do half a tap; return how long until the window was last flushed, ms.

    Qt paints a key that is let go before it acts: the page that follows comes after.
    """
    widget = window.childAt(place) or window
    inside, whole = widget.mapFrom(window, place), window.mapToGlobal(place)
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    held = left if kind == DOWN else none
    keys = Qt.KeyboardModifier.NoModifier
    began_s = time.perf_counter()
    event = QMouseEvent(kind, inside.toPointF(), whole.toPointF(), left, held, keys)
    QApplication.sendEvent(widget, event)
    settle()
    if window.flushed_s < began_s:
        raise SystemExit("Nothing was painted after a tap.")
    return (window.flushed_s - began_s) * 1000


def taps(
    language: Language, size: TextSize, theme: ThemeName
) -> Iterator[tuple[float, float | None]]:
    """Tap every page of one language, size and theme."""
    ticks = iter(range(10**9))
    look = Look(theme, size, Panel(), lambda: next(ticks) * BREATH_MS)
    frame = Seen(look, language, read_text(language))
    frame.show()
    walk = Walk(frame, every_exhibit(look, language))
    while not walk.over:
        yield walk.tap()
    frame.hide()
    frame.deleteLater()
    settle()


def floor(count: int) -> Iterable[float]:
    """Tap the empty widget; yield what each half of a tap took, ms."""
    bare = Bare(Panel())
    bare.show()
    settle()
    middle = bare.rect().center()
    for _ in range(count):
        for kind in (DOWN, UP):
            yield seen_after(bare, kind, middle)
    bare.deleteLater()
    settle()


@click.command()
@click.option("--quick", is_flag=True, help="One language, size and theme.")
def main(*, quick: bool) -> None:
    """Print one JSON line per figure."""
    application(offscreen=True)
    tasks()
    found = [one for kind in (QUICK if quick else KINDS) for one in taps(*kind)]
    pressed = [ms for ms, _ in found if ms]
    turned = [ms for _, ms in found if ms is not None]
    beside = Beside(BARE, [*floor(100)])
    click.echo(figure("tap_to_key_given_way", "ms", pressed, GOAL, beside))
    click.echo(figure("tap_to_next_page", "ms", turned, GOAL, beside))


if __name__ == "__main__":
    main()
