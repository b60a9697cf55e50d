"""The pages a started machine may show, painted here by the program's own means."""

from functools import cache

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from pod.app.safe import safe_frame
from pod.settings import Panel
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.kiosk.frame import Frame
from pod.ui.kiosk.locked import Facts, LockedScreen

PANEL = Panel(px_per_mm=round(1280 / 217.6, 3))
WORDS = QRect(0, 170, 1280, 480)
"""Below the clock and staff's key, above the bar: what the page says."""
FAULT = QRect(160, 535, 1060, 95)
"""The one sentence that says why a pod is not open."""
NEAR, ALIKE = 60, 0.02


@cache
def locked():
    """Return the page of a pod that works, on a machine without sound."""
    return _painted(_frame(Facts(clock="10:24", wing="B Wing", notices=True)))


@cache
def full():
    """Return the page of a pod whose disk is full."""
    said = read_text("en").notices["full"]
    return _painted(_frame(Facts(clock="10:24", fault=said, notices=True)))


@cache
def asks_for_staff():
    """Return the page of a machine whose pod cannot be begun."""
    return _painted(safe_frame(PANEL))


def _frame(facts):
    text, look = read_text("en"), Look("cream", "standard", PANEL)
    frame = Frame(look, "en", text)
    frame.bar("locked")
    frame.notice(text.notices["no_voice"])
    frame.put(LockedScreen(look, text, read_text("cy"), facts))
    return frame


def _painted(frame):
    frame.show()
    picture = frame.grab().toImage()
    frame.hide()
    frame.deleteLater()
    return picture


def is_like(picture, page, where=WORDS):
    """Tell whether a machine's picture says there what a page says."""
    if picture.size() != page.size():
        return False
    seen, wanted = _greys(picture, where), _greys(page, where)
    far = sum(abs(a - b) > NEAR for a, b in zip(seen, wanted, strict=True))
    return far <= ALIKE * len(wanted)


def _greys(picture, where):
    cut = picture.copy(where).convertToFormat(QImage.Format.Format_Grayscale8)
    return bytes(cut.constBits())
