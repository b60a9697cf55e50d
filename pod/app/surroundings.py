"""What the pod's processes are begun with: a few names, and no others.

A program that reads its surroundings can be made to load what it should not, or to
listen on the network. What is not on the list is not there for anything begun later.
What a terminal could send to end a pod is not heard there either.
"""

import os
import signal
from collections.abc import Iterable, Iterator, MutableMapping

KEPT = frozenset(
    {
        "CREDENTIALS_DIRECTORY",
        "DISPLAY",
        "HOME",
        "LANG",
        "LOGNAME",
        "LOGS_DIRECTORY",
        "NOTIFY_SOCKET",
        "PATH",
        "POD_HOME",
        "PULSE_SERVER",
        "TZ",
        "USER",
        "WATCHDOG_USEC",
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
DEAF_TO = (
    signal.SIGHUP,
    signal.SIGINT,
    signal.SIGQUIT,
    signal.SIGTSTP,
    signal.SIGTTIN,
    signal.SIGTTOU,
    signal.SIGUSR1,
    signal.SIGUSR2,
    signal.SIGALRM,
    signal.SIGVTALRM,
    signal.SIGPROF,
    signal.SIGIO,
    signal.SIGPWR,
)
"""All that would end or stop a pod, and is neither SIGTERM nor a fault of its own."""


def keep_only_known(environ: MutableMapping[str, str] = os.environ) -> None:
    """Take away every name that is not on the list, and any platform that is not."""
    for name in list(environ):
        if name not in KEPT and not _is_a_platform(name, environ[name]):
            del environ[name]
    environ.update(OURS)


def _is_a_platform(name: str, value: str) -> bool:
    return name == PLATFORM and value in PLATFORMS


def turn_a_deaf_ear() -> None:
    """Let nothing but SIGTERM end this process, nor what it begins later."""
    for number in DEAF_TO:
        signal.signal(number, signal.SIG_IGN)


def heard(endings: Iterable[signal.Signals]) -> Iterator[signal.Signals]:
    """Give those signals to which this process was not begun deaf."""
    for number in endings:
        if signal.getsignal(number) is not signal.SIG_IGN:
            yield number
