"""What resources/devices/nonin.toml says."""

from typing import Literal

from pod.hardware.driver import Profile


class NoninProfile(Profile, frozen=True, kw_only=True):
    """The sensor's data file: which format it is to send, and how it is told so."""

    format: Literal[2, 7]
    command: Literal["xpod", "3150"]
    rate_hz: float
