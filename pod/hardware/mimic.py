"""How a simulated device behaves: bytes and moments in, bytes out; it touches nothing.

A mimic speaks its driver's own codec from the far end. The cable, its faults, real time
and the file of truth are `Simulated`'s.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol, TypeAlias

from pod.hardware.faults import Faults
from pod.values import Button, Value


class Down(Value, frozen=True):
    """A button is pressed."""

    button: Button


class Up(Value, frozen=True):
    """A button is let go."""

    button: Button


class Lit(Value, frozen=True):
    """Light falls on the photodiode, or no longer."""

    on: bool


class Held(Value, frozen=True):
    """A staff key is held to the reader; its number in hexadecimal."""

    key: str


class Switched(Value, frozen=True):
    """An input of the device changes: `staff_call`, `mains`, `finger` and so on."""

    name: str
    on: bool


Deed: TypeAlias = Down | Up | Lit | Held | Switched


class Truth(NamedTuple):
    """What truly happened, and when, clock ms."""

    what: str
    at_ms: float


class Mimic(Protocol):
    """A device's own behaviour at the far end of the cable."""

    @property
    def next_due_ms(self) -> float:
        """When it does something by itself; infinite if never."""

    def hear(self, data: bytes, now_ms: float) -> bytes:
        """Take in what the host wrote, however it was cut; return what it answers."""

    def due(self, now_ms: float) -> bytes:
        """Do what is due now; return what it says by itself."""

    def do(self, deed: Deed, now_ms: float) -> bytes:
        """Let somebody do this to it now; return what it says.

        What it cannot feel it ignores.
        """

    def reboot(self, now_ms: float) -> bytes:
        """Lose power and get it back: its clock is at zero; return what it says."""

    def truths(self) -> Sequence[Truth]:
        """Return, once, what happened by itself since the last time it was asked."""


class OwnClock:
    """A simulated device's own counter: whole ticks, cut off, drifting, going round."""

    def __init__(
        self, faults: Faults, began_ms: float, tick_ms: float, bits: int = 32
    ) -> None:
        self._drift = faults.drift
        self._tick_ms = tick_ms
        self._around = 1 << bits
        self._began_ms = began_ms - faults.uptime

    def ticks(self, at_ms: float) -> int:
        """Read it at a moment of the host's clock."""
        own_ms = (at_ms - self._began_ms) * (1 + self._drift / 1e6)
        return int(own_ms / self._tick_ms) % self._around

    def restart(self, now_ms: float) -> None:
        """Begin at zero again."""
        self._began_ms = now_ms
