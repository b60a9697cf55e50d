"""The 34 ways out that are known, and where each can be tried.

U: Qt's own events, offscreen. X: a window manager on a virtual screen. C: the kiosk's
compositor, inside one. V: a whole machine with the image. M: by hand, at the hardware.
"""

from typing import NamedTuple


class Row(NamedTuple):
    """A way out: its number in the list, what it is, and where it is tried."""

    number: int
    what: str
    layers: str


ROWS = tuple(
    Row(number, what, layers)
    for number, (what, layers) in enumerate(
        (
            ("Alt+F4", "UXC"),
            ("Alt+Tab, Alt+Esc", "XC"),
            ("Ctrl+Alt+F1 to F12", "CV"),
            ("Ctrl+Alt+Backspace", "XV"),
            ("Magic SysRq", "V"),
            ("Ctrl+Alt+Del", "V"),
            ("Ctrl+Q, Ctrl+W", "UXC"),
            ("F10, Alt and a letter", "UX"),
            ("Right click, Menu, Shift+F10", "UXC"),
            ("A long press of a finger", "XM"),
            ("Shift+F1: what is this?", "UX"),
            ("Links", "UX"),
            ("Copy and paste", "UX"),
            ("A dialog is dismissed", "UX"),
            ("File and colour dialogs", "U"),
            ("Print dialogs", "UV"),
            ("Drag and drop", "U"),
            ("A window is told to close, or killed", "X"),
            ("Minimise, drag, another desktop", "XC"),
            ("Another window takes the keys", "X"),
            ("Sticky, slow and mouse keys", "XM"),
            ("Keys of a screen reader", "XV"),
            ("A keyboard that types by itself", "XVM"),
            ("A memory stick", "V"),
            ("A second screen, another size", "XM"),
            ("The screen is unplugged", "XCM"),
            ("Power off and on, into a menu", "VM"),
            ("Mashed keys", "X"),
            ("What it is begun with", "UV"),
            ("Signals", "U"),
            ("Suspend, lid, power, media keys", "XV"),
            ("Composed text", "UX"),
            ("Debug features", "U"),
            ("A screensaver of the system's", "V"),
        ),
        start=1,
    )
)
ELSEWHERE = {"V": "for the image", "M": "by hand"}


def rows_at(layer):
    """Return the numbers of the rows that are tried at this layer."""
    return tuple(row.number for row in ROWS if layer in row.layers)
