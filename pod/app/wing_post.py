"""Carries letters between the core and the wing folder, in a thread of its own.

A folder on a network may be slow, or gone: nobody at the pod waits for it. Only frozen
values pass between this thread and the core's.
"""

import logging
import math
import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from random import SystemRandom

from pod.clock import Clock
from pod.core.wings import Member
from pod.errors import Trouble
from pod.sftp.again import Again
from pod.sftp.place import is_server
from pod.wing.carrier import Carrier
from pod.wing.folder import LocalFolder
from pod.wing.inbox import Inbox, Round
from pod.wing.kinds import Body
from pod.wing.outbox import Outbox
from pod.wing.saying import Row, Saying

log = logging.getLogger(__name__)

LOOK_MS = 1_000.0
"""How often the wing folder is looked into."""
FIRST_MS, LAST_MS = 1_000.0, 4_000.0
"""A folder that cannot be used is tried again after as long as this."""
END_S = 2.0
"""So long is waited for what is being carried when it ends."""
SERVER = "pod.wing.server_folder"
"""Read only where there is one: most wings have a folder of their own."""


class WingPost(threading.Thread):
    """Says what is wanted as it falls due, and looks each second for what came.

    `ring` is called whenever something came. Where the folder cannot be used, Trouble
    comes instead, once for each reason, and a round again when it can.
    """

    def __init__(
        self, member: Member, carrier: Carrier, clock: Clock, ring: Callable[[], None]
    ) -> None:
        super().__init__(daemon=True, name="wing-post")
        self._clock, self._ring = clock, ring
        wing = member.reader.wing
        self._carrier = carrier
        self._outbox = Outbox(carrier, wing, member.key, member.used)
        self._inbox = Inbox(carrier, member.reader, member.marks)
        self._saying, self._wanted = Saying(), dict[Row, Body]()
        self._came: queue.SimpleQueue[Round | Trouble] = queue.SimpleQueue()
        self._wake, self._over = threading.Event(), threading.Event()
        self._look_ms, self._again_ms = -math.inf, -math.inf
        self._used, self._away = member.used, ""
        self._again = Again(FIRST_MS, LAST_MS, SystemRandom())

    @property
    def used(self) -> int:
        """The highest number used in a letter."""
        return self._used

    def say(self, wanted: Mapping[Row, Body]) -> None:
        """Say this from now on."""
        if wanted != self._wanted:
            self._wanted = dict(wanted)
            self._wake.set()

    def came(self) -> Sequence[Round | Trouble]:
        """Return what came since it was asked last."""
        found = []
        while not self._came.empty():
            found.append(self._came.get())
        return found

    def close(self) -> None:
        """Carry nothing any more."""
        self._over.set()
        self._wake.set()
        if self.is_alive():
            self.join(END_S)

    def run(self) -> None:
        """Carry letters until told to end."""
        while not self._over.is_set():
            self._wake.clear()
            try:
                self._turn(self._clock.now_ms())
            except Trouble as trouble:
                self._failed(trouble)
            except Exception:
                log.exception("our fault in carrying letters")
                self._failed(Trouble("Something went wrong here."))
            self._wake.wait(self._wait_s())
        self._carrier.close()

    def _turn(self, now_ms: float) -> None:
        """Say what is due, then look; the folder may fail at either."""
        if now_ms < self._again_ms:
            return
        wanted = self._wanted
        if wanted:
            self._outbox.retire(wanted)
        for row in self._saying.due(wanted, now_ms):
            self._outbox.send(wanted[row], self._clock.utc(), row[1])
            self._used = self._outbox.used
            self._saying.said(row, wanted[row], now_ms)
        if now_ms >= self._look_ms:
            self._look_ms = now_ms + LOOK_MS
            found = self._inbox.look(self._clock.utc())
            self._again.worked()
            if found.taken or found.refused or self._away:
                self._away = ""
                self._give(found)

    def _failed(self, trouble: Trouble) -> None:
        self._again_ms = self._clock.now_ms() + self._again.failed()
        if self._away != trouble.say:
            log.warning("the wing folder cannot be used: %s", type(trouble).__name__)
            self._away = trouble.say
            self._give(trouble)

    def _give(self, what: Round | Trouble) -> None:
        self._came.put(what)
        self._ring()

    def _wait_s(self) -> float:
        now_ms = self._clock.now_ms()
        due_ms = min(self._look_ms, self._saying.next_ms(self._wanted))
        return max(max(due_ms, self._again_ms) - now_ms, 0.0) / 1000


def opening(clock: Clock, ring: Callable[[], None]) -> Callable[[Member], WingPost]:
    """Return what begins to carry letters for a member."""

    def begin(member: Member) -> WingPost:
        post = WingPost(member, carrier_of(member), clock, ring)
        post.start()
        return post

    return begin


def carrier_of(member: Member) -> Carrier:
    """Return what carries a member's letters: its folder, or one on a server."""
    if not is_server(member.folder):
        return LocalFolder(Path(member.folder))
    kind = import_module(SERVER).ServerFolder
    carrier: Carrier = kind(member.folder, member.host_key, member.login)
    return carrier
