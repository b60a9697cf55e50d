"""Tells the service manager from the screen's own thread that all is well, or not.

A screen is well while its thread turns and a core answers it. It asks the core what
anybody may ask; one that is not there, or says nothing, is waited for a while, for it
may be putting a backup back.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from pod import desk
from pod.app.notify import Service
from pod.app.shown_by import server_of
from pod.desk import Reply
from pod.ui.common.far_link import FarLink

EVERY_MS, ASKED_EVERY_S = 1000, 5.0
PATIENCE_S = 60.0
"""A core that restarts is back within seconds; a restored one within a minute."""
NOT_SHOWN = 72


class Pulse:
    """What the screen's own timer does every second."""

    def __init__(
        self,
        link: FarLink,
        service: Service,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._link, self._service, self._now_s = link, service, now_s
        self._asked_s = float("-inf")
        self._heard_s = now_s()

    def beat(self) -> None:
        """Ask the core if it is time to; tell that all is well only where it is."""
        now_s = self._now_s()
        if now_s - self._asked_s >= ASKED_EVERY_S:
            self._asked_s = now_s
            self._link.ask(desk.Glance(), self._heard)
        if now_s - self._heard_s > PATIENCE_S:
            self._service.status("No core answers.")
            return
        self._service.well()

    def _heard(self, reply: Reply) -> None:
        if not isinstance(reply, desk.PodView):
            return
        self._heard_s, fault = self._now_s(), reply.fault
        said = f"The pod cannot be used: {fault}." if fault else "The core answers."
        self._service.status(said)


@contextmanager
def told_well(link: FarLink) -> Iterator[None]:
    """Tell while the screen runs, where somebody wants to know.

    It ends where what shows it has gone: that would wait for it.
    """
    service, pulse = Service(), QTimer()
    if not service.is_watched:
        yield
        return
    beats = Pulse(link, service)
    with server_of(os.environ) as is_gone:
        pulse.timeout.connect(beats.beat)
        pulse.timeout.connect(lambda: _end_if(is_gone))
        pulse.start(EVERY_MS)
        QTimer.singleShot(0, beats.beat)
        yield
        pulse.stop()
    service.ends()


def _end_if(is_gone: Callable[[], bool]) -> None:
    if is_gone():
        QApplication.exit(NOT_SHOWN)
