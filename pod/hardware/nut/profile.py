"""What resources/devices/nut.toml says."""

from typing import Annotated

from msgspec import Meta

from pod.hardware.driver import Profile
from pod.values import Value


class Quirks(Value, frozen=True, kw_only=True):
    """How much patience the server needs."""

    poll_ms: float
    answer_ms: float
    tries: Annotated[int, Meta(ge=1, le=20)]


class PowerProfile(Profile, frozen=True, kw_only=True):
    """The power supply's data file."""

    ups: Annotated[str, Meta(pattern="^[A-Za-z0-9_.-]{1,64}$")]
    quirks: Quirks
