"""Tells whoever runs this machine's services how one of them is: sd_notify(3).

One datagram at a time to the socket that the service manager named, and nothing at all
where it named none. What is said is about the process, never about a person.
"""

import os
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

SOCKET, WITHIN_US = "NOTIFY_SOCKET", "WATCHDOG_USEC"
ABSTRACT = "@"
OFTEN = 4
"""So many times within what the manager waits for at most."""
SELDOM_S = 15.0


class Service:
    """One process as a service: ready once, then well again and again.

    A manager that does not hear that it is well ends it, and begins it anew.
    """

    def __init__(
        self,
        environ: Mapping[str, str] = os.environ,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        name = environ.get(SOCKET, "")
        self._to = "\0" + name[1:] if name.startswith(ABSTRACT) else name
        self._within_s = _within_s(environ)
        self._now_s = now_s
        self._told_s = float("-inf")
        self._ready, self._status = False, ""

    @property
    def is_watched(self) -> bool:
        """Whether anybody wants to know."""
        return bool(self._to)

    def well(self) -> None:
        """Tell that it is ready, and from then on that it is well; seldom enough."""
        now_s = self._now_s()
        if not self.is_watched or now_s - self._told_s < self._within_s / OFTEN:
            return
        self._told_s = now_s
        self._say("WATCHDOG=1" if self._ready else "READY=1\nWATCHDOG=1")
        self._ready = True

    def status(self, sentence: str) -> None:
        """Say in one sentence how it stands, for `systemctl status`; only if new."""
        if sentence != self._status:
            self._status = sentence
            self._say(f"STATUS={sentence}")

    def ends(self) -> None:
        """Tell that it was asked to end, and does."""
        self._say("STOPPING=1")

    def _say(self, what: str) -> None:
        if not self.is_watched:
            return
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.settimeout(0)
            with suppress(OSError):
                line.sendto(what.encode(), self._to)


def _within_s(environ: Mapping[str, str]) -> float:
    """Return how long the manager waits at most, s; a guess where it does not say."""
    told = environ.get(WITHIN_US, "")
    return int(told) / 1e6 if told.isascii() and told.isdigit() else SELDOM_S
