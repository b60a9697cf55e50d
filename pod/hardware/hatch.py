"""Where the reader hands events out: one hatch for the screen, one for the core."""

from collections.abc import Sequence
from pathlib import Path

from msgspec.msgpack import Decoder

from pod.events import Asked, Back, Event, Lost, Mains, Tamper
from pod.wire import MY_GROUPS, Broken, Wire, accept, listen
from pod.wire.peers import NOBODY_ELSE, Whom

FOR_SCREEN, FOR_CORE = "reader/reader-screen.sock", "reader/reader-core.sock"
ASKED = Decoder(Asked)
MOST_GUESTS = 8
"""More than the pod has processes; each costs a descriptor that a port may need."""


class Hatch:
    """A socket at which events of some kinds are handed out.

    Who comes late is first told how things stand. Who does not keep up, or says what
    cannot be understood, is turned out and may come again; so is the one who has been
    here longest where there are too many. `orders` may be given at this hatch; whoever
    gives one at another is turned out too.
    """

    def __init__(
        self,
        path: Path,
        tells: tuple[type, ...],
        *,
        orders: bool,
        whom: Whom = NOBODY_ELSE,
    ) -> None:
        self._tells, self._orders, self._whom = tells, orders, whom
        self._standing: dict[str, Event] = {}
        self._guests: list[Wire[Asked]] = []
        self._path = path
        self._listening = listen(path, MY_GROUPS)

    def filenos(self) -> Sequence[int]:
        """Return the descriptors to wait on."""
        return (self._listening.fileno(), *(one.fileno() for one in self._guests))

    def tell(self, event: Event) -> None:
        """Hand an event to everybody here whom it is for."""
        if not isinstance(event, self._tells):
            return
        if (what := lasting(event)) is not None:
            self._standing[what] = event
        for guest in tuple(self._guests):
            self._say(guest, event)

    def attend(self) -> Sequence[Asked]:
        """Let in whoever waits; return what was ordered."""
        while (guest := accept(self._listening, ASKED, self._whom)) is not None:
            self._guests.append(guest)
            if len(self._guests) > MOST_GUESTS:
                self._turn_out(self._guests[0])
            for event in self._standing.values():
                self._say(guest, event)
        return [one for guest in tuple(self._guests) for one in self._hear(guest)]

    def close(self) -> None:
        """Turn everybody out and take the socket away."""
        for guest in tuple(self._guests):
            self._turn_out(guest)
        self._listening.close()
        self._path.unlink(missing_ok=True)

    def _say(self, guest: Wire[Asked], event: Event) -> None:
        try:
            guest.send(event)
        except Broken:
            self._turn_out(guest)

    def _hear(self, guest: Wire[Asked]) -> Sequence[Asked]:
        try:
            asked = guest.receive()
        except Broken:
            self._turn_out(guest)
            return ()
        if asked and not self._orders:
            self._turn_out(guest)
            return ()
        return asked

    def _turn_out(self, guest: Wire[Asked]) -> None:
        if guest in self._guests:
            self._guests.remove(guest)
            guest.close()


def lasting(event: Event) -> str | None:
    """Return the name of the state that an event tells of; None for what passes."""
    if isinstance(event, Lost | Back):
        return f"device {event.device}"
    if isinstance(event, Tamper | Mains):
        return f"{type(event).__name__} {event.device}"
    passing = {"Press", "Beat", "Light", "StaffKey", "Nonce"}
    name = type(event).__name__
    return None if name in passing else name
