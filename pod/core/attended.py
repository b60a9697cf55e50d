"""What devices tell the core: kept, said to staff, answered by the lamp.

Nothing here is about an answer that anybody gave. What the controller has latched bars
the pod until it is cleared, also after a restart or with the cable pulled.
"""

from collections.abc import Callable
from datetime import date, datetime
from random import Random
from typing import TypeAlias

from pod.core.device_notes import (
    OTHER_TAMPER,
    TAMPER,
    code_of,
    note,
    remember,
    tampered,
    write,
)
from pod.desk import Barred, Called, News, Power, TroubleTile
from pod.errors import TryAgain
from pod.events import (
    CONTROLLER,
    SUPPLIES,
    Alive,
    Asked,
    AskNonce,
    Back,
    DeviceKind,
    Event,
    Lamp,
    Lost,
    Mains,
    Nonce,
    StaffCall,
    Supply,
    Tamper,
)
from pod.hardware.pod_controller.proof import clear_tamper, prove
from pod.storage import concerns
from pod.storage.acts import named
from pod.storage.pod_memory import is_noticed, withdraw_notice
from pod.storage.vault import DoingsDb

Ask: TypeAlias = Callable[[Asked], None]
KeyOf: TypeAlias = Callable[[str], bytes | None]

CALLING = Lamp(255, 120, 0, "slow")
LOUDER = Lamp(255, 120, 0, "fast")
"""Somebody waits, and nobody came in time."""
DARK = Lamp(0, 0, 0)
LAMPS = ("controller", "relay")


class Attended:
    """The devices as the core knows them.

    `order` reaches them; `key_of` finds the key that the pod shares with one of them.
    """

    def __init__(self) -> None:
        self.order: Ask = lambda _asked: None
        self.key_of: KeyOf = lambda _device: None
        self._lost: dict[str, Lost] = {}
        self._lost_on: dict[DeviceKind, date] = {}
        self._kinds: dict[str, DeviceKind] = {}
        self._latched: tuple[str, ...] = ()
        self._lamps: set[str] = set()
        self._lit: Lamp | None = None
        self._supplies: dict[str, Supply] = {}

    @property
    def troubles(self) -> tuple[TroubleTile, ...]:
        """What is amiss with devices, in words for staff."""
        return tuple(
            TroubleTile(one.say, one.do, code_of(one.kind), one.advice)
            for one in self._lost.values()
            if one.say
        )

    @property
    def known(self) -> tuple[tuple[DeviceKind, bool], ...]:
        """The kind of each device that was ever here, and whether it answers now."""
        return tuple((kind, one not in self._lost) for one, kind in self._kinds.items())

    def not_told(self, notices: tuple[str, ...]) -> tuple[str, ...]:
        """Return the notices that no trouble tells of already, in more words."""
        told = {one.code for one in self.troubles}
        return tuple(one for one in notices if one not in told)

    @property
    def has_lamp(self) -> bool:
        """Whether a lamp is there that can be lit."""
        return bool(self._lamps)

    def alive(self) -> None:
        """Tell whoever watches over this machine that the core is well."""
        self.order(Asked(Alive()))

    def clear(self, db: DoingsDb) -> tuple[News, ...]:
        """Open the pod again as far as the core may; ask the controller for the rest.

        Its latch is cleared by a proof, for which it must give a nonce first.
        """
        withdraw_notice(db, OTHER_TAMPER)
        if not is_noticed(db, TAMPER):
            return (Barred(on=False),)
        if not self._latched:
            raise TryAgain(
                "The pod's controller does not answer.", "Check its cable first."
            )
        if self.key_of(CONTROLLER) is None:
            raise TryAgain(
                "This pod has no key for its controller.",
                "The technician makes one with `pod device-key pod_controller`.",
            )
        self.order(Asked(AskNonce(), CONTROLLER))
        return ()

    def shine(self, db: DoingsDb) -> None:
        """Let the lamp say whether somebody is called for, and whether it is late."""
        if concerns.any_late(db):
            self._light(LOUDER)
        else:
            self._light(CALLING if concerns.any_open(db) else DARK)

    def call_louder(self) -> None:
        """Let the lamp call louder although that cannot be kept, if it calls at all."""
        if self._lit == CALLING:
            self._light(LOUDER)

    def take(
        self, db: DoingsDb, event: Event, now: datetime, rng: Random
    ) -> tuple[News, ...]:
        """Keep what an event means; return what the screen must know of it."""
        match event:
            case Lost() | Back():
                self._came_or_went(db, event, now)
                if self._supplies.pop(event.device, None) is not None:
                    return self._supplied(db, now)
            case StaffCall(on=on):
                return self._called(db, now, rng, on=on)
            case Nonce(device=device, nonce=nonce):
                self._prove(device, nonce)
            case Tamper(causes=causes, device=device):
                if device == CONTROLLER:
                    self._latched = causes
                return tampered(db, event, now)
            case Mains(state=state, device=device):
                self._supplies[device] = state
                return self._supplied(db, now)
            case _:
                remember(db, event, now)
        return ()

    def _came_or_went(self, db: DoingsDb, event: Lost | Back, now: datetime) -> None:
        kind = self._kinds[event.device] = event.kind
        if isinstance(event, Lost):
            self._lost[event.device] = event
            self._lamps.discard(event.device)
        else:
            self._lost.pop(event.device, None)
            if kind in LAMPS:
                self._lamps.add(event.device)
                self._lit = None
                self.shine(db)
        well = all(well for one, well in self.known if one == kind)
        note(db, code_of(kind), now, on=not well)
        if not well and self._lost_on.get(kind) != now.date():
            self._lost_on[kind] = now.date()
            write(db, "device_lost", now, kind)

    def _called(
        self, db: DoingsDb, now: datetime, rng: Random, *, on: bool
    ) -> tuple[News, ...]:
        write(db, "staff_call" if on else "staff_call_over", now)
        if on:
            concerns.raise_concern(db, "staff_call", "", now, rng)
            self.shine(db)
        return (Called(on),)

    def _supplied(self, db: DoingsDb, now: datetime) -> tuple[News, ...]:
        """Go by the worst that anybody says of the power who is still there."""
        told = self._supplies.values()
        state = max(told, key=SUPPLIES.index) if told else SUPPLIES[0]
        note(db, "on_battery", now, on=state != "mains")
        write(db, named(f"power_{state}"), now)
        return (Power(state),)

    def _prove(self, device: str, nonce: bytes) -> None:
        """Clear the latch with this nonce; only for that are nonces asked for."""
        key = self.key_of(device)
        if key is not None and self._latched:
            proven = prove(key, nonce, clear_tamper(self._latched))
            self.order(Asked(proven, device))

    def _light(self, lamp: Lamp) -> None:
        if lamp != self._lit and self._lamps:
            self._lit = lamp
            self.order(Asked(lamp))


def told_anyway(event: Event | Alive) -> tuple[News, ...]:
    """Return what the screen must know of an event even where nothing can be kept."""
    match event:
        case StaffCall(on=on):
            return (Called(on),)
        case Mains(state=state):
            return (Power(state),)
        case Tamper(causes=causes) if causes:
            return (Barred(on=True),)
    return ()
