"""What resources/devices/bitsi.toml says."""

from typing import Literal

from pod.hardware.driver import Profile
from pod.values import Value


class Quirks(Value, frozen=True, kw_only=True):
    """How much patience the box needs."""

    banner_ms: float
    silence_ms: float
    stale_ms: float
    most_junk: int


class BitsiProfile(Profile, frozen=True, kw_only=True):
    """The box's data file; `press` is the case of the letters that mean a press."""

    press: Literal["upper", "lower"]
    quirks: Quirks
