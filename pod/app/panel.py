"""The glass that a pod stands on: what pod.toml says of it, and what is really there.

Every length is in millimetres, so a wrong panel would push keys off the glass or make
words too fine to read. Then the pages are drawn at a scale at which all is in view,
and staff are told: smaller than it should be is better than gone.
"""

from msgspec.structs import replace
from PySide6.QtGui import QGuiApplication

from pod.settings import Panel

LEAST_WIDE_MM, LEAST_HIGH_MM = 217.6, 136.0
"""The smallest panel that every page fits: 10.1 inch, 16:10."""
LEAST_PX_PER_MM = 2.0
"""The coarsest glass that can show the letters of a page: 43 inch, 1920 dots."""
FITS = "fits every page"
NO_GLASS = "offscreen"


def glass_px() -> tuple[int, int] | None:
    """Return how many dots the screen has; None where there is no glass to look at."""
    screen = QGuiApplication.primaryScreen()
    if QGuiApplication.platformName() == NO_GLASS or screen is None:
        return None
    return screen.size().width(), screen.size().height()


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
