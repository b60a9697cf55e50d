"""How the pod itself is: asked by any of the staff, for nobody is in it."""

from datetime import datetime
from typing import Literal, TypeAlias

from pod.events import DeviceKind
from pod.values import Value

VoiceState: TypeAlias = Literal["well", "amiss", "off"]


class LookHealth(Value, frozen=True, tag=True):
    """How is the pod itself? Answered by Health."""


class DeviceStands(Value, frozen=True):
    """A device that has been here since the core began, and whether it answers."""

    kind: DeviceKind
    well: bool


class Health(Value, frozen=True, tag=True, kw_only=True):
    """What a technician looks at first: devices, room, clock, voice, backup, record.

    `elsewhere` tells whether the newest backup lies in the second place too, None where
    the pod has none. `heads` is how far the record has come, `configuration` a
    fingerprint of what the site chose. `study` is empty where there is none; `left` are
    the bundles that were written out, `received` those that an evaluator has confirmed.
    """

    devices: tuple[DeviceStands, ...]
    store_bytes: int
    free_bytes: int
    has_room: bool
    now: datetime
    clock_right: bool
    voice: VoiceState
    backup_at: datetime | None
    elsewhere: bool | None
    heads: tuple[str, ...]
    version: str
    configuration: str
    study: str
    left: int
    received: int
