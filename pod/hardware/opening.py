"""Opening whatever a path names: a serial port, or a service of this machine."""

from typing import TypeAlias

from pod.hardware.link import Link
from pod.hardware.loopback import SCHEME, LoopbackLink

AnyLink: TypeAlias = Link | LoopbackLink


def open_link(path: str, baud: int, parity: str = "none") -> AnyLink:
    """Open the path or raise LinkLost; a service knows neither baud nor parity."""
    if path.startswith(SCHEME):
        return LoopbackLink(path)
    return Link(path, baud, parity)
