"""The panel that is plugged in, as the kernel and the panel itself say.

A panel's own word on its size is often wrong: it is offered, and measured with a ruler.
Source of the layout: VESA E-EDID 1.4, detailed timing descriptor, bytes 12 to 14.
"""

from collections.abc import Iterator
from pathlib import Path

from pod.values import Value

DRM = Path("/sys/class/drm")
_TIMING = 54
"""Where the first detailed timing of an EDID begins; it is the panel's own."""


class Glass(Value, frozen=True):
    """What a panel says of itself: dots, and mm across (0: it does not say)."""

    width_px: int
    height_px: int
    wide_mm: int = 0


def glasses(drm: Path = DRM) -> tuple[Glass, ...]:
    """Return every panel that is plugged in; none where the kernel knows of none."""
    return tuple(_plugged_in(drm))


def _plugged_in(drm: Path) -> Iterator[Glass]:
    for connector in sorted(drm.glob("card*-*")):
        if _text(connector / "status") != "connected":
            continue
        mode = _text(connector / "modes").partition("\n")[0]
        wide, _, high = mode.rstrip("i").partition("x")
        if wide.isdigit() and high.isdigit():
            yield Glass(int(wide), int(high), _wide_mm(connector / "edid"))


def _wide_mm(path: Path) -> int:
    try:
        edid = path.read_bytes()
    except OSError:
        return 0
    if len(edid) < _TIMING + 18:
        return 0
    return edid[_TIMING + 12] | (edid[_TIMING + 14] & 0xF0) << 4


def _text(path: Path) -> str:
    try:
        return path.read_text("ascii", "replace").strip()
    except OSError:
        return ""
