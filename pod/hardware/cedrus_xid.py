"""Cedrus response pads that speak XID 2 (RB-x40): one timer, which can be asked."""

from collections.abc import Mapping
from random import Random

from pod.hardware.driver import Driver, simulated_by
from pod.hardware.timekeeper import Timekeeper, TimeOf
from pod.hardware.xid.codec import Codec
from pod.hardware.xid.pad import TIMER_BITS, Pad, Placed, What
from pod.hardware.xid.profile import XidProfile

ASK = b"_e5"


class OneTimer:
    """The only timer: asked for the time, and what edges are stamped with."""

    more: Mapping[str, float | str | bool] = {}

    def __init__(self, tick_ms: float, now_ms: float, rng: Random) -> None:
        self._keeper = Timekeeper[What](tick_ms, TIMER_BITS, now_ms, rng)

    @property
    def silent(self) -> bool:
        """Whether several questions in a row were not answered."""
        return self._keeper.silent

    @property
    def next_due_ms(self) -> float:
        """When to ask next."""
        return self._keeper.next_due_ms

    @property
    def told(self) -> TimeOf:
        """What is known of the pad's clock."""
        return self._keeper.told

    @property
    def noise(self) -> int:
        """How many edges were never believed, or told twice."""
        return self._keeper.noise

    def due(self, now_ms: float) -> bytes:
        """Return the question for the time, if it is time to ask."""
        return ASK if self._keeper.due(now_ms) else b""

    def answered(self, device_ms: int, at_ms: float) -> Placed:
        """Learn from the answer; return the edges that it vouches for."""
        return self._keeper.answered(device_ms, at_ms)

    def placed(self, what: What, device_ms: int, at_ms: float) -> Placed:
        """Return an edge with its stamps if it can be believed now, and once."""
        return self._keeper.placed(what, device_ms, at_ms)


def pad(profile: XidProfile, now_ms: float, rng: Random) -> Pad:
    """Return an XID 2 pad on a port that was opened now."""
    timers = OneTimer(profile.tick_ms, now_ms, rng)
    return Pad(profile, Codec(2), timers, now_ms)


DRIVER = Driver(
    name="cedrus_xid",
    kind="buttons",
    clocked=True,
    profile=XidProfile,
    device=pad,
    mimic=simulated_by("pod.hardware.cedrus_xid_simulator:mimic"),
    codec=lambda _profile: Codec(2),
)
