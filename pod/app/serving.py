"""The core's own loop: opens the pod, serves who may ask, hears the reader.

Where the pod cannot be opened its counter is closed, not gone: the screen is told why,
and opening is tried again. One thread does it all, one thing at a time.
"""

import logging
import queue
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from pod.app.alone import meeting_place
from pod.app.bell import Bell
from pod.app.closed import ClosedCounter
from pod.app.ear import Ear
from pod.app.inside import Inside
from pod.app.link_post import sending
from pod.app.reception import Counter, Reception
from pod.app.wing_post import opening
from pod.clock import Clock
from pod.desk import Sorry
from pod.errors import Malformed, Storage, Trouble
from pod.events import Asked, Event, Secret
from pod.hardware.driver import driver_named
from pod.hardware.hatch import FOR_CORE
from pod.settings import Settings, read_settings

log = logging.getLogger(__name__)

Opening = Callable[[], Inside]
AGAIN_MS = 30_000.0
NEVER = float("inf")
UNKNOWN = Settings(pod="unknown", site="")
"""What can be said of a pod whose own settings cannot be read."""
STARTING = Sorry("no_core", "This pod is getting ready.", lock=True)


class Serving:
    """Serves at the pod's sockets; `opening` opens what is behind the counter."""

    def __init__(self, home: Path, clock: Clock, opening: Opening) -> None:
        self._home, self._clock, self._opening = home, clock, opening
        self._folder = meeting_place(home)
        self.bell = Bell()
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._inside: Inside | None = None
        self._ear: Ear | None = None
        self._counter: Counter = self._closed(STARTING)
        self._again_ms = NEVER
        self._reception = Reception(self._folder, clock, self._counter)

    def open(self) -> None:
        """Open the pod and serve from it; raise Trouble where that cannot be."""
        inside, greeting = _opened(self._opening)
        self._inside, self._again_ms = inside, NEVER
        inside.core.devices.order = self._order
        self._listen(greeting)
        self._serve(inside.core)
        ring = self.bell.ring
        inside.core.wings.begin(opening(self._clock, ring))
        inside.core.sending.begin(
            sending(self._home, inside.settings, self._clock, ring)
        )

    @property
    def said(self) -> str:
        """How the counter stands, in a sentence for whoever looks after the machine."""
        if isinstance(self._counter, ClosedCounter):
            return f"Its counter is closed: {self._counter.why.code}."
        return "It serves."

    def stay_closed(self, trouble: Trouble) -> None:
        """Serve at a closed counter, and try again to open in 30 s."""
        self._again_ms = self._clock.now_ms() + AGAIN_MS
        why = Sorry(_code(trouble), trouble.say, trouble.do, lock=True)
        if isinstance(self._counter, ClosedCounter) and self._counter.why == why:
            return
        log.warning("the counter is closed: %s", _code(trouble))
        if self._ear is None:
            self._listen(())
        self._serve(self._closed(why))

    def turn(self, also: int | None = None) -> bool:
        """Wait for what comes or falls due, then do it; never raise Trouble.

        Tell whether there was something at `also`.
        """
        self._try_again()
        self._keep_house()
        mine = [self.bell.fileno(), *([] if also is None else [also])]
        wait_ms = 0.0 if self._busy else self._due_ms - self._clock.now_ms()
        ready = self._reception.turn(max(wait_ms, 0.0), mine)
        if self.bell.fileno() in ready:
            self.bell.hush()
        while not self._events.empty():
            self._reception.tell(self._counter.take(self._events.get()))
        return also in ready

    def close(self) -> None:
        """Let everybody go, then close the stores: all that was kept is kept."""
        self._reception.close()
        if self._ear is not None:
            self._ear.stop()
        if self._inside is not None:
            self._inside.core.wings.end()
            self._inside.core.sending.end()
            self._inside.core.keeping.at_end()
            self._inside.close()
        self.bell.close()

    @property
    def _due_ms(self) -> float:
        """When there is something to do although nobody asks."""
        wings = self._inside.core.wings.due_ms if self._inside else NEVER
        return min(self._again_ms, wings)

    @property
    def _busy(self) -> bool:
        core = self._inside.core if self._inside is not None else None
        return core is not None and (core.keeping.busy or core.due.busy)

    def _keep_house(self) -> None:
        """Do what is due behind the counter; open anew where a store is not whole."""
        inside = self._inside
        if inside is None:
            return
        try:
            self._reception.tell(inside.core.escalations.look())
            self._reception.tell(inside.core.wings.look())
            self._reception.tell(inside.core.practice.look())
            inside.core.keeping.tick()
            inside.core.due.tick()
        except Trouble as trouble:
            self._inside = None
            inside.core.practice.end()
            inside.core.wings.end()
            inside.core.sending.end()
            self.stay_closed(trouble)
            inside.memory.close()
            self._again_ms = self._clock.now_ms()

    def _serve(self, counter: Counter) -> None:
        self._counter = counter
        self._reception.serve(counter)

    def _try_again(self) -> None:
        if self._clock.now_ms() < self._again_ms:
            return
        try:
            self.open()
        except Trouble as trouble:
            self.stay_closed(trouble)

    def _closed(self, why: Sorry) -> ClosedCounter:
        return ClosedCounter(_settings(self._home), why, self._order)

    def _order(self, asked: Asked) -> None:
        if self._ear is not None:
            self._ear.ask(asked)

    def _listen(self, greeting: Sequence[Asked]) -> None:
        """Hear the reader from now on; each new one is greeted with these keys."""
        if self._ear is not None:
            self._ear.stop()
        self._ear = Ear(self._folder / FOR_CORE, self._hear, greeting)
        self._ear.start()

    def _hear(self, event: Event) -> None:
        """Take an event over from the thread that heard it."""
        self._events.put(event)
        self.bell.ring()


class OurFault(Trouble):
    """The pod could not be opened, and not by the world's fault."""


def _opened(opening: Opening) -> tuple[Inside, Sequence[Asked]]:
    """Open the pod and find its lines' keys, or leave nothing of it open.

    Whatever else goes wrong than Trouble becomes one.
    """
    try:
        with ExitStack() as undo:
            inside = opening()
            undo.callback(inside.memory.close)
            greeting = list(_secrets(inside))
            undo.pop_all()
    except OSError as error:
        log.exception("the disk refused")
        raise Storage("The pod's disk could not be used.") from error
    except Trouble:
        raise
    except Exception as error:
        log.exception("our fault in opening")
        raise OurFault("Something went wrong here.") from error
    return inside, greeting


def _code(trouble: Trouble) -> str:
    """Return the id of the sentence that says on the locked page what is amiss."""
    our_fault = isinstance(trouble, OurFault)
    return "our_fault" if our_fault else type(trouble).__name__.lower()


def _settings(home: Path) -> Settings:
    try:
        return read_settings(home)
    except (Malformed, OSError):
        return UNKNOWN


def _secrets(inside: Inside) -> Iterator[Asked]:
    """Give the key of each sealed line that this pod has one for."""
    for port in inside.settings.ports:
        key = inside.core.devices.key_of(port.driver)
        if key is not None and Secret in driver_named(port.driver).takes:
            yield Asked(Secret(key), port.driver)
