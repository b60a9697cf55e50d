"""What resources/devices/ustc_rtbox.toml says."""

from typing import Annotated

from msgspec import Meta

from pod.hardware.driver import Profile
from pod.values import Value


class Quirks(Value, frozen=True, kw_only=True):
    """How much patience the box needs."""

    tries: Annotated[int, Meta(ge=1, le=20)]
    retry_ms: float
    stale_ms: float


class RTBoxProfile(Profile, frozen=True, kw_only=True):
    """The box's data file."""

    ticks_per_s: Annotated[int, Meta(gt=0)]
    debounce_ms: float
    quirks: Quirks

    @property
    def tick_ms(self) -> float:
        """How long one tick of the box lasts."""
        return 1000 / self.ticks_per_s
