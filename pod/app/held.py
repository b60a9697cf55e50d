"""What keeps a person in from the first picture on, before anything else is loaded.

Every event is sieved, every screen held, no link leads anywhere. A demonstration in a
window is sieved as well, and may be moved and closed.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

from pod.ui.guard.away import Away
from pod.ui.guard.covers import Cover
from pod.ui.guard.hold import Hold
from pod.ui.guard.nothing_out import NoLinks
from pod.ui.guard.sieve import Sieve
from pod.ui.kiosk.frame import Frame


@dataclass(frozen=True)
class Held:
    """What holds a window; one on a desktop has no cover and may be left."""

    sieve: Sieve
    cover: Cover | None = None
    away: Away | None = None


@contextmanager
def held(qt: QApplication, frame: Frame, *, windowed: bool) -> Iterator[Held]:
    """Show the window, and keep whoever is at it in."""
    with ExitStack() as stack:
        sieve = Sieve(qt, closable=windowed)
        stack.callback(sieve.lift)
        stack.callback(NoLinks(qt).release)
        if windowed:
            frame.show()
            yield Held(sieve)
        else:
            yield _whole_glass(qt, frame, sieve, stack)


def _whole_glass(
    qt: QApplication, frame: Frame, sieve: Sieve, stack: ExitStack
) -> Held:
    hold = Hold(qt, frame)
    stack.callback(hold.release)
    cover = Cover(frame)
    away = Away(qt, hold, cover)
    stack.callback(away.release)
    return Held(sieve, cover, away)
