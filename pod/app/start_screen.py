"""Where the screen's process begins: first the locked page, then all the rest of it."""

import sys
from pathlib import Path

from pod.app.hardened import leave_no_picture
from pod.app.live import Showing
from pod.app.steady import loaded, own_imports
from pod.app.surroundings import keep_only_known

FIRST, THEN = "pod.app.first_page", "pod.app.screen"


def show_screen(home: Path, showing: Showing) -> int:
    """Be the screen of the pod at home in `home` until told to stop.

    It returns the exit code.
    """
    leave_no_picture()
    keep_only_known()
    own_imports()
    with loaded(FIRST).first_page(home, showing) as first:
        code: int = loaded(THEN).go_on(first)
    return code


def screen_in_kiosk(home: Path, showing: Showing) -> None:
    """Be the screen of a pod that is run as a whole."""
    sys.exit(show_screen(home, showing))
