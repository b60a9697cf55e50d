"""What a Harp board's file in resources/devices says."""

from typing import Annotated

from msgspec import Meta

from pod.hardware.driver import Profile
from pod.values import Value


class HarpIdentity(Value, frozen=True, kw_only=True):
    """What the board must answer: WhoAmI, and how its DeviceName begins.

    WhoAmI 0 is what every unregistered board says, so the name tells them apart.
    """

    who_am_i: Annotated[int, Meta(ge=0, le=65535)]
    name: Annotated[str, Meta(min_length=1, max_length=25)]


class HarpQuirks(Value, frozen=True, kw_only=True):
    """How much patience these boards need."""

    tries: Annotated[int, Meta(ge=1, le=20)]
    reply_ms: Annotated[float, Meta(gt=0)]
    stale_ms: Annotated[float, Meta(gt=0)]


class HarpProfile(Profile, frozen=True, kw_only=True):
    """A board's data file."""

    identity: HarpIdentity
    quirks: HarpQuirks
