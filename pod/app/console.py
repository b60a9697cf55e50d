"""The wing's console in real time: core and window, each begun again whenever it ends.

Like the pod's it opens nothing itself. There is no reader: nothing is plugged in.
"""

from pathlib import Path

from pod.app.child import Child
from pod.app.live import CORE, Showing, alone_at, called, watch
from pod.app.logs import log_to
from pod.app.surroundings import keep_only_known
from pod.errors import Usage
from pod.settings import read_settings

SCREEN = "pod.app.console_screen:screen_of_console"


def run_console(home: Path, showing: Showing) -> int:
    """Run the console of this home until it is told to stop; return the exit code."""
    keep_only_known()
    if not read_settings(home).link.console:
        raise Usage(
            "This is the home of a pod, not of a console.",
            "Make another one, and give it `pod wing link --console`.",
        )
    with alone_at(home):
        log_to(home)
        core = Child("console-core", called, CORE, home)
        screen = Child("console-screen", called, SCREEN, home, showing)
        watch(home, (core, screen))
    return 0
