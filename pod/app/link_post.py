"""Carries bundles to a server and receipts back, in a thread of its own.

Nobody at the pod waits for a server: the core lays out what is to go in one folder and
looks into another for what came.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pod.clock import Clock
from pod.core.sending import Opens
from pod.desk.sending import LinkStands
from pod.errors import PartRefused, Storage, Trouble
from pod.export.pacing import Quiet
from pod.export.post import bring, send, waiting
from pod.seal import SigningKey
from pod.settings import Settings
from pod.sftp.again import Again

if TYPE_CHECKING:
    from pod.export.link import Link

log = logging.getLogger(__name__)

LOOK_MS = 10_000.0
"""How often it is looked whether a bundle waits."""
BRING_MS = 900_000.0
"""How often the server is asked for receipts, whether anything waits or not."""
FIRST_MS, LAST_MS = 5_000.0, 900_000.0
"""A server that cannot be used is tried again after as long as this."""
END_S = 2.0
LINK = "pod.export.link"
"""Read only where there is one: most pods have a stick."""


@dataclass(frozen=True)
class Road:
    """From which home to which server, for which pod."""

    home: Path
    settings: Settings
    login: SigningKey
    clock: Clock
    ring: Callable[[], None]


class LinkPost(threading.Thread):
    """Sends what waits as soon as it may, and brings what came; `ring` says so."""

    def __init__(self, road: Road) -> None:
        super().__init__(daemon=True, name="link-post")
        self._road, self._clock = road, road.clock
        self._again = Again(FIRST_MS, LAST_MS, SystemRandom())
        self._wake, self._over = threading.Event(), threading.Event()
        self._asked = 0
        self._again_ms = self._bring_ms = 0.0
        self._link: Link | None = None
        self._stands = LinkStands()

    def stands(self) -> LinkStands:
        """Return what it did so far."""
        return self._stands

    def wake(self) -> int:
        """Try now, whatever the wait; return how often that was asked for."""
        self._asked = asked = self._asked + 1
        self._wake.set()
        return asked

    def close(self) -> None:
        """Carry nothing any more; what is half sent is gone on with another time."""
        self._over.set()
        self._wake.set()
        if self.is_alive():
            self.join(END_S)

    def run(self) -> None:
        """Carry until told to end."""
        while not self._over.is_set():
            self._wake.clear()
            if self._is_due():
                self._tried()
            self._wake.wait(LOOK_MS / 1000)

    def _is_due(self) -> bool:
        now_ms = self._clock.now_ms()
        if self._asked > self._stands.answered:
            return True
        if now_ms < self._again_ms:
            return False
        return now_ms >= self._bring_ms or bool(waiting(self._road.home))

    def _tried(self) -> None:
        """Try once; keep what came of it for whoever asks."""
        asked = self._asked
        try:
            self._carry()
        except Trouble as trouble:
            self._failed(trouble)
        except Exception:
            log.exception("our fault in carrying bundles")
            self._failed(Trouble("Something went wrong here."))
        else:
            self._again.worked()
            self._bring_ms = self._clock.now_ms() + BRING_MS
            self._say(well_at=self._clock.utc(), say="", do="", code=0)
        self._say(answered=asked)

    def _carry(self) -> None:
        road = self._road
        if self._link is None:
            kind = import_module(LINK).Link
            self._link = kind(road.settings.delivery, road.login, road.clock)
        self._exchange(self._link)

    def _exchange(self, link: "Link") -> None:
        """Send what waits, then bring what came; no connection is kept between.

        A server that keeps nothing more may have receipts all the same.
        """
        try:
            self._send(link)
        except (PartRefused, Storage):
            self._bring(link)
            raise
        else:
            self._bring(link)
        finally:
            link.close()

    def _send(self, link: "Link") -> None:
        for _name in send(self._road.home, link):
            self._say(sent=self._stands.sent + 1)
            if self._over.is_set():
                return

    def _bring(self, link: "Link") -> None:
        road = self._road
        if came := bring(road.home, link, road.settings.pod):
            self._say(came=self._stands.came + len(came))
            road.ring()

    def _failed(self, trouble: Trouble) -> None:
        wait_ms = LOOK_MS if isinstance(trouble, Quiet) else self._again.failed()
        self._again_ms = self._clock.now_ms() + wait_ms
        if trouble.say != self._stands.say:
            log.warning("the link cannot be used: %s", type(trouble).__name__)
        self._say(say=trouble.say, do=trouble.do, code=trouble.exit_code)

    def _say(self, **changed: object) -> None:
        self._stands = replace(self._stands, **changed)


def sending(
    home: Path, settings: Settings, clock: Clock, ring: Callable[[], None]
) -> Opens:
    """Return what begins to carry bundles by the link, once the pod's key is known."""

    def begin(login: SigningKey) -> LinkPost:
        post = LinkPost(Road(home, settings, login, clock, ring))
        post.start()
        return post

    return begin
