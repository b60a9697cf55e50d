"""What a Cedrus pad's file in resources/devices says."""

from typing import Annotated

from msgspec import Meta

from pod.hardware.driver import Profile
from pod.values import Value

Character = Annotated[str, Meta(min_length=1, max_length=1)]


class Identity(Value, frozen=True, kw_only=True):
    """What the pad answers to _d2, _d3 and _d4."""

    product: Character
    model: Character
    firmware: Character


class Quirks(Value, frozen=True, kw_only=True):
    """How much patience these pads need."""

    tries: Annotated[int, Meta(ge=1, le=20)]
    retry_ms: float
    settle_ms: float
    mode_ms: float
    stale_ms: float


class XidProfile(Profile, frozen=True, kw_only=True):
    """A pad's data file."""

    tick_ms: float
    light_sensor: bool
    identity: Identity
    quirks: Quirks
