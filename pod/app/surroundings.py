"""What the pod's processes are begun with: a few names, and no others.

A program that reads its surroundings can be made to load what it should not, or to
listen on the network. What is not on the list is not there for anything begun later.
"""

import os
from collections.abc import MutableMapping

KEPT = frozenset(
    {
        "CREDENTIALS_DIRECTORY",
        "DISPLAY",
        "HOME",
        "LANG",
        "LOGNAME",
        "NOTIFY_SOCKET",
        "PATH",
        "POD_HOME",
        "PULSE_SERVER",
        "TZ",
        "USER",
        "WAYLAND_DISPLAY",
        "XAUTHORITY",
        "XDG_RUNTIME_DIR",
        "XDG_STATE_HOME",
    }
)
PLATFORM = "QT_QPA_PLATFORM"
PLATFORMS = frozenset({"xcb", "wayland", "offscreen", "eglfs"})
"""Those that show a picture here. One of the others listens on the network."""
OURS = {"PYTHONSAFEPATH": "1", "PYTHONNOUSERSITE": "1"}
"""Python looks for nothing in the folder where it is begun, nor in anybody's own."""


def keep_only_known(environ: MutableMapping[str, str] = os.environ) -> None:
    """Take away every name that is not on the list, and any platform that is not."""
    for name in list(environ):
        if name not in KEPT and not _is_a_platform(name, environ[name]):
            del environ[name]
    environ.update(OURS)


def _is_a_platform(name: str, value: str) -> bool:
    return name == PLATFORM and value in PLATFORMS
