"""What the pod controller's file in resources/devices says."""

from typing import Annotated

from msgspec import Meta

from pod.hardware.harp.profile import HarpProfile

Short = Annotated[int, Meta(ge=1000, le=30_000)]


class ControllerProfile(HarpProfile, frozen=True, kw_only=True):
    """A controller's data file.

    `watchdog_ms` after the host's last word it unlocks; the host says one each
    `renew_ms`. A lock holds for `lease_ms`. After `beat_ms` without its own heartbeat
    it counts as gone; `core_ms` after its last word the core does.
    """

    watchdog_ms: Short
    renew_ms: Annotated[float, Meta(ge=100)]
    lease_ms: Short
    beat_ms: float
    core_ms: float
