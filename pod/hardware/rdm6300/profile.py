"""What resources/devices/rdm6300.toml says."""

from pod.hardware.driver import Profile
from pod.hardware.rdm6300.codec import Rule


class TagReaderProfile(Profile, frozen=True, kw_only=True):
    """The tag reader's data file."""

    checksum: Rule
    removed_ms: float
    stale_ms: float
    repeat_ms: float
