"""Hears what the reader hands out, and comes again whenever the reader does."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.msgpack import Decoder

from pod.events import Asked, Back, DeviceKind, Event, Lost
from pod.wire import Broken, Wire, connect

EVENTS: Decoder[Event] = Decoder(Event)
AGAIN_S = 0.1
GONE, AGAIN = (
    "The pod's reader has stopped.",
    "It begins again by itself; else restart.",
)


class Ear(threading.Thread):
    """Hands each event on as it comes; runs until it is told to stop.

    The greeting is what every new reader is asked first, such as to take its keys.
    When the reader goes, every device that was there goes with it: its loss is told
    here, since nobody else can.
    """

    def __init__(
        self,
        path: Path,
        hand_on: Callable[[Event], None],
        greeting: Sequence[Asked] = (),
    ) -> None:
        super().__init__(daemon=True, name=f"pod-{path.stem}")
        self._path, self._hand_on, self._greeting = path, hand_on, greeting
        self._stopping = threading.Event()
        self._wire: Wire[Event] | None = None
        self._there: dict[str, DeviceKind] = {}

    def run(self) -> None:
        """Connect, hear until the reader goes, and connect again."""
        while not self._stopping.is_set():
            try:
                self._wire = connect(self._path, EVENTS)
                for asked in self._greeting:
                    self._wire.send(asked)
                self._hear(self._wire)
            except Broken:
                self._gone()
                self._stopping.wait(AGAIN_S)

    def ask(self, asked: Asked) -> None:
        """Give the reader an order; while there is no reader it is let go.

        A reader that takes no more counts as gone: half an order may be on its way.
        """
        wire = self._wire
        if wire is None:
            return
        try:
            wire.send(asked)
        except Broken:
            wire.close()

    def stop(self) -> None:
        """End the thread and return when it has ended."""
        self._stopping.set()
        if self._wire is not None:
            self._wire.close()
        if self.ident is not None:
            self.join()

    def _hear(self, wire: Wire[Event]) -> None:
        while not self._stopping.is_set():
            for event in wire.receive():
                self._notice(event)
                self._hand_on(event)

    def _notice(self, event: Event) -> None:
        match event:
            case Back(device, kind):
                self._there[device] = kind
            case Lost(device):
                self._there.pop(device, None)

    def _gone(self) -> None:
        if self._wire is not None:
            self._wire.close()
        there, self._there = self._there, {}
        if not self._stopping.is_set():
            for device, kind in there.items():
                self._hand_on(Lost(device, kind, GONE, AGAIN, "restarts"))
