"""The glass that a pod stands on: what pod.toml says of it, and what is really there.

Every length is in millimetres, so a wrong panel would push keys off the glass or make
words too fine to read. Then the pages are drawn at a scale at which all is in view,
and staff are told: smaller than it should be is better than gone.
"""

import logging

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QScreen

from pod.settings import Panel

LEAST_WIDE_MM, LEAST_HIGH_MM = 217.6, 136.0
"""The smallest panel that every page fits: 10.1 inch, 16:10."""
LEAST_PX_PER_MM = 2.0
"""The coarsest glass that can show the letters of a page: 43 inch, 1920 dots."""
FITS = "fits every page"
NO_GLASS = "offscreen"
LEAST_PX = 320
"""No glass has fewer dots: a display server says so while nothing is plugged in."""
SETTLES_MS = 1500
OTHER_GLASS = 71

log = logging.getLogger(__name__)


def glass_px() -> tuple[int, int] | None:
    """Return how many dots the screen has; None where there is no glass to look at."""
    screen = QGuiApplication.primaryScreen()
    if QGuiApplication.platformName() == NO_GLASS or screen is None:
        return None
    wide, high = screen.size().toTuple()
    return (wide, high) if min(wide, high) >= LEAST_PX else None


class AnotherGlass(QObject):
    """Ends the screen's process where the glass has another size than its pages have.

    It is begun again, for the glass that is there; the core has kept the place. A cable
    that is pulled and put back changes nothing.
    """

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        self._first = glass_px()
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLES_MS)
        self._settled.timeout.connect(self._look)
        application.primaryScreenChanged.connect(self._changed)
        self._changed(application.primaryScreen())

    def _changed(self, screen: QScreen | None) -> None:
        if screen is not None:
            screen.geometryChanged.connect(self._settled.start)
            self._settled.start()

    def _look(self) -> None:
        glass = glass_px()
        if glass is None or glass == self._first:
            return
        log.warning("the glass has %d x %d dots now: pages are made anew", *glass)
        QGuiApplication.exit(OTHER_GLASS)


def fitted(panel: Panel, glass: tuple[int, int] | None = None) -> Panel:
    """Return the panel, at another scale where pages would be cut off or unreadable.

    On a `glass` with fewer dots than the panel has, only those are counted on.
    """
    wide, high = panel.width_px, panel.height_px
    if glass is not None:
        wide, high = min(wide, glass[0]), min(high, glass[1])
    most = min(wide / LEAST_WIDE_MM, high / LEAST_HIGH_MM)
    scale = min(max(panel.px_per_mm, LEAST_PX_PER_MM), most)
    return replace(panel, width_px=wide, height_px=high, px_per_mm=scale)


def is_right(panel: Panel, glass: tuple[int, int] | None) -> bool:
    """Tell whether pages can be as large as they must, and the glass is that panel."""
    there = glass is None or glass == (panel.width_px, panel.height_px)
    return there and fitted(panel) == panel


def told_of(panel: Panel) -> str:
    """Say whether every page fits the panel in pod.toml as large as it must be."""
    if fitted(panel) == panel:
        return FITS
    wide, high = panel.width_px / panel.px_per_mm, panel.height_px / panel.px_per_mm
    said = f"{wide:.0f} x {high:.0f} mm by pod.toml: pages are shown at another scale."
    return f"{said} Measure the glass and set [panel]."
