"""What resources/devices/modbus_relay.toml says."""

from typing import Annotated, TypeAlias

from msgspec import Meta

from pod.hardware.driver import Profile
from pod.values import Value

Coil: TypeAlias = Annotated[int, Meta(ge=0, le=31)]
BITS_PER_CHARACTER = 11
SILENT_CHARACTERS = 3.5
SHORTEST_SILENCE_MS = 1.75


class Coils(Value, frozen=True, kw_only=True):
    """Which coil switches what."""

    lamp: Coil
    fan: Coil


class Quirks(Value, frozen=True, kw_only=True):
    """How much patience the board needs."""

    poll_ms: float
    answer_ms: float
    tries: Annotated[int, Meta(ge=1, le=20)]
    stuck_after: Annotated[int, Meta(ge=1, le=20)]
    stale_ms: float


class RelayProfile(Profile, frozen=True, kw_only=True):
    """The board's data file."""

    unit: Annotated[int, Meta(ge=1, le=247)]
    coils: Coils
    quirks: Quirks

    @property
    def count(self) -> int:
        """How many coils must be read to see both."""
        return max(self.coils.lamp, self.coils.fan) + 1

    @property
    def silence_ms(self) -> float:
        """How long the line must be still between two frames: 3.5 characters."""
        characters_ms = SILENT_CHARACTERS * BITS_PER_CHARACTER / self.baud * 1000
        return max(characters_ms, SHORTEST_SILENCE_MS)
