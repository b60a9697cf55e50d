"""What resources/devices/osdp_reader.toml says."""

from typing import Annotated

from msgspec import Meta

from pod.hardware.driver import Profile
from pod.values import Value


class Quirks(Value, frozen=True, kw_only=True):
    """How much patience these readers need."""

    step_ms: float
    answer_ms: float
    silent_ms: float
    tries: Annotated[int, Meta(ge=1, le=20)]
    again_ms: float


class SealedReaderProfile(Profile, frozen=True, kw_only=True):
    """The reader's data file; `demo_key` is the simulator's, in hexadecimal."""

    address: Annotated[int, Meta(ge=0, le=0x7E)]
    demo_key: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
    quirks: Quirks
