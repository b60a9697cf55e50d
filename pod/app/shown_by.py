"""The display server that shows the pod: once it has gone, the pod ends as well.

A compositor that has lost its last screen waits for its one client before it ends. A
pod that went on by itself would keep it waiting, and the glass dark, for ever; whoever
began them begins both again.
"""

import re
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from pod.app.surroundings import PLATFORM

IsGone: TypeAlias = Callable[[], bool]
X_SOCKETS = Path("/", "tmp", ".X11-unix")
LOCAL_X = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?")


@contextmanager
def server_of(
    environ: Mapping[str, str], x_sockets: Path = X_SOCKETS
) -> Iterator[IsGone]:
    """Give what tells whether the display server that is there now has gone.

    Where none is there, or none is meant, none ever goes.
    """
    wayland, x = environ.get("WAYLAND_DISPLAY"), environ.get("DISPLAY", "")
    match environ.get(PLATFORM, "wayland" if wayland else "xcb"):
        case "wayland":
            folder = Path(environ.get("XDG_RUNTIME_DIR", "/"))
            with _line_to(folder / (wayland or "wayland-0")) as line:
                yield lambda: line is not None and _is_hung_up(line)
        case "xcb" if local := LOCAL_X.fullmatch(x):
            place = x_sockets / f"X{local[1]}"
            was_there = _is_there(place)
            yield lambda: was_there and not _is_there(place)
        case _:
            yield lambda: False


def _is_hung_up(line: socket.socket) -> bool:
    """Tell whether a compositor serves no more: until then it says nothing."""
    try:
        return not line.recv(1)
    except BlockingIOError:
        return False
    except OSError:
        return True


def _is_there(place: Path) -> bool:
    """Ask anew each time: an X server hangs up on a line that says nothing."""
    with _line_to(place) as line:
        return line is not None


@contextmanager
def _line_to(place: Path) -> Iterator[socket.socket | None]:
    with socket.socket(socket.AF_UNIX) as line:
        try:
            line.connect(str(place))
        except OSError:
            yield None
            return
        line.settimeout(0)
        yield line
