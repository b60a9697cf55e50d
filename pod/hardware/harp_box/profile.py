"""What the Harp response box's file in resources/devices says."""

from typing import Annotated

from msgspec import Meta

from pod.hardware.harp.codec import PayloadType
from pod.hardware.harp.profile import HarpProfile


class BoxProfile(HarpProfile, frozen=True, kw_only=True):
    """A box's data file; `counted_ms` is how long an event waits for its count."""

    inputs: PayloadType
    debounce_ms: Annotated[int, Meta(ge=0, le=1000)]
    light_above: Annotated[int, Meta(ge=0, le=65535)]
    counted_ms: Annotated[float, Meta(gt=0)]
